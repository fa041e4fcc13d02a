import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const handbook = fileURLToPath(new URL('../../content/handbook', import.meta.url));

/** The code block of this language in which `part` occurs. */
export function block(path: string, language: string, part: string): string {
	const found = blocksOf(path).find((one) => one.language === language && one.text.includes(part));
	if (!found) throw new Error(`${path} has no block of ${language} with ${part}.`);
	return found.text;
}

/** Those that are files, which shell commands are not. */
export function filesOf(path: string): readonly string[] {
	return blocksOf(path)
		.filter(({ language, text }) => language !== 'sh' || /^(?:#!|[A-Z_]+=)/.test(text))
		.map(({ text }) => text);
}

function blocksOf(path: string) {
	const text = readFileSync(join(handbook, `${path}.md`), 'utf8');
	return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', content = '']) => ({
		language,
		text: content,
	}));
}
