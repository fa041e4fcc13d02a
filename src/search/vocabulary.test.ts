import { expect, test } from 'vitest';
import { createVocabulary, type VocabularyWord } from './vocabulary.ts';

test('words are found by beginning, inside and slips, the most frequent first', () => {
	const vocabulary = vocabularyOf(['leistung', 3], ['leistungen', 9], ['geldleistung', 1], ['leitung', 4]);

	expect(vocabulary.withPrefix('leist', 5).map(({ word }) => word)).toEqual(['leistungen', 'leistung']);
	expect(new Set(vocabulary.containing('leist').map(({ word }) => word))).toEqual(
		new Set(['leistung', 'leistungen', 'geldleistung']),
	);
	expect(vocabulary.near('leistug', 1, 5).map(({ word }) => word.word)).toEqual(['leistung']);
	expect(vocabulary.near('leistug', 2, 5).map(({ word }) => word.word)).toEqual(['leistung', 'leitung']);
});

test('beginnings are found among many words, old and new', () => {
	const vocabulary = createVocabulary();
	const add = (word: string, id: number) => {
		vocabulary.set(wordOf(word, id));
		vocabulary.count(id, 1);
	};
	for (let number = 1; number <= 5000; number++) add(`w${String(number).padStart(4, '0')}`, number);
	vocabulary.withPrefix('w', 1);
	add('w49995', 5001);
	add('w0', 5002);

	expect(vocabulary.withPrefix('w4999', 9).map(({ word }) => word)).toEqual(['w4999', 'w49995']);
	expect(vocabulary.withPrefix('w0', 1).map(({ word }) => word)).toEqual(['w0']);
	expect([vocabulary.mayBegin('w49995'), vocabulary.mayBegin('w499955')]).toEqual([true, false]);
});

test('a word that no document holds any more is not offered', () => {
	const vocabulary = vocabularyOf(['leistung', 1]);

	vocabulary.count(1, -1);

	expect(vocabulary.withPrefix('leist', 5)).toEqual([]);
	expect(vocabulary.near('leistun', 1, 5)).toEqual([]);
	expect(vocabulary.documentsWithStem('leistung')).toBe(0);
});

test('documents may be counted before their words are known', () => {
	const vocabulary = createVocabulary();
	vocabulary.count(7, 1);
	vocabulary.set({ ...wordOf('leistungen', 7), stem: 'leistung' });
	vocabulary.count(7, 1);

	expect(vocabulary.documentsWithWord('leistungen')).toBe(2);
	expect(vocabulary.documentsWithStem('leistung')).toBe(2);
});

test.each(['leistung', 'Leistung', 'Maßnahme', 'BTHG', 'iPad'])('%s is written so again', (form) => {
	const vocabulary = createVocabulary();
	vocabulary.set({ ...wordOf(form.toLowerCase().replace('ß', 'ss'), 1), form });

	expect(vocabulary.describe(1).form).toBe(form);
});

function vocabularyOf(...words: readonly (readonly [string, number])[]) {
	const vocabulary = createVocabulary();
	for (const [index, [word, documents]] of words.entries()) {
		vocabulary.set(wordOf(word, index + 1));
		for (let document = 0; document < documents; document++) vocabulary.count(index + 1, 1);
	}
	return vocabulary;
}

function wordOf(word: string, id: number): VocabularyWord {
	return { id, word, grammar: 'de', stem: word, form: word, parts: [] };
}
