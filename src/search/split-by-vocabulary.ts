import { splitCompound } from './compounds.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Parts of a German word as the index knows them already, else as its vocabulary splits it. */
export function splitByVocabulary(word: string, vocabulary: Vocabulary): string {
	const parts = vocabulary.get(word, 'de')?.parts ?? splitCompound(word, vocabulary);
	return parts.join(' ');
}
