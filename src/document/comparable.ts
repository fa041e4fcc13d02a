import { Fragment, type Mark, type Node } from 'prosemirror-model';
import { documentSchema } from './document-schema.ts';

const { nodes, marks } = documentSchema;

/**
 * The block without what Markdown cannot hold and nobody would miss: blanks at the ends of a line, empty paragraphs
 * beside others, whether a list stands close, which row of a table is called its head.
 */
export function comparable(node: Node): Node {
	if (node.type === nodes.table) return comparableTable(node);
	if (node.isTextblock) return node.type.spec.code ? node : node.copy(trimmed(node));
	const children = node.children.map(comparable);
	const kept = children.filter((child) => child.type !== nodes.paragraph || child.childCount > 0);
	const content = Fragment.from(kept.length === 0 ? children.slice(0, 1) : kept);
	const attrs = 'tight' in node.attrs ? { ...node.attrs, tight: true } : node.attrs;
	return node.isLeaf ? node : node.type.create(attrs, content);
}

function comparableTable(table: Node): Node {
	const width = Math.max(...table.children.map(({ childCount }) => childCount));
	const rows = table.children.map((row, index) => {
		const cells = Array.from({ length: width }, (_, column) => {
			const cell = row.maybeChild(column);
			const type = index === 0 ? nodes.table_header : nodes.table_cell;
			const align = table.firstChild?.maybeChild(column)?.attrs['align'] ?? null;
			return type.create({ align }, comparable(cell?.firstChild ?? nodes.paragraph.create()));
		});
		return nodes.table_row.create(null, cells);
	});
	return nodes.table.create(null, rows);
}

function trimmed(block: Node): Fragment {
	const parts = block.children.map((part) => part.mark(part.marks.map(withoutSpelling)));
	return Fragment.fromArray(joined(trimEnd(trimLines(parts))));
}

/** However an address was spelt in the text, it leads to the same place. */
function withoutSpelling(mark: Mark): Mark {
	return mark.type === marks.link ? marks.link.create({ ...mark.attrs, written: '' }) : mark;
}

function trimLines(parts: readonly Node[]): Node[] {
	return parts.flatMap((part, index) => {
		const before = parts[index - 1];
		const isFirst = before === undefined || before.type === nodes.hard_break;
		const isLast = parts[index + 1]?.type === nodes.hard_break;
		if (!part.isText || (!isFirst && !isLast)) return [part];
		const text = part.text ?? '';
		const cut = isFirst && isLast ? text.trim() : isFirst ? text.trimStart() : text.trimEnd();
		return cut === '' ? [] : [documentSchema.text(cut, part.marks)];
	});
}

function trimEnd(parts: readonly Node[]): Node[] {
	const kept = [...parts];
	for (let last = kept.at(-1); last; last = kept.at(-1)) {
		const text = last.text?.trimEnd();
		if (last.type !== nodes.hard_break && text !== '') {
			if (text !== undefined) kept[kept.length - 1] = documentSchema.text(text, last.marks);
			break;
		}
		kept.pop();
	}
	return kept;
}

function joined(parts: readonly Node[]): Node[] {
	const result: Node[] = [];
	for (const part of parts) {
		const last = result.at(-1);
		if (last?.isText && part.isText && last.sameMarkup(part)) {
			result[result.length - 1] = documentSchema.text(`${last.text ?? ''}${part.text ?? ''}`, part.marks);
		} else result.push(part);
	}
	return result;
}
