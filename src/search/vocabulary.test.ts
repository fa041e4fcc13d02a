import { expect, test } from 'vitest';
import { createVocabulary, type VocabularyWord } from './vocabulary.ts';

test('words are found by beginning, inside and slips, the most frequent first', () => {
	const vocabulary = vocabularyOf(['leistung', 3], ['leistungen', 9], ['geldleistung', 1], ['leitung', 4]);

	expect(vocabulary.withPrefix('leist', 5).map(({ word }) => word)).toEqual(['leistungen', 'leistung']);
	expect(vocabulary.containing('leist').map(({ word }) => word)).toEqual([
		'leistung',
		'leistungen',
		'geldleistung',
	]);
	expect(vocabulary.near('leistug', 1, 5).map(({ word }) => word.word)).toEqual(['leistung']);
	expect(vocabulary.near('leistug', 2, 5).map(({ word }) => word.word)).toEqual(['leistung', 'leitung']);
});

test('beginnings are found among many words, old and new', () => {
	const vocabulary = createVocabulary();
	for (let number = 0; number < 5000; number++)
		vocabulary.set(wordOf(`w${String(number).padStart(4, '0')}`, 1));
	vocabulary.withPrefix('w', 1);
	vocabulary.set(wordOf('w49995', 1));

	expect(vocabulary.withPrefix('w4999', 9).map(({ word }) => word)).toEqual(['w4999', 'w49995']);
});

test('a word that no document holds any more is not offered', () => {
	const vocabulary = vocabularyOf(['leistung', 1]);

	vocabulary.set(wordOf('leistung', 0));

	expect(vocabulary.withPrefix('leist', 5)).toEqual([]);
	expect(vocabulary.near('leistun', 1, 5)).toEqual([]);
	expect(vocabulary.documentsWithStem('leistung')).toBe(0);
});

function vocabularyOf(...words: readonly (readonly [string, number])[]) {
	const vocabulary = createVocabulary();
	for (const [word, documents] of words) vocabulary.set(wordOf(word, documents));
	return vocabulary;
}

function wordOf(word: string, documents: number): VocabularyWord {
	return { word, documents, grammar: 'de', stem: word, form: word, parts: [], since: 0 };
}
