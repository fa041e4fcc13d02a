import { contentLanguages } from '../../l10n/languages.ts';
import { safePath } from '../archive.ts';

const languageEnding = new RegExp(`[.](?=(?:${contentLanguages.join('|')})$)`, 'i');

/** A title as the name of a file or folder, neither hidden nor with an ending that names a language. */
export function pathOfTitle(title: string): string {
	const name = title
		.replaceAll('/', '-')
		.replace(/^[.\s]+/, '')
		.replace(languageEnding, ' ');
	return safePath(name) ?? 'ohne-titel';
}

/** Two documents of one name (`Antrag.docx`, `Antrag.md`) are two texts. */
export function freePath(path: string, ending: string, taken: Set<string>): string {
	for (let number = 1; ; number += 1) {
		const candidate = `${path}${number === 1 ? '' : ` (${number})`}${ending}`;
		if (taken.has(candidate.toLowerCase())) continue;
		taken.add(candidate.toLowerCase());
		return candidate;
	}
}
