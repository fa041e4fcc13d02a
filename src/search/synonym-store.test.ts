import { afterEach, beforeEach, expect, test } from 'vitest';
import { listSynonyms, removeSynonyms, saveSynonyms } from './synonym-store.ts';
import { openTestIndex, type TestIndex } from './test-index.ts';

let index: TestIndex;
beforeEach(async () => {
	index = await openTestIndex();
	await index.add({ title: 'Das Bundesteilhabegesetz' }, { title: 'Blauer Ordner' });
});
afterEach(() => index.close());

const save = (group: Parameters<typeof saveSynonyms>[1]) =>
	index.writer.transaction().execute((open) => saveSynonyms(open, group));

test('an edit counts from the next query on, and keeps the default ones', async () => {
	expect(await index.find('BTHG')).toHaveLength(1);
	expect(await index.find('Notfallmappe')).toEqual([]);

	await save({ id: 'own', organisationId: '', terms: ['Notfallmappe', 'blauer Ordner'] });

	expect(await index.find('Notfallmappe')).toEqual(['Blauer Ordner']);
	expect(await index.find('BTHG')).toHaveLength(1);
});

test('a default one can be changed and removed', async () => {
	const group = (await listSynonyms(index.reader)).find(({ terms }) => terms.includes('BTHG'));

	await index.writer.transaction().execute((open) => removeSynonyms(open, group?.id ?? ''));

	expect(await index.find('BTHG')).toEqual([]);
	expect((await listSynonyms(index.reader)).some(({ terms }) => terms.includes('EGH'))).toBe(true);
});

test("an organisation's synonyms are its own", async () => {
	await save({ id: 'own', organisationId: 'x', terms: ['Notfallmappe', 'blauer Ordner'] });

	expect(await index.find('Notfallmappe', { actingOrganisationId: 'x' })).toEqual(['Blauer Ordner']);
	expect(await index.find('Notfallmappe', { actingOrganisationId: 'y' })).toEqual([]);
	expect(await index.find('Notfallmappe')).toEqual([]);
});
