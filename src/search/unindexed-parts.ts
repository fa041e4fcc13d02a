import { splitCompound } from './compounds.ts';
import type { Vocabulary, VocabularyWord } from './vocabulary.ts';

/**
 * A word keeps the parts that the index got when the word first came. What is learnt later, that `Teilhabe` is a
 * word and so `Bundesteilhabegesetz` a compound of it, is kept here until the index is rebuilt: queries ask for
 * these compounds besides the parts.
 */
export interface UnindexedParts {
	/** Looks at words that are new in the vocabulary, and at those that they are part of. */
	learn(added: readonly VocabularyWord[]): void;
	/** Stems of compounds that hold this stem though the index does not know it. */
	compoundsWith(stem: string): ReadonlySet<string>;
}

export function createUnindexedParts(vocabulary: Vocabulary): UnindexedParts {
	const compounds = new Map<string, Set<string>>();

	return {
		learn(added) {
			const looked = new Set(added.length > mostScans ? vocabulary.words() : added);
			if (added.length <= mostScans) {
				for (const { word } of added) for (const longer of vocabulary.containing(word)) looked.add(longer);
			}
			for (const word of looked) look(word);
		},
		compoundsWith: (stem) => compounds.get(stem) ?? none,
	};

	function look({ word, grammar, stem, parts }: VocabularyWord): void {
		if (grammar !== 'de') return;
		for (const part of splitCompound(word, vocabulary)) {
			if (parts.includes(part)) continue;
			compounds.set(part, (compounds.get(part) ?? new Set()).add(stem));
		}
	}
}

/** For more new words than these it is cheaper to look at the whole vocabulary once. */
const mostScans = 300;
const none: ReadonlySet<string> = new Set();
