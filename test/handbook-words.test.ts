import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readSentences } from './harness/sentences.ts';
import { root } from './harness/test-config.ts';

/** Words that are bold because they matter, not because something on the screen is called so. */
const emphasised: readonly string[] = [
	// de
	...[
		'Am Rechner',
		'Alle bei',
		'Die Frist legt der Verbund fest',
		'Ein Gerät ist verloren',
		'Eingabetaste',
		'Escape',
		'Leichter Sprache',
	],
	...['Nachschlagen bei', 'Nie zwei Hubs auf demselben Datenordner', 'Oben', 'Oben rechts', 'Tabulatortaste'],
	...[
		'Teilen',
		'Unten',
		'Vorlagen',
		'Zum Home-Bildschirm',
		'Zwischenstand',
		'abmelden',
		'diesem Gerät',
		'fett',
	],
	...['was es mitbringt', 'was es über Personen speichert', 'welche Rechte', 'wer daran arbeitet'],
	...['Geprüft am', 'Geteilt mit'],
	// en
	...[
		'Add to Home Screen',
		'Add to Home screen',
		'Never two hubs on one data folder',
		'Share',
		'Who reads it',
	],
	...['at the bottom', 'at the top', 'last checked', 'sign out', 'this device', 'version'],
];

test.each(['de', 'de-simple', 'en'])(
	'what the handbook names in %s is called so on the screen',
	(language) => {
		const sentences = sentencesOf(language);

		const unknown = globSync(`content/handbook/${language}/*/*.md`, { cwd: root }).flatMap((file) =>
			namesIn(readFileSync(join(root, file), 'utf8'))
				.filter((name) => !emphasised.includes(withoutEnd(name)))
				.filter((name) => ![name, withoutEnd(name)].some((one) => sentences.some((said) => said.test(one))))
				.map((name) => `${basename(dirname(file))}/${basename(file)}: ${name}`),
		);

		expect(unknown).toEqual([]);
	},
);

/** Bold words outside of code; a bold sentence, or the head of one, is no name. */
function namesIn(text: string): readonly string[] {
	const prose = text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`]*`/g, '');
	return [...prose.matchAll(/\*\*(.+?)\*\*/g)]
		.map(([, name = '']) => name)
		.filter((name) => !/[.:]$| {2}|^ | $/.test(name));
}

/** What the interface says, with a gap where a value comes; in Leichte Sprache in German where it has no own words. */
function sentencesOf(language: string): readonly RegExp[] {
	const said = language === 'de-simple' ? readSentences('de', 'de-simple') : readSentences(language);
	return [...said.values()]
		.map((sentence) => withoutEnd(sentence.replace(/<[^>]+>/g, '')).split(/\{.*\}/))
		.filter((parts) => /\p{L}{3}/u.test(parts.join('')))
		.map((parts) => new RegExp(`^${parts.map((part) => literally(part)).join('.+')}$`));
}

/** A question mark or an ellipsis at the end is often left out in a sentence. */
function withoutEnd(text: string): string {
	return text.replace(/ ?[?…]$/, '');
}

function literally(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
