import { analyseWord } from './analyse.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Stems of compounds that the index holds and that these words make: `Kosten`, `Erstattung`. */
export function joinedWords(words: readonly string[], vocabulary: Vocabulary): string[] {
	const [first = '', ...rest] = words;
	const joined = rest.reduce((beginnings, word) => beginnings.flatMap((one) => join(one, word)), [first]);
	const stems = new Set(joined.map((word) => analyseWord(word, 'de').stem));
	return [...stems].filter((stem) => vocabulary.documentsWithStem(stem) > 0);
}

const links = ['', 's', 'es', 'n', 'en'];

function join(beginning: string, word: string): string[] {
	const linked = links.map((link) => beginning + link + word);
	return beginning.endsWith('e') ? [...linked, beginning.slice(0, -1) + word] : linked;
}
