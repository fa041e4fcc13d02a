import { expect, test } from 'vitest';
import { matchEntries } from './match-entries.ts';
import type { PaletteEntry } from './palette-data.ts';

const entries = [
	entry('settings', 'Gehe zu: Persönliche Einstellungen', null),
	entry('people', 'Gehe zu: Personen verwalten', 'Verwalten'),
	entry('roles', 'Rollen einer Person ändern', 'Personen und Gruppen'),
	entry('group', 'Gruppe anlegen', 'Personen und Gruppen'),
];

test('every word stands in the title or the category', () => {
	expect(idsFor('person ver')).toEqual(['people']);
	expect(idsFor('gruppen anlegen')).toEqual(['group']);
	expect(idsFor('person xyz')).toEqual([]);
});

test('what fits as written comes before what fits without accents, and the category last', () => {
	expect(idsFor('person')).toEqual(['people', 'roles', 'settings', 'group']);
});

test('without a text the recent come first', () => {
	expect(matchEntries(entries, '', ['group', 'roles']).map((one) => one.entry.id)).toEqual([
		'group',
		'roles',
		'settings',
		'people',
	]);
});

test('found words are marked where they stand', () => {
	expect(matchEntries(entries, 'person rollen', [])[0]?.marks).toEqual([
		[0, 6],
		[13, 19],
	]);
	expect(matchEntries(entries, 'person', [])[2]?.marks).toEqual([[9, 15]]);
});

function idsFor(text: string) {
	return matchEntries(entries, text, []).map((one) => one.entry.id);
}

function entry(id: string, title: string, category: string | null): PaletteEntry {
	return { id, kind: 'page', url: `/${id}`, title, category, icon: 'x', keys: [], keysLabel: null };
}
