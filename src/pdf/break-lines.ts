import type { PdfSpan, PdfText } from './pdf-document.ts';
import { fontRuns, type PdfFont } from './pdf-fonts.ts';

/** Letters that look alike and stand beside each other. */
export interface Piece {
	readonly text: string;
	readonly font: PdfFont;
	readonly width: number;
	readonly link: string | null;
}

export interface Line {
	readonly pieces: readonly Piece[];
	readonly width: number;
}

/** Width of a text in a font. */
export type Measure = (text: string, font: PdfFont) => number;

/** Breaks a text into lines that are no wider than `width`, between words; within a word only where it alone is wider. */
export function breakLines(text: PdfText, width: number, measure: Measure, bold = false): readonly Line[] {
	const spans: readonly PdfSpan[] = typeof text === 'string' ? [{ text }] : text;
	const lines: Line[] = [];
	let pieces: Piece[] = [];
	let filled = 0;
	const finish = () => {
		const kept = withoutLastBlank(pieces, measure);
		lines.push({ pieces: joined(kept, measure), width: kept.reduce((sum, piece) => sum + piece.width, 0) });
		pieces = [];
		filled = 0;
	};

	for (const words of wordsOf(spans, measure, bold)) {
		if (words === 'lineEnd') {
			finish();
			continue;
		}
		const whole = words.reduce((sum, piece) => sum + piece.width, 0);
		const visible = whole - trailingBlank(words, measure);
		if (filled > 0 && filled + visible > width) finish();
		if (filled === 0 && words.every((piece) => piece.text.trim() === '') && lines.length > 0) continue;
		for (const piece of visible > width ? words.flatMap((word) => letters(word, measure)) : words) {
			if (filled > 0 && filled + piece.width > width && visible > width) finish();
			pieces.push(piece);
			filled += piece.width;
		}
	}
	if (pieces.length > 0 || lines.length === 0) finish();
	return lines;
}

/** What stays together: letters with the blank behind them, across spans and fonts. */
function* wordsOf(
	spans: readonly PdfSpan[],
	measure: Measure,
	bold: boolean,
): Generator<readonly Piece[] | 'lineEnd'> {
	let word: Piece[] = [];
	for (const span of spans) {
		for (const part of visibleText(span.text).match(/\n|[ \t]+|[^ \t\n-]+-?|-/g) ?? []) {
			if (part === '\n') {
				if (word.length > 0) yield word;
				yield 'lineEnd';
				word = [];
				continue;
			}
			const style = { ...span, bold: bold || (span.bold ?? false) };
			word.push(
				...fontRuns(part.replace(/[ \t]+/, ' '), style).map(({ text, font }) => ({
					text,
					font,
					width: measure(text, font),
					link: span.link ?? null,
				})),
			);
			if (!/[ \t-]$/.test(part)) continue;
			yield word;
			word = [];
		}
	}
	if (word.length > 0) yield word;
}

/** Control characters have no shape, and direction overrides would make a text read differently from what it says. */
function visibleText(text: string): string {
	return text
		.toWellFormed()
		.normalize('NFC')
		.replace(/\r\n?/g, '\n')
		.replace(
			/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\ufeff]/g,
			'',
		);
}

function letters({ text, ...piece }: Piece, measure: Measure): readonly Piece[] {
	return [...text].map((letter) => ({ ...piece, text: letter, width: measure(letter, piece.font) }));
}

function trailingBlank(words: readonly Piece[], measure: Measure): number {
	const last = words.at(-1);
	return last?.text.endsWith(' ') ? measure(' ', last.font) : 0;
}

function withoutLastBlank(pieces: readonly Piece[], measure: Measure): readonly Piece[] {
	const last = pieces.at(-1);
	if (!last?.text.endsWith(' ')) return pieces;
	const text = last.text.trimEnd();
	const rest = pieces.slice(0, -1);
	return text === ''
		? withoutLastBlank(rest, measure)
		: [...rest, { ...last, text, width: measure(text, last.font) }];
}

/** Neighbours of one look are drawn, and read aloud, as one. */
function joined(pieces: readonly Piece[], measure: Measure): readonly Piece[] {
	const all: Piece[] = [];
	for (const piece of pieces) {
		const last = all.at(-1);
		if (last?.font !== piece.font || last.link !== piece.link) {
			all.push(piece);
			continue;
		}
		const text = last.text + piece.text;
		all[all.length - 1] = { ...last, text, width: measure(text, last.font) };
	}
	return all;
}
