import type { Lexicon } from './compounds.ts';
import type { WordChange } from './full-text-index.ts';
import type { PreparedDocument } from './prepared-document.ts';
import type { Grammar } from './stem.ts';

/** Counts in how many documents each word occurs. */
export interface WordCounter {
	/** @param documents 1 to add what the document holds, -1 to take it away */
	count(document: Pick<PreparedDocument, 'grammar' | 'words'>, documents: 1 | -1): void;
	/** Words whose number has changed. */
	words(): WordChange[];
}

export function createWordCounter(): WordCounter {
	const counted: Record<Grammar, Map<string, Counted>> = { de: new Map(), en: new Map(), plain: new Map() };

	return {
		count({ grammar, words }, documents) {
			for (const [word, { stem, form, parts }] of words) {
				const known = counted[grammar].get(word);
				if (!known) counted[grammar].set(word, { grammar, word, stem, form, parts, documents });
				else {
					known.documents += documents;
					if (documents > 0) known.parts = parts;
					if (form > known.form) known.form = form;
				}
			}
		},
		words: () =>
			Object.values(counted).flatMap((words) =>
				[...words.values()].filter(({ documents }) => documents !== 0),
			),
	};
}

type Counted = { -readonly [Key in keyof WordChange]: WordChange[Key] };

/** What the counted words say about compounds. */
export function lexiconOf(words: readonly WordChange[]): Lexicon {
	const ofWords = new Map<string, number>();
	const ofStems = new Map<string, number>();
	for (const { word, stem, documents } of words) {
		ofWords.set(word, (ofWords.get(word) ?? 0) + documents);
		ofStems.set(stem, (ofStems.get(stem) ?? 0) + documents);
	}
	return {
		documentsWithWord: (word) => ofWords.get(word) ?? 0,
		documentsWithStem: (stem) => ofStems.get(stem) ?? 0,
	};
}
