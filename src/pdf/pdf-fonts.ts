import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import { VerbundError } from '../errors.ts';
import type { PdfSpan } from './pdf-document.ts';

/** Name of a file without its ending. */
export type PdfFont = string;

interface FontRegister {
	registerFont(name: string, path: string): unknown;
}

interface Family {
	readonly name: string;
	/** Path of its `package.json`. */
	readonly manifest: string;
	readonly scripts: readonly string[];
	/** Signs come in one style. */
	readonly styles: readonly Style[];
}

const require = createRequire(import.meta.url);
const styles = ['400-normal', '400-italic', '700-normal', '700-italic'] as const;
type Style = (typeof styles)[number];

/** The first of them that has a letter shows it: ours, then the one for other scripts, then signs. */
const families: readonly Family[] = [
	{
		name: 'atkinson-hyperlegible-next',
		manifest: require.resolve('@fontsource/atkinson-hyperlegible-next/package.json'),
		scripts: ['latin', 'latin-ext'],
		styles,
	},
	{
		name: 'noto-sans',
		manifest: require.resolve('@fontsource/noto-sans/package.json'),
		scripts: ['cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese', 'latin-ext', 'latin'],
		styles,
	},
	{
		name: 'noto-sans-symbols-2',
		manifest: require.resolve('@fontsource/noto-sans-symbols-2/package.json'),
		scripts: ['symbols', 'math'],
		styles: [styles[0]],
	},
];

/** Makes the typefaces known to a document. Nothing is read before a font is used. */
export function registerFonts(register: FontRegister): void {
	for (const [name, path] of files) register.registerFont(name, path);
}

export interface FontRun {
	readonly text: string;
	readonly font: PdfFont;
}

/**
 * Cuts a text where another file holds its letters.
 *
 * @throws VerbundError `pdf.letters` where none has them
 */
export function fontRuns(
	text: string,
	{ bold = false, italic = false }: Omit<PdfSpan, 'text'>,
): readonly FontRun[] {
	const style = `${bold ? '700' : '400'}-${italic ? 'italic' : 'normal'}` as const;
	const runs: FontRun[] = [];
	const unknown = new Set<string>();
	for (const [letter] of text.matchAll(lettersWithMarks)) {
		const font = fontFor(letter, style);
		if (font === null) unknown.add(letter);
		const last = runs.at(-1);
		if (font !== null && last?.font === font) runs[runs.length - 1] = { text: last.text + letter, font };
		else if (font !== null) runs.push({ text: letter, font });
	}
	if (unknown.size > 0)
		throw new VerbundError('pdf.letters', { values: { letters: [...unknown].slice(0, 12).join(' ') } });
	return runs;
}

/** From the top of a line to the foot of its letters, for a size of 1: the same for all typefaces of a line. */
export function ascent(): number {
	const { ascent: height, unitsPerEm } = open('atkinson-hyperlegible-next-latin-400-normal');
	return height / unitsPerEm;
}

const lettersWithMarks = /\P{Mark}?\p{Mark}+|[^]/gu;
const found = new Map<string, PdfFont | null>();

function fontFor(letter: string, style: Style): PdfFont | null {
	const key = style + letter;
	const known = found.get(key);
	if (known !== undefined) return known;
	const font = namesOf(style).find((name) => has(open(name), letter)) ?? null;
	found.set(key, font);
	return font;
}

function has(font: Font, letter: string): boolean {
	return [...letter].every((sign) => font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0));
}

function namesOf(style: Style): readonly PdfFont[] {
	return families.flatMap(({ name, scripts, styles: own }) =>
		scripts.map((script) => `${name}-${script}-${own.includes(style) ? style : styles[0]}`),
	);
}

const files: ReadonlyMap<PdfFont, string> = new Map(
	families.flatMap(({ name, manifest, scripts, styles: own }) =>
		scripts.flatMap((script) =>
			own.map((style) => {
				const font = `${name}-${script}-${style}`;
				// Not WOFF2: what fontkit takes out of one, it cannot always write.
				return [font, join(dirname(manifest), 'files', `${font}.woff`)] as const;
			}),
		),
	),
);
const opened = new Map<PdfFont, Font>();

function open(name: PdfFont): Font {
	const known = opened.get(name);
	if (known) return known;
	const font = create(readFileSync(files.get(name) ?? ''));
	if (!('unitsPerEm' in font)) throw new Error(`${name} is no single font`);
	opened.set(name, font);
	return font;
}
