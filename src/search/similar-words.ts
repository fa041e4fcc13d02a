import { qualities } from './term.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface SimilarWord {
	readonly stem: string;
	readonly form: string;
	readonly quality: number;
}

/**
 * For a word that the index does not hold, or hardly, those that it may have been meant for, the likeliest first.
 *
 * @param stems of the word itself
 * @param documents how many hold one of them
 */
export function similarWords(
	word: string,
	stems: readonly string[],
	documents: number,
	vocabulary: Vocabulary,
): SimilarWord[] {
	if (word.length < shortest || documents > rare || hasDigit.test(word)) return [];
	const slips = documents === 0 && word.length >= longWord ? 2 : 1;
	const similar = new Map<string, SimilarWord>();
	for (const { word: near, slips: apart } of vocabulary.near(word, slips, 16)) {
		if (similar.size >= most) break;
		if (stems.includes(near.stem) || similar.has(near.stem)) continue;
		if (documents > 0 && near.documents < 4 * documents) continue;
		similar.set(near.stem, { stem: near.stem, form: near.form, quality: qualityOf(documents, apart) });
	}
	return [...similar.values()];
}

const hasDigit = /\d/;
const shortest = 4;
const longWord = 8;
const rare = 2;
const most = 4;

function qualityOf(documents: number, slips: number): number {
	if (documents > 0) return qualities.slip.ofRareWord;
	return slips === 1 ? qualities.slip.one : qualities.slip.two;
}
