import { expect, test } from 'vitest';
import { matches } from './matches.ts';

const entry = {
	organisation: {
		id: '1',
		slug: 'sued',
		name: 'Lebenswege Süd',
		shortName: 'LS',
		colour: '#000000',
		fields: { address: 'Große Gasse 3, Brückhagen' },
		logo: null,
		letterhead: null,
		version: 1,
	},
	sites: [],
	contacts: [],
};

test.each([
	['', true],
	['süd', true],
	['SUED', true],
	['grosse gasse', true],
	['brueckhagen lebenswege', true],
	['nord', false],
	['süd nord', false],
	['.*', false],
])('“%s” is found: %s', (text, expected) => {
	expect(matches(entry, text)).toBe(expected);
});
