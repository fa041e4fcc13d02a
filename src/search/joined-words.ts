import { analyseWord } from './analyse.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Stems of compounds that the index holds and that these words make: `Kosten`, `Erstattung`. */
export function joinedWords(words: readonly string[], vocabulary: Vocabulary): string[] {
	const [first = '', ...rest] = words;
	const joined = rest.reduce(
		(beginnings, word) => beginnings.flatMap((one) => join(one, word)).filter(mayBegin),
		[first],
	);
	const stems = new Set(joined.map((word) => analyseWord(word, 'de').stem));
	return [...stems].filter((stem) => vocabulary.documentsWithStem(stem) > 0);

	/** Stemming is dear, and hardly any of them begins a word; the last letters may be an ending. */
	function mayBegin(word: string): boolean {
		return vocabulary.mayBegin(word.slice(0, -longestEnding));
	}
}

const longestEnding = 4;

const links = ['', 's', 'es', 'n', 'en'];

function join(beginning: string, word: string): string[] {
	const linked = links.map((link) => beginning + link + word);
	return beginning.endsWith('e') ? [...linked, beginning.slice(0, -1) + word] : linked;
}
