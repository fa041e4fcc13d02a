import { markText, type MarkedText, type NumberedWords } from './marked-text.ts';
import type { Term } from './term.ts';
import type { TermMatcher } from './term-matcher.ts';

interface ExcerptOf {
	readonly text: string;
	/** What of it is shown. */
	readonly start: number;
	readonly end: number;
	readonly words: NumberedWords;
}

/**
 * A passage as one line: what stood in blocks of its own, a summary, a heading, a step, is kept apart, and an
 * ellipsis says where the text goes on.
 */
export function markExcerpt(
	{ text, start, end, words }: ExcerptOf,
	terms: readonly Term[],
	matcher: TermMatcher,
): MarkedText {
	const closing = /^[.!?…)“"]*/.exec(text.slice(end))?.[0] ?? '';
	const blocks = `${text.slice(start, end)}${closing}`
		.split('\n')
		.map((block) => block.trim())
		.filter((block) => block !== '');
	const line = blocks.join('\n').replace(withinSentences, ' – ').replaceAll('\n', ' ').replaceAll('….', '…');
	const before = startsBlock(text, start) ? '' : '… ';
	const after = text.slice(end + closing.length).trim() === '' ? '' : ' …';
	return markText(line === '' ? '' : before + line + after, words, terms, matcher);
}

/** A block that ends like a sentence needs no sign between it and the next. */
const withinSentences = /(?<![.!?:;,…–])\n/g;

function startsBlock(text: string, start: number): boolean {
	const before = text.slice(0, start).trimEnd();
	return before === '' || text.slice(before.length, start).includes('\n') || /[.!?…]$/.test(before);
}
