import { alike, wordsOf } from '../../content/alike.ts';
import { align } from './align.ts';
import { toUnits, type TextUnit, type UnitKind } from './text-units.ts';
import { compareWords, type DifferencePart } from './word-difference.ts';

/** One paragraph, heading or list item of a comparison; or how many of them are left out because they are the same. */
export type ComparedRow =
	| {
			readonly kind: 'same' | 'changed' | 'added' | 'removed';
			readonly unit: UnitKind;
			readonly parts: readonly DifferencePart[];
			/** Put in here and taken out elsewhere, or the other way round, word for word. */
			readonly isMoved?: boolean;
	  }
	| { readonly kind: 'skipped'; readonly count: number };

export interface ComparedText {
	/** Empty if the texts are the same but for blank lines. */
	readonly rows: readonly ComparedRow[];
	/** Differing paragraphs that are left out because the comparison would be too long. */
	readonly hidden: number;
}

/** UTF-16 units of differing text that are shown; a whole statute that was replaced by another is cut off here. */
const mostShown = 150_000;
/** What a paragraph takes of them beside its text. */
const rowCost = 100;
/** How far ahead the counterpart of a paragraph is looked for. */
const reach = 8;
/** Share of words that two paragraphs have in common if one became the other. */
const leastAlike = 0.4;

/** What became of a text: by paragraphs, and inside of those that have a counterpart, by words. */
export function compareTexts(before: string, after: string): ComparedText {
	if (before === after) return { rows: [], hidden: 0 };
	const rows: ComparedRow[] = [];
	let room = mostShown;
	let hidden = 0;
	const stretches = align(toUnits(before), toUnits(after), ({ text }) => text);
	stretches.forEach((stretch, index) => {
		if (stretch.kind === 'same') {
			rows.push(...contextOf(stretch.after, index > 0, index < stretches.length - 1));
			return;
		}
		for (const pair of besideEachOther(counterparts(stretch.before, stretch.after, () => room > 0))) {
			room -= rowCost + (pair.before?.text.length ?? 0) + (pair.after?.text.length ?? 0);
			if (room < 0) hidden += 1;
			else rows.push(toRow(pair));
		}
	});
	const moved = withMoves(rows);
	const isSame = rows.every(({ kind }) => kind === 'same' || kind === 'skipped') && hidden === 0;
	return { rows: isSame ? [] : moved, hidden };
}

/** Shorter paragraphs are the same by chance. */
const leastMoved = 20;

function withMoves(rows: readonly ComparedRow[]): readonly ComparedRow[] {
	const moved = new Set<ComparedRow>();
	const removed = new Map<string, ComparedRow[]>();
	for (const row of rows)
		if (row.kind === 'removed') removed.set(textOf(row), [...(removed.get(textOf(row)) ?? []), row]);
	for (const row of rows) {
		const source =
			row.kind === 'added' && textOf(row).length >= leastMoved
				? removed.get(textOf(row))?.shift()
				: undefined;
		if (source) moved.add(row).add(source);
	}
	return rows.map((row) => (moved.has(row) ? { ...row, isMoved: true } : row));
}

function textOf(row: ComparedRow): string {
	return row.kind === 'skipped' ? '' : row.parts.map(({ text }) => text).join('');
}

interface Pair {
	readonly before: TextUnit | null;
	readonly after: TextUnit | null;
}

function toRow({ before, after }: Pair): ComparedRow {
	if (before && after) {
		const parts = compareWords(before.text, after.text);
		return { kind: before.text === after.text ? 'same' : 'changed', unit: after.kind, parts };
	}
	if (after) return { kind: 'added', unit: after.kind, parts: [{ kind: 'added', text: after.text }] };
	return {
		kind: 'removed',
		unit: before?.kind ?? 'paragraph',
		parts: [{ kind: 'removed', text: before?.text ?? '' }],
	};
}

/** What is the same shows where one is: a neighbour on each side, and the heading that one stands under. */
function contextOf(
	units: readonly TextUnit[],
	isAfterChange: boolean,
	isBeforeChange: boolean,
): ComparedRow[] {
	const last = units.length - 1;
	const heading = units.findLastIndex(({ kind }) => kind === 'heading');
	const shown = new Set([
		...(isAfterChange ? [0] : []),
		...(isBeforeChange ? [last, ...(heading >= 0 ? [heading] : [])] : []),
	]);
	const rows: ComparedRow[] = [];
	let skipped = 0;
	const flush = () => {
		if (skipped > 0) rows.push({ kind: 'skipped', count: skipped });
		skipped = 0;
	};
	units.forEach(({ kind, text }, index) => {
		if (!shown.has(index)) {
			skipped += 1;
			return;
		}
		flush();
		rows.push({ kind: 'same', unit: kind, parts: [{ kind: 'same', text }] });
	});
	flush();
	return rows;
}

/** Which of the new paragraphs came of which old one, in their order; looked for while there is room to show it. */
function* counterparts(
	before: readonly TextUnit[],
	after: readonly TextUnit[],
	hasRoom: () => boolean,
): Generator<Pair> {
	const known = new Map<TextUnit, readonly string[]>();
	const remember = (unit: TextUnit) => {
		const words = known.get(unit) ?? wordsOf(unit.text);
		known.set(unit, words);
		return words;
	};
	let next = 0;
	for (const unit of before) {
		const place = hasRoom() ? counterpartOf(unit, after, next, remember) : null;
		if (place === null) {
			yield { before: unit, after: null };
			continue;
		}
		for (; next < place; next += 1) yield { before: null, after: after[next] ?? null };
		yield { before: unit, after: after[next] ?? null };
		next += 1;
	}
	for (; next < after.length; next += 1) yield { before: null, after: after[next] ?? null };
}

/** What went and what came in its place stand on one line, the first with the first, also where they share no word. */
function* besideEachOther(pairs: Iterable<Pair>): Generator<Pair> {
	let gone: TextUnit[] = [];
	let come: TextUnit[] = [];
	const flush = function* (): Generator<Pair> {
		for (let index = 0; index < Math.max(gone.length, come.length); index += 1) {
			const [before = null, after = null] = [gone[index], come[index]];
			if (!before || !after || before.kind === after.kind) yield { before, after };
			else
				yield* [
					{ before, after: null },
					{ before: null, after },
				];
		}
		[gone, come] = [[], []];
	};
	for (const { before, after } of pairs) {
		if (before && after) {
			yield* flush();
			yield { before, after };
		} else if (before) gone.push(before);
		else if (after) come.push(after);
	}
	yield* flush();
}

function counterpartOf(
	{ text }: TextUnit,
	after: readonly TextUnit[],
	start: number,
	wordsIn: (unit: TextUnit) => readonly string[],
): number | null {
	const words = wordsOf(text);
	const [best] = after
		.slice(start, start + reach)
		.map((unit, index) => ({ place: start + index, alikeness: alike(words, wordsIn(unit)) }))
		.sort((a, b) => b.alikeness - a.alikeness);
	return best && best.alikeness >= leastAlike ? best.place : null;
}
