import type { Mark, Node } from 'prosemirror-model';
import { documentSchema } from './document-schema.ts';
import { joinPieces, type Piece } from './inline-pieces.ts';
import { escapeText, type EscapeOptions } from './escape-text.ts';

export interface InlineOptions extends EscapeOptions {
	/** False where a line cannot be broken: headings, cells. */
	readonly breaks: boolean;
}

interface Leaf {
	readonly node: Node;
	/** Those that are not written yet. */
	readonly marks: readonly Mark[];
}

const { marks: markTypes } = documentSchema;
const delimiters = new Map([
	[markTypes.strong, '**'],
	[markTypes.em, '*'],
	[markTypes.strike, '~~'],
]);

/** The content of a textblock as one or, with line breaks, several lines. */
export function writeInline(block: Node, options: InlineOptions): string {
	return joinPieces(
		writeLeaves(
			block.children.map((node) => ({ node, marks: node.marks })),
			options,
		),
	);
}

function writeLeaves(leaves: readonly Leaf[], options: InlineOptions): Piece[] {
	const [first] = leaves;
	if (!first) return [];
	const outer = longestMark(leaves);
	const length = outer ? runLength(leaves, outer) : 1;
	const run = leaves.slice(0, length);
	const pieces = outer ? writeMarked(run, outer, options) : writeLeaf(first.node, options);
	return [...pieces, ...writeLeaves(leaves.slice(length), options)];
}

/** Of the marks that begin here, the one that goes furthest stands around the others; code is always innermost. */
function longestMark(leaves: readonly Leaf[]): Mark | undefined {
	const marks = leaves[0]?.marks ?? [];
	return marks.toSorted((a, b) => rank(b) - rank(a) || runLength(leaves, b) - runLength(leaves, a))[0];
}

function rank(mark: Mark): number {
	return mark.type === markTypes.code ? 0 : 1;
}

function runLength(leaves: readonly Leaf[], mark: Mark): number {
	const end = leaves.findIndex(({ marks }) => !marks.some((one) => one.eq(mark)));
	return end < 0 ? leaves.length : end;
}

function writeMarked(run: readonly Leaf[], mark: Mark, options: InlineOptions): Piece[] {
	if (mark.type === markTypes.code)
		return [plain(writeCode(run.map(({ node }) => node.text ?? '').join('')))];
	const inner = run.map(({ node, marks }) => ({ node, marks: marks.filter((one) => !one.eq(mark)) }));
	if (mark.type === markTypes.link) return writeLink(inner, mark, options);
	return withDelimiter(inner, delimiters.get(mark.type) ?? '', options);
}

/** Blanks and breaks at the edges stand outside: `**word **` would not be bold. */
function withDelimiter(run: readonly Leaf[], delimiter: string, options: InlineOptions): Piece[] {
	const { before, inside, after } = trimRun(run);
	if (inside.length === 0) return writeLeaves([...before, ...after], options);
	const sign = { text: delimiter };
	return [
		...writeLeaves(before, options),
		{ sign, kind: 'open' },
		...writeLeaves(inside, options),
		{ sign, kind: 'close' },
		...writeLeaves(after, options),
	];
}

function trimRun(run: readonly Leaf[]) {
	const inside = [...run];
	const before: Leaf[] = [];
	const after: Leaf[] = [];
	for (let leaf = inside[0]; leaf; leaf = inside[0]) {
		const [, blank = '', rest = ''] = /^(\s*)([^]*)$/u.exec(leaf.node.text ?? '') ?? [];
		const isBreak = leaf.node.type === documentSchema.nodes.hard_break;
		if (!isBreak && blank === '') break;
		inside.shift();
		before.push(isBreak ? leaf : { ...leaf, node: documentSchema.text(blank) });
		if (rest === '') continue;
		inside.unshift({ ...leaf, node: documentSchema.text(rest, leaf.node.marks) });
		break;
	}
	for (let leaf = inside.at(-1); leaf; leaf = inside.at(-1)) {
		const [, rest = '', blank = ''] = /^([^]*?)(\s*)$/u.exec(leaf.node.text ?? '') ?? [];
		const isBreak = leaf.node.type === documentSchema.nodes.hard_break;
		if (!isBreak && blank === '') break;
		inside.pop();
		after.unshift(isBreak ? leaf : { ...leaf, node: documentSchema.text(blank) });
		if (rest === '') continue;
		inside.push({ ...leaf, node: documentSchema.text(rest, leaf.node.marks) });
		break;
	}
	return { before: before.map(bare), inside, after: after.map(bare) };
}

function bare({ node }: Leaf): Leaf {
	return { node, marks: [] };
}

function writeLink(run: readonly Leaf[], { attrs }: Mark, options: InlineOptions): Piece[] {
	const words = run.map(({ node }) => node.text ?? '').join('');
	if (attrs['written'] !== '' && words === attrs['written'] && run.every(({ marks }) => marks.length === 0)) {
		const href = String(attrs['href']);
		const isPlain = /^(?:https?|mailto):/.test(words) || href === `mailto:${words}`;
		return [plain(isPlain && !options.strict ? words : `<${href.replace(/^mailto:/, '')}>`)];
	}
	const title =
		attrs['title'] === ''
			? ''
			: ` "${String(attrs['title']).replace(/["\\]/g, '\\$&').replace(/\s+/g, ' ')}"`;
	const inner = joinPieces(writeLeaves(run, options));
	return [plain(`[${inner.trim()}](${writeAddress(String(attrs['href']))}${title})`)];
}

/** In angle brackets where brackets or blanks would end it. */
function writeAddress(href: string): string {
	const isPlain = href !== '' && !/[\s()<>\\]/.test(href);
	return isPlain ? href : `<${href.replace(/[<>\\]/g, '\\$&').replace(/\s/g, '%20')}>`;
}

function writeCode(text: string): string {
	const plainCode = text.replace(/[\r\n]+/g, ' ');
	const longest = Math.max(0, ...[...plainCode.matchAll(/`+/g)].map(([ticks]) => ticks.length));
	const fence = '`'.repeat(longest + 1);
	const needsRoom = /^`|`$|^ .*[^ ].* $/.test(plainCode);
	return needsRoom ? `${fence} ${plainCode} ${fence}` : `${fence}${plainCode}${fence}`;
}

function writeLeaf(node: Node, options: InlineOptions): Piece[] {
	const { nodes } = documentSchema;
	const { attrs } = node;
	switch (node.type) {
		case nodes.hard_break:
			return [plain(options.breaks ? '\\\n' : ' ')];
		case nodes.image: {
			const title = attrs['title'] === '' ? '' : ` "${String(attrs['title']).replace(/["\\]/g, '\\$&')}"`;
			return [
				plain(`![${escapeLabel(String(attrs['alt']))}](${writeAddress(String(attrs['src']))}${title})`),
			];
		}
		case nodes.placeholder:
			return [plain(`{{${String(attrs['name'])}}}`)];
		case nodes.footnote_reference:
			return [plain(`[^${String(attrs['label'])}]`)];
		case nodes.item_link:
			return [plain(writeItemLink(attrs))];
		default:
			return [plain(escapeText(node.text ?? '', options))];
	}
}

function writeItemLink(attrs: Node['attrs']): string {
	const reference = String(attrs['reference']);
	const label = String(attrs['label']);
	const fragment = String(attrs['fragment']);
	if (fragment !== '' || /[[\]|]/.test(label)) {
		return `[${escapeLabel(label)}](item:${reference}${fragment === '' ? '' : `#${fragment}`})`;
	}
	return label === '' ? `[[${reference}]]` : `[[${reference}|${label}]]`;
}

function escapeLabel(text: string): string {
	return text.replace(/\s+/g, ' ').replace(/[\\[\]*_`~<&{]/g, '\\$&');
}

function plain(text: string): Piece {
	return { text, kind: 'text' };
}
