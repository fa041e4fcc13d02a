import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PdfSpan } from './pdf-document.ts';

export type PdfFont = `${'latin' | 'latin-ext'}-${'400' | '700'}-${'normal' | 'italic'}`;

interface FontRegister {
	registerFont(name: string, path: string): unknown;
}

/** Makes the typeface of the hub known to a document. Nothing is read before a font is used. */
export function registerFonts(register: FontRegister): void {
	const folder = join(dirname(createRequire(import.meta.url).resolve(`${family}/package.json`)), 'files');
	for (const script of ['latin', 'latin-ext'] as const) {
		for (const weight of ['400', '700'] as const) {
			for (const style of ['normal', 'italic'] as const) {
				const font: PdfFont = `${script}-${weight}-${style}`;
				// Not WOFF2: what fontkit takes out of one, it cannot always write.
				register.registerFont(font, join(folder, `atkinson-hyperlegible-next-${font}.woff`));
			}
		}
	}
}

export interface FontRun {
	readonly text: string;
	readonly font: PdfFont;
}

/** Cuts a text where another file of the typeface holds its letters. */
export function fontRuns(
	text: string,
	{ bold = false, italic = false }: Omit<PdfSpan, 'text'>,
): readonly FontRun[] {
	const style = `${bold ? '700' : '400'}-${italic ? 'italic' : 'normal'}` as const;
	return (text.match(runs) ?? []).map((run) => ({
		text: run,
		font: `${extended.test(run) ? 'latin-ext' : 'latin'}-${style}` as const,
	}));
}

const family = '@fontsource/atkinson-hyperlegible-next';
/** Letters of Polish, Czech, Turkish, Romanian and others. */
const extended =
	/^[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u02bd-\u02c5\u1e00-\u1eff\u20a0-\u20ab\u20ad-\u20c0\u2113]/;
const runs =
	/[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u02bd-\u02c5\u1e00-\u1eff\u20a0-\u20ab\u20ad-\u20c0\u2113]+|[^\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u02bd-\u02c5\u1e00-\u1eff\u20a0-\u20ab\u20ad-\u20c0\u2113]+/gu;
