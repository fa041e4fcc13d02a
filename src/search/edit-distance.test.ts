import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from './edit-distance.ts';
import { letterSignature, lettersApart } from './letter-signature.ts';

test.each([
	['verfahren', 'verfahren', 0],
	['verfahren', 'verfaren', 1],
	['verfahren', 'verfahhren', 1],
	['verfahren', 'verfahrem', 1],
	['verfahren', 'vefrahren', 1],
	['verfahren', 'vefrahern', 2],
	['verfahren', 'gesetz', 3],
])('from %s to %s it is %i', (one, other, slips) => {
	expect(editDistance(one, other, 2)).toBe(slips);
});

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'e', 'n', 's'), maxLength: 8 });

test('it is the same in both directions, and none only for the same word', () => {
	fc.assert(
		fc.property(word, word, (one, other) => {
			const slips = editDistance(one, other, 8);

			expect(slips).toBe(editDistance(other, one, 8));
			expect(slips === 0).toBe(one === other);
		}),
	);
});

test('a limit changes nothing below it', () => {
	fc.assert(
		fc.property(word, word, (one, other) => {
			expect(editDistance(one, other, 2)).toBe(Math.min(editDistance(one, other, 8), 3));
		}),
	);
});

test('one slip changes two letters at most', () => {
	fc.assert(
		fc.property(word, word, (one, other) => {
			const apart = lettersApart(letterSignature(one), letterSignature(other));

			expect(apart).toBeLessThanOrEqual(2 * editDistance(one, other, 8));
		}),
	);
	expect(lettersApart(letterSignature('abc'), letterSignature('abd'))).toBe(2);
});
