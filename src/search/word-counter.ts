import type { Lexicon } from './compounds.ts';
import type { WordChange } from './full-text-index.ts';
import type { PreparedDocument } from './prepared-document.ts';

/** Counts in how many documents each word occurs. */
export interface WordCounter extends Lexicon {
	/** @param documents 1 to add what the document holds, -1 to take it away */
	count(document: Pick<PreparedDocument, 'grammar' | 'words'>, documents: 1 | -1): void;
	words(): WordChange[];
}

export function createWordCounter(): WordCounter {
	const counted = new Map<string, WordChange>();
	const ofWords = new Map<string, number>();
	const ofStems = new Map<string, number>();

	return {
		count({ grammar, words }, documents) {
			for (const [word, { stem, form, parts }] of words) {
				const key = `${grammar} ${word}`;
				const known = counted.get(key);
				counted.set(key, {
					grammar,
					word,
					stem,
					form: known && known.form > form ? known.form : form,
					parts: known?.parts ?? parts,
					documents: (known?.documents ?? 0) + documents,
				});
				ofWords.set(word, (ofWords.get(word) ?? 0) + documents);
				ofStems.set(stem, (ofStems.get(stem) ?? 0) + documents);
			}
		},
		words: () => [...counted.values()],
		documentsWithWord: (word) => ofWords.get(word) ?? 0,
		documentsWithStem: (stem) => ofStems.get(stem) ?? 0,
	};
}
