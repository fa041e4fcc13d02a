import { Fragment, type Node } from 'prosemirror-model';
import { documentSchema } from './document-schema.ts';

const { nodes } = documentSchema;

/** The first row of a table is its head, and all rows are as wide as the widest: Markdown knows no other. */
export function withTableHeads(content: Fragment): Fragment {
	const changed: Node[] = [];
	content.forEach((node) => {
		changed.push(node.type === nodes.table ? withHead(node) : node.copy(withTableHeads(node.content)));
	});
	return Fragment.from(changed);
}

function withHead(table: Node): Node {
	const width = Math.max(...table.children.map(({ childCount }) => childCount));
	const rows = table.children.map((row, index) => {
		const type = index === 0 ? nodes.table_header : nodes.table_cell;
		const cells = Array.from({ length: width }, (_, column) => {
			const cell = row.maybeChild(column);
			return type.create({ align: cell?.attrs['align'] ?? null }, cell?.content ?? nodes.paragraph.create());
		});
		return nodes.table_row.create(null, cells);
	});
	return nodes.table.create(null, rows);
}
