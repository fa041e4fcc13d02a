import { diffLines, diffWordsWithSpace } from 'diff';

export interface DifferencePart {
	readonly kind: 'same' | 'added' | 'removed';
	readonly text: string;
}

/** Longest texts compared word by word, in UTF-16 units; longer ones are compared line by line. */
const mostForWords = 60_000;
/** Milliseconds; a comparison that takes longer shows the whole text as removed and added. */
const timeout = 400;

/** What became of a text, word by word, the removed before the added. */
export function compareTexts(before: string, after: string): readonly DifferencePart[] {
	if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
	const isLong = before.length + after.length > mostForWords;
	const changes = isLong
		? diffLines(before, after, { timeout })
		: diffWordsWithSpace(before, after, { timeout });
	const parts = changes?.map(({ value, added, removed }): DifferencePart => ({
		kind: added ? 'added' : removed ? 'removed' : 'same',
		text: value,
	}));
	return joinAcrossSpaces(
		(
			parts ?? [
				{ kind: 'removed', text: before },
				{ kind: 'added', text: after },
			]
		).filter(({ text }) => text !== ''),
	);
}

export function isChanged(parts: readonly DifferencePart[]): boolean {
	return parts.some(({ kind }) => kind !== 'same');
}

/** Two changes with only a space between them are read as one: "am Tag" became "im Monat". */
function joinAcrossSpaces(parts: readonly DifferencePart[]): readonly DifferencePart[] {
	const joined: DifferencePart[] = [];
	let removed = '';
	let added = '';
	const flush = () => {
		if (removed !== '') joined.push({ kind: 'removed', text: removed });
		if (added !== '') joined.push({ kind: 'added', text: added });
		removed = '';
		added = '';
	};
	parts.forEach(({ kind, text }, index) => {
		const next = parts[index + 1];
		const isBetween = /^[^\S\n]+$/.test(text) && removed + added !== '' && next && next.kind !== 'same';
		if (kind === 'removed' || isBetween) removed += text;
		if (kind === 'added' || isBetween) added += text;
		if (kind !== 'same' || isBetween) return;
		flush();
		joined.push({ kind, text });
	});
	flush();
	return joined;
}
