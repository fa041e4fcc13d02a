import type { Node } from 'prosemirror-model';
import type { BlockPlace } from '../../../document/markdown-document.ts';
import { alignText } from './align-text.ts';

/** Offsets in the Markdown of a text. */
interface Span {
	readonly start: number;
	readonly end: number;
}

/** Where the signs that stand in the Markdown of a block are in the document; null where none of them is shown. */
export function rangesIn({ at, block, start, source }: BlockPlace) {
	const { text, positions } = textOf(block, at);
	const places = alignText(text, source);
	return (span: Span): { readonly from: number; readonly to: number } | null => {
		const inside = positions.filter((_, index) => {
			const offset = (places[index] ?? -1) + start;
			return places[index] !== -1 && offset >= span.start && offset < span.end;
		});
		const [first] = inside;
		const last = inside.at(-1);
		return first === undefined || last === undefined ? null : { from: first, to: last + 1 };
	};
}

/** The signs of a block, each with its position in the document. */
function textOf(block: Node, at: number): { readonly text: string; readonly positions: readonly number[] } {
	let text = '';
	const positions: number[] = [];
	const take = (node: Node, position: number) => {
		if (!node.isText) return;
		text += node.text ?? '';
		for (let index = 0; index < (node.text ?? '').length; index += 1) positions.push(position + index);
	};
	block.descendants((node, offset) => take(node, at + 1 + offset));
	return { text, positions };
}
