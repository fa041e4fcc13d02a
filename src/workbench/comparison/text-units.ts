/** A piece of Markdown that is compared as a whole first, and word by word if it has a counterpart. */
export interface TextUnit {
	readonly kind: UnitKind;
	readonly text: string;
}

export type UnitKind = 'heading' | 'paragraph' | 'item' | 'row' | 'quote' | 'code' | 'sign';

/** UTF-16 units; a longer paragraph is compared sentence by sentence. */
const mostInUnit = 5000;

/**
 * A text as paragraphs, headings, list items, rows of tables and pieces of code, in their order. Only blank lines
 * are lost.
 */
export function toUnits(markdown: string): readonly TextUnit[] {
	const units: TextUnit[] = [];
	let open: { kind: UnitKind; lines: string[] } | null = null;
	let fence: string | null = null;
	const close = () => {
		for (const piece of open ? toPieces(open.kind, textOf(open)) : []) units.push(piece);
		open = null;
	};

	for (const line of markdown.replace(/\r\n?/g, '\n').split('\n')) {
		if (fence !== null) {
			open?.lines.push(line);
			if (!closes(line, fence)) continue;
			fence = null;
			close();
			continue;
		}
		const kind = kindOf(line);
		if (kind === null || kind !== 'paragraph' || standsAlone(open)) close();
		if (kind === null) continue;
		if (open) open.lines.push(line);
		else open = { kind, lines: [line] };
		fence = kind === 'code' ? (fenceStart.exec(line)?.[1] ?? null) : null;
	}
	close();
	return units;
}

const fenceStart = /^\s{0,3}(`{3,}|~{3,})/;

/** Null for a blank line; `paragraph` also for what goes on with the unit before. */
function kindOf(line: string): UnitKind | null {
	if (line.trim() === '') return null;
	if (fenceStart.test(line)) return 'code';
	if (/^\s{0,3}#{1,6}(?:\s|$)/.test(line)) return 'heading';
	if (/^\s*(?:[-+*]|\d{1,9}[.)])\s/.test(line) && !isRule(line)) return 'item';
	if (/^\s{0,3}\|/.test(line)) return 'row';
	if (/^\s{0,3}>/.test(line)) return 'quote';
	return /^\s{0,3}:::/.test(line) || isRule(line) ? 'sign' : 'paragraph';
}

/** Lines under it are a paragraph of their own. */
function standsAlone(open: { readonly kind: UnitKind } | null): boolean {
	return open !== null && ['heading', 'row', 'sign'].includes(open.kind);
}

function isRule(line: string): boolean {
	return /^\s{0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(line);
}

function closes(line: string, fence: string): boolean {
	const end = line.trim();
	return end.length >= fence.length && end.replaceAll(fence[0] ?? '', '') === '';
}

/** However wide the columns of a table were written, its rows are the same. */
function textOf({ kind, lines }: { readonly kind: UnitKind; readonly lines: readonly string[] }): string {
	const text = lines.join('\n');
	if (kind !== 'row') return text;
	const row = text.split(/(?<!\\)\|/).map((cell) => cell.trim());
	// The line between head and rows has a dash for each sign of the widest word.
	const isLine = /^[\s|:-]*$/.test(text);
	return row
		.map((cell) => (isLine ? cell.replace(/-+/, '---') : cell))
		.join(' | ')
		.trim();
}

function toPieces(kind: UnitKind, text: string): readonly TextUnit[] {
	if (text.length <= mostInUnit) return [{ kind, text }];
	const pieces = text.split(kind === 'code' ? /(?<=\n)/ : /(?<=[.!?:;]\s|\n)/);
	return pieces.flatMap(toSlices).map((piece) => ({ kind, text: piece }));
}

function toSlices(text: string): readonly string[] {
	return Array.from({ length: Math.ceil(text.length / mostInUnit) }, (_, index) =>
		text.slice(index * mostInUnit, (index + 1) * mostInUnit),
	);
}
