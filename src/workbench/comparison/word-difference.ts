import { diffWordsWithSpace } from 'diff';

export interface DifferencePart {
	readonly kind: 'same' | 'added' | 'removed';
	readonly text: string;
}

/** Words put in and taken out; texts that differ in more are shown as replaced. A count and not a time: the same everywhere. */
const mostChanges = 700;

/** What became of a text, word by word, the removed before the added. */
export function compareWords(before: string, after: string): readonly DifferencePart[] {
	if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
	const changes = diffWordsWithSpace(before, after, { maxEditLength: mostChanges });
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
