import { markPattern, parseMark } from '../content/placeholders/placeholder-mark.ts';

/**
 * What a form calls its values: the words in front of a colon before them, or the short line above a value that has its
 * line to itself, as the cell beside it is in a table. The first place where a value stands counts.
 */
export function labelsIn(text: string): Readonly<Record<string, string>> {
	const labels = new Map<string, string>();
	let above = '';
	for (const line of text.split('\n')) {
		for (const [path, label] of labelsOfLine(line, above)) if (!labels.has(path)) labels.set(path, label);
		if (line.trim() !== '') above = line;
	}
	return Object.fromEntries([...labels].filter(([, label]) => label !== ''));
}

function labelsOfLine(line: string, above: string): readonly (readonly [string, string])[] {
	const marks = [...line.matchAll(new RegExp(markPattern, 'g'))];
	const isAlone = line.replace(new RegExp(markPattern, 'g'), '').trim() === '';
	let from = 0;
	return marks.flatMap(({ 0: whole, 1: inner = '', index }) => {
		const before = line.slice(Math.max(from, index - farthest), index).trim();
		from = index + whole.length;
		const mark = parseMark(inner);
		if (mark?.kind !== 'value' && !(mark?.kind === 'open' && mark.of === 'each')) return [];
		return [[mark.path, isAlone ? lineLabel(above) : wordsBeforeColon(before)] as const];
	});
}

/** Characters in front of a value. */
const farthest = 200;

/** `Aktenzeichen` of `Bescheid vom Jugendamt. Aktenzeichen:` */
function wordsBeforeColon(before: string): string {
	const [, words = ''] = /(?:^|[.;,!?]\s|\t)\s*([^.;,!?:\t]{2,80}?)\s*:$/.exec(before) ?? [];
	return isLabel(words) ? words : '';
}

function lineLabel(above: string): string {
	const words = above.trim().replace(/\s*:$/, '');
	return isLabel(words) && !/[.,;!?]$/.test(words) ? words : '';
}

function isLabel(words: string): boolean {
	return /^\p{L}/u.test(words) && words.length <= 80 && !words.includes('{{');
}
