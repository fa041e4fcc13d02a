/** A stretch of Markdown. Signs of emphasis are apart, because they depend on what stands beside them. */
export type Piece =
	{ readonly kind: 'text'; readonly text: string } | { readonly kind: 'open' | 'close'; readonly sign: Sign };

/** Shared by the piece that opens and the one that closes. */
export interface Sign {
	text: string;
}

/**
 * Joins the pieces so that each sign means what it should. CommonMark takes `**` between a letter and a quotation mark
 * for no emphasis, and `***` for whatever fits: the letter as an entity, and `_` beside a `*`, make it clear.
 */
export function joinPieces(pieces: readonly Piece[]): string {
	const joined = pieces.filter((piece) => piece.kind !== 'text' || piece.text !== '');
	joined.forEach((piece, index) => {
		if (piece.kind === 'text' || piece.sign.text !== '*') return;
		const isBesideStar = [joined[index - 1], joined[index + 1]].some(
			(other) =>
				other && other.kind !== 'text' && other.sign !== piece.sign && other.sign.text.startsWith('*'),
		);
		if (isBesideStar) piece.sign.text = '_';
	});
	// A letter made an entity may stand beside another sign, which then needs the same.
	while (joined.some((_, index) => clearSurroundings(joined, index))) continue;
	return joined.map(textOf).join('');
}

/** @returns true if the text beside this sign was changed */
function clearSurroundings(joined: Piece[], index: number): boolean {
	const piece = joined[index];
	if (!piece || piece.kind === 'text') return false;
	const isOpen = piece.kind === 'open';
	const at = index + (isOpen ? -1 : 1);
	const outside = joined[at];
	const inside = textOf(joined[index + (isOpen ? 1 : -1)]);
	if (outside?.kind !== 'text') return false;
	const near = isOpen ? lastCharacter(outside.text) : firstCharacter(outside.text);
	const within = isOpen ? firstCharacter(inside) : lastCharacter(inside);
	if (!isWord(near) || (isWord(within) && piece.sign.text !== '_')) return false;
	const entity = `&#${near.codePointAt(0) ?? 0};`;
	const text = isOpen
		? outside.text.slice(0, -near.length) + entity
		: entity + outside.text.slice(near.length);
	joined[at] = { kind: 'text', text };
	return true;
}

function textOf(piece: Piece | undefined): string {
	if (!piece) return '';
	return piece.kind === 'text' ? piece.text : piece.sign.text;
}

function firstCharacter(text: string): string {
	return [...text.slice(0, 2)][0] ?? '';
}

function lastCharacter(text: string): string {
	return [...text.slice(-2)].at(-1) ?? '';
}

/** Neither a blank nor punctuation, as CommonMark sees it. */
function isWord(character: string): boolean {
	return character !== '' && !/[\s\p{P}\p{S}]/u.test(character);
}
