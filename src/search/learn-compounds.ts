import { setImmediate as nextTurn } from 'node:timers/promises';
import { splitCompound } from './compounds.ts';
import type { KnownWord, Vocabulary } from './vocabulary.ts';

/**
 * Looks at words that are new to the vocabulary, and at those that they may be part of: that `Teilhabe` is a word
 * makes a compound of `Bundesteilhabegesetz`, which was there before.
 *
 * @param added numbers of the new words
 */
export async function learnCompounds(vocabulary: Vocabulary, added: readonly number[]): Promise<void> {
	let turn = performance.now();
	for (const { id, word } of wordsToSplit(vocabulary, added)) {
		for (const part of splitCompound(word, vocabulary)) vocabulary.addPart(id, part);
		if (performance.now() - turn < longestTurn) continue;
		await nextTurn();
		turn = performance.now();
	}
}

function* wordsToSplit(vocabulary: Vocabulary, added: readonly number[]): Generator<KnownWord> {
	if (added.length > mostScans) return yield* vocabulary.germanWords();
	const looked = new Set<number>();
	for (const part of added.values().map(vocabulary.describe)) {
		const longer = part.word.length < shortestPart ? [] : vocabulary.containing(part.word);
		for (const word of [part, ...longer]) {
			if (looked.has(word.id)) continue;
			looked.add(word.id);
			yield word;
		}
	}
}

/** For more new words than these it is cheaper to look at the whole vocabulary once. */
const mostScans = 1000;
/** As in `compounds.ts`. */
const shortestPart = 3;
/** Milliseconds, then others may be answered. */
const longestTurn = 5;
