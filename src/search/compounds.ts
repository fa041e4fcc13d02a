import { analyseWord } from './analyse.ts';

/** What is known of the words a hub uses: in how many documents they occur. */
export interface Lexicon {
	documentsWithWord(word: string): number;
	documentsWithStem(stem: string): number;
	/** Whether any word begins with these letters; may say so of too many. */
	mayBegin(letters: string): boolean;
}

/**
 * Splits a German compound into words that the lexicon holds by themselves. Answers the stems of the pieces and
 * of neighbouring pieces that make a known word again; nothing for a word that is no compound.
 *
 * @param word folded
 */
export function splitCompound(word: string, lexicon: Lexicon): string[] {
	const pieces = piecesOf(word, lexicon);
	return pieces.length < 2 ? [] : stemsOf(word, pieces, lexicon);
}

/** Stems of the smallest pieces alone. */
export function compoundPieces(word: string, lexicon: Lexicon): string[] {
	const pieces = piecesOf(word, lexicon);
	return pieces.length < 2 ? [] : pieces.map(({ stem }) => stem);
}

function piecesOf(word: string, lexicon: Lexicon): readonly Piece[] {
	if (word.length < 2 * shortestPiece || word.length > longestCompound || !lettersOnly.test(word)) return [];
	return cheapestPieces(word, lexicon);
}

const shortestPiece = 3;
const longestCompound = 80;
const lettersOnly = /^[a-z]+$/;

/** What begins or ends words and is none, even where a line break made it look like one. */
const affixes = new Set('ver ent zer emp ung heit keit isch lich schaft haft nis tum ion tion'.split(' '));

/** Letters that German puts between the parts of a compound. */
const links = ['s', 'es', 'n', 'en'];
const longestLink = 2;
/** Hardly any four letters begin a word: most places of a word need no further look. */
const tellingLetters = 4;

interface Piece {
	readonly start: number;
	readonly end: number;
	readonly stem: string;
}

interface Path {
	readonly cost: number;
	readonly pieces: readonly Piece[];
}

/** Few, long, well-known pieces: a walk from left to right that keeps the cheapest way to each position. */
function cheapestPieces(word: string, lexicon: Lexicon): readonly Piece[] {
	const paths: (Path | undefined)[] = new Array(word.length + 1);
	paths[0] = { cost: 0, pieces: [] };
	for (let start = 0; start <= word.length - shortestPiece; start++) {
		const path = paths[start];
		if (!path) continue;
		const longest = lexicon.mayBegin(word.slice(start, start + tellingLetters))
			? word.length
			: start + tellingLetters - 1 + longestLink;
		for (let end = start + shortestPiece; end <= Math.min(longest, word.length); end++) {
			if (start === 0 && end === word.length) continue;
			const stem = pieceStem(word.slice(start, end), end === word.length, lexicon);
			if (stem === undefined) continue;
			const cost = path.cost + pieceCost(end - start, lexicon.documentsWithStem(stem));
			const known = paths[end];
			if (known && known.cost <= cost) continue;
			paths[end] = { cost, pieces: [...path.pieces, { start, end, stem }] };
		}
	}
	return paths[word.length]?.pieces ?? [];
}

function pieceStem(piece: string, last: boolean, lexicon: Lexicon): string | undefined {
	if (last || lexicon.documentsWithWord(piece) > 0) return knownStem(piece, lexicon);
	if (!affixes.has(piece) && lexicon.documentsWithStem(piece) > 0) return piece;
	const link = links.find(
		(letters) =>
			piece.endsWith(letters) &&
			piece.length - letters.length >= shortestPiece &&
			lexicon.documentsWithWord(piece.slice(0, -letters.length)) > 0,
	);
	return link === undefined ? undefined : knownStem(piece.slice(0, -link.length), lexicon);
}

function knownStem(word: string, lexicon: Lexicon): string | undefined {
	const { stem, stop } = analyseWord(word, 'de');
	return !stop && !affixes.has(word) && !affixes.has(stem) && lexicon.documentsWithStem(stem) > 0
		? stem
		: undefined;
}

function pieceCost(length: number, documents: number): number {
	return 1 + (length < 4 ? 1 : 0) + 1 / (1 + Math.log2(documents));
}

function stemsOf(word: string, pieces: readonly Piece[], lexicon: Lexicon): string[] {
	const stems = new Set(pieces.map((piece) => piece.stem));
	for (const [from, first] of pieces.entries()) {
		for (const last of pieces.slice(from + 1)) {
			if (first.start === 0 && last.end === word.length) continue;
			const stem = pieceStem(word.slice(first.start, last.end), last.end === word.length, lexicon);
			if (stem !== undefined) stems.add(stem);
		}
	}
	stems.delete(analyseWord(word, 'de').stem);
	return [...stems];
}
