import { describe, expect, test } from 'vitest';
import { parseWhen, WhenSyntaxError, whenFault, type WhenValue } from './when.ts';

const values: Record<string, WhenValue> = {
	'person.signedIn': true,
	'person.roles': ['reader', 'author'],
	'item.type': 'procedure',
	'item.language': 'de-simple',
	'item.own': false,
	'item.title': 'Aufnahme & Anträge',
	'config.contacts.limit': 3,
	'item.tags': [],
	'organisation.id': null,
};

test.each([
	['person.signedIn', true],
	['!person.signedIn', false],
	['!!person.signedIn', true],
	['item.unknown', false],
	['organisation.id', false],
	['item.tags', false],
	['item.type == procedure', true],
	["item.type == 'procedure'", true],
	['item.type == "document"', false],
	['item.type != document', true],
	['item.unknown == undefined', false],
	['item.unknown != anything', true],
	['item.own == false', true],
	['config.contacts.limit == 3', true],
	['config.contacts.limit == 3.5', false],
	["'author' in person.roles", true],
	["'admin' in person.roles", false],
	['item.type in person.roles', false],
	["'author' in item.type", false],
	['item.language =~ /^de/', true],
	['item.title =~ /ANTRÄGE$/i', true],
	['item.language =~ /^en/', false],
	['item.language =~ /a\\/b/', false],
	['item.type == document || person.signedIn', true],
	['person.signedIn || item.unknown && item.unknown', true],
	['(person.signedIn || item.unknown) && item.unknown', false],
	['!(item.own || item.unknown)', true],
	['!item.own && item.type==procedure', true],
	['inbox', false],
	['  person.signedIn  ', true],
])('%s is %s', (source, expected) => {
	const clause = parseWhen(source);

	expect(clause((key) => values[key])).toBe(expected);
});

describe('a clause that cannot be read names the place', () => {
	test.each([
		['', 'ends too early'],
		['item.type ==', 'ends too early'],
		['(item.own', 'ends too early'],
		['item.own)', '“)” is not understood'],
		['item.own & person.signedIn', '“& person.signedIn” is not understood'],
		['item.own person.signedIn', '“person.signedIn” is not understood'],
		['item.type = procedure', '“= procedure” is not understood'],
		['item.type =~ procedure', '“procedure” is not understood'],
		['item.type =~ /(/', 'is not understood'],
		['&& item.own', '“&& item.own” is not understood'],
		["item.type == 'open", 'is not understood'],
		['process.exit()', '“()” is not understood'],
	])('%s', (source, fault) => {
		expect(() => parseWhen(source)).toThrow(WhenSyntaxError);
		expect(whenFault(source)).toContain(fault);
	});
});

test('a key named like an inherited property means nothing', () => {
	const clause = parseWhen('constructor || __proto__');

	expect(clause((key) => (Object.hasOwn(values, key) ? values[key] : undefined))).toBe(false);
});
