import type { Replacement } from './replace-words.ts';

interface Place {
	readonly start: number;
	readonly end: number;
}

/** Between two signs that are read one after the other: spaces, marks, and the address of a link. */
const between = String.raw`(?:[\s\u00ad\u200b*_~\\\x60[]|\](?:\([^()\s]*\))?)*`;

/** Where words stand in Markdown, as they are read: its marks do not count, nor does how the lines break. */
export function findWords(markdown: string, words: string): readonly Place[] {
	const signs = [...words.replace(/[\s\u00ad\u200b]+/g, '')].map((sign) =>
		sign.replace(/[$()*+./?[\\\]^{|}]/, String.raw`\$&`),
	);
	if (signs.length === 0) return [];
	return [...markdown.matchAll(new RegExp(signs.join(between), 'gu'))].map(({ 0: found, index }) => ({
		start: index,
		end: index + found.length,
	}));
}

/**
 * Puts other words in the place of a quote, and leaves alone those that both begin and end with, and their marks.
 * Without other words the quote goes, with the space or the marks that would be left over.
 */
export function proposedWords(
	markdown: string,
	{ start, end }: Place,
	quote: string,
	proposal: string,
): Replacement {
	if (proposal === '') return { ...withLeftovers(markdown, { start, end }), words: '' };
	const { before, changed, words } = withoutCommon(quote, proposal);
	const source = markdown.slice(start, end);
	const from = findWords(source, before)[0]?.end ?? 0;
	const place = findWords(source, changed).find((one) => one.start >= from);
	return place
		? { start: start + place.start, end: start + place.end, words }
		: { start, end, words: proposal };
}

function withLeftovers(markdown: string, place: Place): Place {
	let { start, end } = place;
	while (/[*_~]/.test(markdown[start - 1] ?? '') && markdown[start - 1] === markdown[end]) {
		start -= 1;
		end += 1;
	}
	if (markdown[start - 1] === ' ' && /^[\s.,;:!?)]|^$/.test(markdown.slice(end, end + 1)))
		return { start: start - 1, end };
	const isFirst = start === 0 || markdown[start - 1] === '\n';
	return isFirst && markdown[end] === ' ' ? { start, end: end + 1 } : { start, end };
}

function withoutCommon(quote: string, proposal: string) {
	const [old, proposed] = [quote.trim().split(/\s+/), proposal.trim().split(/\s+/)];
	// At least one word is replaced by at least one.
	const most = Math.min(old.length, proposed.length) - 1;
	let head = 0;
	while (head < most && old[head] === proposed[head]) head += 1;
	let tail = 0;
	while (tail < most - head && old.at(-1 - tail) === proposed.at(-1 - tail)) tail += 1;
	return {
		before: old.slice(0, head).join(' '),
		changed: old.slice(head, old.length - tail).join(' '),
		words: proposed.slice(head, proposed.length - tail).join(' '),
	};
}
