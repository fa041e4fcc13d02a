import type { Node } from 'prosemirror-model';
import type { EscapeOptions } from './escape-text.ts';
import { writeInline } from './write-inline.ts';

/** The first row is the head; Markdown knows no table without one. */
export function writeTable(table: Node, options: EscapeOptions): string {
	const width = Math.max(1, ...table.children.map(({ childCount }) => childCount));
	const [head, ...rows] = table.children.map((row) => writeRow(row, width, options));
	const alignments = table.firstChild?.children.map(({ attrs }) => rules.get(attrs['align']) ?? '---') ?? [];
	const rule = line(Array.from({ length: width }, (_, index) => alignments[index] ?? '---'));
	return [head, rule, ...rows].join('\n');
}

const rules = new Map<unknown, string>([
	['left', ':--'],
	['center', ':-:'],
	['right', '--:'],
]);

function writeRow(row: Node, width: number, options: EscapeOptions): string {
	const cells = row.children.map((cell) =>
		cell.children
			.map((paragraph) => writeInline(paragraph, { ...options, breaks: false }))
			.join(' ')
			.replaceAll('|', '\\|')
			.trim(),
	);
	return line(Array.from({ length: width }, (_, index) => cells[index] ?? ''));
}

function line(cells: readonly string[]): string {
	return `|${cells.map((cell) => (cell === '' ? '  ' : ` ${cell} `)).join('|')}|`;
}
