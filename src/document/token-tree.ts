import type { Token } from 'markdown-it';

/** A block with the blocks in it. */
export interface TokenTree {
	readonly token: Token;
	readonly children: readonly TokenTree[];
}

export function toTrees(tokens: readonly Token[]): TokenTree[] {
	const levels: TokenTree[][] = [[]];
	const opened: Token[] = [];
	for (const token of tokens) {
		if (token.nesting === 1) {
			opened.push(token);
			levels.push([]);
			continue;
		}
		const finished = token.nesting === -1 ? opened.pop() : token;
		const children = token.nesting === -1 ? (levels.pop() ?? []) : [];
		if (finished) levels.at(-1)?.push({ token: finished, children });
	}
	return levels[0] ?? [];
}

/** First line and the line after the last, as far as the parser says. */
export function linesOf({ token, children }: TokenTree): readonly [from: number, to: number] | null {
	const maps = [ownLines(token), ...children.map(linesOf)].filter((map) => map !== null);
	if (maps.length === 0) return null;
	return [Math.min(...maps.map(([from]) => from)), Math.max(...maps.map(([, to]) => to))];
}

/** The parser leaves the line that closes an admonition out. */
function ownLines({ type, map }: Token): readonly [from: number, to: number] | null {
	if (!map) return null;
	return type === 'container_admonition_open' ? [map[0], map[1] + 1] : map;
}

/** What the notes say of themselves: a reference and its text share a label. */
export function labelOf({ meta }: Token): string {
	const label: unknown = meta?.['label'];
	return typeof label === 'string' ? label : '';
}
