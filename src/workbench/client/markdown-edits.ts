/** A text and what is selected in it, in UTF-16 units. */
export interface Selection {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

/** Put `insert` in place of what stands from `from` to `to`, then select from `start` to `end`. */
export interface Edit {
	readonly from: number;
	readonly to: number;
	readonly insert: string;
	readonly start: number;
	readonly end: number;
}

export type Wrap = readonly [before: string, after: string];

/** Puts marks around the selected words, or takes them away; without a selection `sample` stands between them. */
export function wrap({ text, start, end }: Selection, [before, after]: Wrap, sample: string): Edit {
	const selected = text.slice(start, end);
	const isInside =
		text.slice(start - before.length, start) === before && text.slice(end, end + after.length) === after;
	if (selected !== '' && isInside) {
		const from = start - before.length;
		return { from, to: end + after.length, insert: selected, start: from, end: from + selected.length };
	}
	const words = selected === '' ? sample : selected;
	const at = start + before.length;
	return { from: start, to: end, insert: before + words + after, start: at, end: at + words.length };
}

/** Begins each selected line with a mark, or takes it away where all lines have it. Marks of other kinds go. */
export function markLines(selection: Selection, mark: (index: number) => string): Edit {
	const { text, start, end } = selection;
	const from = text.lastIndexOf('\n', start - 1) + 1;
	const lineEnd = text.indexOf('\n', end);
	const to = lineEnd < 0 ? text.length : lineEnd;
	const lines = text.slice(from, to).split('\n');
	const isMarked = lines.every((line, index) => line.startsWith(mark(index)));
	const insert = lines
		.map((line, index) => (isMarked ? '' : mark(index)) + line.replace(lineMark, ''))
		.join('\n');
	const at = from + insert.length;
	return { from, to, insert, start: lines.length > 1 ? from : at, end: at };
}

const lineMark = /^(?:#{1,6} |[-*+] (?:\[[ xX]\] )?|\d+[.)] |> )/;

/** Puts a block between empty lines; what was selected, or `sample`, stands where `block` holds `%`. */
export function insertBlock({ text, start, end }: Selection, block: string, sample: string): Edit {
	const selected = text.slice(start, end);
	const words = selected === '' ? sample : selected;
	const [head = '', tail = ''] = block.split('%');
	const before = text.slice(0, start);
	const lead = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
	const rest = text.slice(end);
	const trail = rest.startsWith('\n\n') ? '' : rest.startsWith('\n') || rest === '' ? '\n' : '\n\n';
	const at = start + lead.length + head.length;
	return {
		from: start,
		to: end,
		insert: lead + head + words + tail + trail,
		start: at,
		end: at + words.length,
	};
}

/** Return inside a list begins the next point, and on an empty point ends the list; null where it is just a line. */
export function continueList({ text, start, end }: Selection): Edit | null {
	if (start !== end) return null;
	const from = text.lastIndexOf('\n', start - 1) + 1;
	const line = text.slice(from, start);
	const [, indent = '', mark = '', box = '', words = ''] =
		/^(\s*)([-*+]|\d+[.)]) (\[[ xX]\] )?(.*)$/.exec(line) ?? [];
	if (mark === '') return null;
	if (words.trim() === '') return { from, to: start, insert: '', start: from, end: from };
	const number = Number.parseInt(mark, 10);
	const next = Number.isNaN(number) ? mark : `${number + 1}${mark.slice(-1)}`;
	const insert = `\n${indent}${next} ${box === '' ? '' : '[ ] '}`;
	return { from: start, to: start, insert, start: start + insert.length, end: start + insert.length };
}
