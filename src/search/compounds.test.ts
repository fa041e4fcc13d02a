import { expect, test } from 'vitest';
import { analyse } from './analyse.ts';
import { compoundPieces, splitCompound, type Lexicon } from './compounds.ts';

test('a compound falls into words that the lexicon holds', () => {
	const lexicon = lexiconOf('Leistung Fortzahlung');

	expect(splitCompound('leistungsfortzahlung', lexicon)).toEqual(stemsOf('Leistung Fortzahlung'));
});

test('linking letters and inflection do not matter', () => {
	const lexicon = lexiconOf('Beitrag pflichtig Land Verband Kirche Gemeinde Familie Hilfe');

	expect(splitCompound('beitragspflichtige', lexicon)).toEqual(stemsOf('Beitrag pflichtig'));
	expect(splitCompound('landesverbande', lexicon)).toEqual(stemsOf('Land Verband'));
	expect(splitCompound('kirchengemeinden', lexicon)).toEqual(stemsOf('Kirche Gemeinde'));
	expect(splitCompound('familienhilfe', lexicon)).toEqual(stemsOf('Familie Hilfe'));
});

test('a long compound is known by its pieces and by the words that they make', () => {
	const lexicon = lexiconOf('Arbeit unfähig Arbeitsunfähigkeit Bescheinigung Unfähigkeit');
	const word = 'arbeitsunfahigkeitsbescheinigung';

	expect(splitCompound(word, lexicon)).toEqual(
		expect.arrayContaining(stemsOf('Arbeitsunfähigkeit Bescheinigung')),
	);
	expect(compoundPieces(word, lexicon)).toContain(stemsOf('Bescheinigung')[0]);
});

test('a word with a piece that nobody uses by itself stays whole', () => {
	expect(splitCompound('leistungsxyzzy', lexiconOf('Leistung'))).toEqual([]);
	expect(splitCompound('leistung', lexiconOf('Leistung leisten ung'))).toEqual([]);
});

test('a hundred thousand letters are no compound', () => {
	expect(splitCompound('haus'.repeat(25_000), lexiconOf('Haus'))).toEqual([]);
});

function lexiconOf(text: string): Lexicon {
	const words = analyse(text, 'de').map(({ analysed }) => analysed);
	return {
		documentsWithWord: (word) => (words.some((known) => known.word === word) ? 5 : 0),
		documentsWithStem: (stem) => (words.some((known) => known.stem === stem) ? 5 : 0),
		mayBegin: (letters) => words.some((known) => known.word.startsWith(letters)),
	};
}

function stemsOf(text: string): string[] {
	return analyse(text, 'de').map(({ analysed }) => analysed.stem);
}
