import type { Token } from 'markdown-it';
import { parseMark, type PlaceholderMark } from '../placeholders/placeholder-mark.ts';

/** Sections in each other, and lists among them. */
const deepest = 6;
const deepestList = 2;

interface Opened {
	readonly token: Token;
	readonly mark: PlaceholderMark & { readonly kind: 'open' };
	/** Depth at which it stands, so that it is closed where it was opened. */
	readonly level: number;
	/** Place of its paragraph's first token among the blocks. */
	readonly at: number;
}

/**
 * Finds the end of each section (`{{#if …}}`). One lies within a paragraph, or its two marks are paragraphs of their
 * own in the same place. A mark without its other half stays text, so that leaving a section out never breaks a page.
 */
export function pairSections(tokens: Token[]): void {
	const blocks: Opened[] = [];
	const pairs: (readonly [Opened, number])[] = [];
	tokens.forEach((token, index) => {
		while (blocks.length > 0 && token.level < (blocks.at(-1)?.level ?? 0)) toText(blocks.pop()?.token);
		if (token.type !== 'inline') return;
		const alone = aloneIn(tokens, index);
		if (!alone) return pairWithin(token.children ?? [], listsAround(blocks));
		pairOne(alone, { level: token.level - 1, at: index - 1 }, blocks, (opened) => pairs.push([opened, index - 1]));
	});
	for (const { token } of blocks) toText(token);
	for (const [{ at }, end] of pairs) for (const first of [at, end]) hideParagraph(tokens, first);
	moveIntoLists(tokens, pairs);
}

function pairWithin(children: readonly Token[], lists: number): void {
	const open: Opened[] = [];
	for (const token of children) {
		while (open.length > 0 && token.level < (open.at(-1)?.level ?? 0)) toText(open.pop()?.token);
		if (token.type !== 'placeholder') continue;
		pairOne(token, { level: token.level, at: -1 }, open, () => undefined, lists);
	}
	for (const { token } of open) toText(token);
}

function pairOne(
	token: Token,
	place: Pick<Opened, 'level' | 'at'>,
	open: Opened[],
	found: (opened: Opened) => void,
	lists = 0,
): void {
	const mark = parseMark(token.content);
	if (mark?.kind === 'open') {
		const isTooDeep = mark.of === 'each' && lists + listsAround(open) >= deepestList;
		if (isTooDeep || open.length >= deepest) toText(token);
		else open.push({ token, mark, ...place });
	} else if (mark?.kind === 'close') {
		const last = open.at(-1);
		if (last?.mark.of !== mark.of || last.level !== place.level) return toText(token);
		open.pop();
		found(last);
	}
}

/** Each list in a list makes a short text a longer page. */
function listsAround(open: readonly Opened[]): number {
	return open.filter(({ mark }) => mark.of === 'each').length;
}

/** The mark of a section that is all there is in its paragraph. */
function aloneIn(tokens: readonly Token[], index: number): Token | null {
	const children = tokens[index]?.children?.filter(({ type, content }) => type !== 'text' || content !== '') ?? [];
	const [only] = children;
	const isParagraph = tokens[index - 1]?.type === 'paragraph_open';
	return children.length === 1 && isParagraph && only?.type === 'placeholder' && /^[#/]/.test(only.content)
		? only
		: null;
}

function hideParagraph(tokens: readonly Token[], first: number): void {
	for (const token of [tokens[first], tokens[first + 2]]) if (token) token.hidden = true;
}

/** `{{#each …}}` around one list repeats its points, and not the list. */
function moveIntoLists(tokens: Token[], pairs: readonly (readonly [Opened, number])[]): void {
	for (const [{ mark, at }, end] of pairs) {
		const [open, close] = [tokens[at + 3], tokens[end - 1]];
		const isList = open && close && listEnds.get(open.type) === close.type && open.level === close.level;
		if (mark.of !== 'each' || !isList || hasOther(tokens, at + 4, end - 1, open.level)) continue;
		// The three tokens of each mark change places with the end of the list.
		tokens.splice(at, 4, open, ...tokens.slice(at, at + 3));
		tokens.splice(end - 1, 4, ...tokens.slice(end, end + 3), close);
	}
}

function hasOther(tokens: readonly Token[], from: number, to: number, level: number): boolean {
	return tokens.slice(from, to).some((token) => token.level <= level);
}

const listEnds: ReadonlyMap<string, string> = new Map([
	['bullet_list_open', 'bullet_list_close'],
	['ordered_list_open', 'ordered_list_close'],
]);

function toText(token: Token | undefined): void {
	if (!token) return;
	token.type = 'text';
	token.content = `{{${token.content}}}`;
}
