import { expect, test } from 'vitest';
import { fold } from './fold.ts';

test.each([
	['Maßnahme', 'massnahme'],
	['MASSNAHME', 'massnahme'],
	['Größe', 'grosse'],
	['Groesse', 'grosse'],
	['Übergang', 'ubergang'],
	['Uebergang', 'ubergang'],
	['Ärzte', 'arzte'],
	['Aerzte', 'arzte'],
	['U\u0308bung', 'ubung'],
	['Café', 'cafe'],
	['İstanbul', 'istanbul'],
	['ﬁnden', 'finden'],
])('%s is spelt %s', (written, folded) => {
	expect(fold(written)).toBe(folded);
});

test.each(['bauer', 'neue', 'quelle', 'steuer'])('the ue of %s is no umlaut', (word) => {
	expect(fold(word)).toBe(word);
});

test('signs that show where a word may break are no part of it', () => {
	expect(fold('Bundes\u00ADteil\u00B7habe')).toBe(fold('Bundesteilhabe'));
});
