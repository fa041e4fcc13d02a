import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from './fold.ts';
import { createWordFilter } from './word-filter.ts';

const letter = fc.constantFrom('a', 'A', 'e', 'o', 'u', 'ä', 'Ö', 'ü', 'ß', 'S', 'n', '7', 'й', '\u00AD');

test('every spelling of a word that is looked for passes', () => {
	fc.assert(
		fc.property(fc.string({ unit: letter, minLength: 1, maxLength: 7 }), (form) => {
			const filter = createWordFilter();
			filter.add(fold(form));

			expect(filter.mayHold(`x ${form} x`, 2, 2 + form.length)).toBe(true);
		}),
	);
});

test('a word that begins with other letters does not', () => {
	const filter = createWordFilter();
	filter.add('leistung');

	expect(filter.mayHold('Verordnung', 0, 10)).toBe(false);
	expect(filter.mayHold('le', 0, 2)).toBe(false);
});
