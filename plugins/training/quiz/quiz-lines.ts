import { readProperty, type PropertyName } from './quiz-properties.ts';

/** What a line of a quiz is, and where it stands in the text. */
export interface QuizLine {
	readonly kind: 'group' | 'question' | 'choice' | 'step' | 'point' | 'property' | 'blank' | 'text';
	/** Without what marks the line. */
	readonly text: string;
	/** Counts from 1. */
	readonly number: number;
	readonly start: number;
	readonly end: number;
	/** Of a `choice`: what stands between the brackets. */
	readonly mark: string;
	readonly property: PropertyName | null;
	/** As it was written. */
	readonly source: string;
}

const heading = /^(#{1,2})[ \t]+(.*)$/s;
const emptyHeading = /^(#{1,2})[ \t]*$/;
const spoken = /^(Thema|Topic|Frage|Question):[ \t]*(.*)$/is;
const choice = /^(?:[-*+][ \t]+)?(?:\[([^\]\n]{0,3})\]|\(([ \txX]?)\))(?:[ \t]+(.*)|)$/s;
const step = /^\d{1,3}[.)][ \t]+(.*)$/s;
const point = /^[-*+][ \t]+(.*)$/s;
const fence = /^\s{0,3}(```|~~~)/;

/** Lines that begin with blanks go on with the line above, unless they stand in a block of code. */
export function toLines(text: string): readonly QuizLine[] {
	const lines: QuizLine[] = [];
	let start = 0;
	let open: string | null = null;
	for (const [index, raw] of text.split('\n').entries()) {
		const source = raw.replace(/\r$/, '');
		const place = { number: index + 1, start, end: start + source.length, source };
		start += raw.length + 1;
		const mark = fence.exec(source)?.[1] ?? null;
		const isCode = open !== null || mark !== null;
		if (mark !== null) open = open === null ? mark : open === mark ? null : open;
		lines.push({ mark: '', property: null, ...(isCode ? textLine(source) : readLine(source)), ...place });
	}
	return lines;
}

type LineContent = Pick<QuizLine, 'kind' | 'text'> & Partial<Pick<QuizLine, 'mark' | 'property'>>;

function readLine(source: string): LineContent {
	if (source.trim() === '') return { kind: 'blank', text: '' };
	const [, hashes, title] = heading.exec(source) ?? emptyHeading.exec(source) ?? [];
	if (hashes !== undefined)
		return { kind: hashes === '#' ? 'group' : 'question', text: withoutClosing(title ?? '') };
	const [, word = '', said = ''] = spoken.exec(source) ?? [];
	if (word !== '') return { kind: /^t/i.test(word) ? 'group' : 'question', text: said };
	const property = readProperty(source);
	if (property) return { kind: 'property', text: property.value, property: property.name };
	const [isChoice, box, round, answer = ''] = choice.exec(source) ?? [];
	if (isChoice !== undefined)
		return { kind: 'choice', text: answer.trim(), mark: (box ?? round ?? '').trim() };
	const [, item] = step.exec(source) ?? [];
	if (item !== undefined) return { kind: 'step', text: item.trim() };
	const [, entry] = point.exec(source) ?? [];
	return entry === undefined ? textLine(source) : { kind: 'point', text: entry.trim() };
}

/** `## Frage ##`: hashes that stand alone at the end are none of its words, that of `C#` is. */
function withoutClosing(title: string): string {
	let end = title.length;
	while (title[end - 1] === '#') end -= 1;
	const words = title.slice(0, end).trimEnd();
	return words.length === end && end > 0 ? title : words;
}

function textLine(source: string): LineContent {
	return { kind: 'text', text: source };
}
