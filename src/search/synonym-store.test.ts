import { afterEach, beforeEach, expect, test } from 'vitest';
import { listSynonyms, readTerms, removeSynonyms, saveSynonyms } from './synonym-store.ts';
import { openTestIndex, type TestIndex } from './test-index.ts';

let index: TestIndex;
beforeEach(async () => {
	index = await openTestIndex();
	await index.add({ title: 'Das Bundesteilhabegesetz' }, { title: 'Blauer Ordner' });
});
afterEach(() => index.close());

const save = (change: Parameters<typeof saveSynonyms>[1]) =>
	index.writer.transaction().execute((open) => saveSynonyms(open, change));
const remove = (group: Parameters<typeof removeSynonyms>[1]) =>
	index.writer.transaction().execute((open) => removeSynonyms(open, group));
const groupWith = async (term: string) => {
	const group = (await listSynonyms(index.reader)).find(({ terms }) => terms.includes(term));
	if (!group) throw new Error(`No group holds ${term}.`);
	return group;
};

test('an edit counts from the next query on, and keeps the default ones', async () => {
	expect(await index.find('BTHG')).toHaveLength(1);
	expect(await index.find('Notfallmappe')).toEqual([]);

	await save({ organisationId: '', terms: ['Notfallmappe', 'blauer Ordner'] });

	expect(await index.find('Notfallmappe')).toEqual(['Blauer Ordner']);
	expect(await index.find('BTHG')).toHaveLength(1);
});

test('a default one can be changed and removed', async () => {
	await remove(await groupWith('BTHG'));

	expect(await index.find('BTHG')).toEqual([]);
	expect((await listSynonyms(index.reader)).some(({ terms }) => terms.includes('EGH'))).toBe(true);
});

test("an organisation's synonyms are its own", async () => {
	await save({ organisationId: 'x', terms: ['Notfallmappe', 'blauer Ordner'] });

	expect(await index.find('Notfallmappe', { actingOrganisationId: 'x' })).toEqual(['Blauer Ordner']);
	expect(await index.find('Notfallmappe', { actingOrganisationId: 'y' })).toEqual([]);
	expect(await index.find('Notfallmappe')).toEqual([]);
});

test('of two who change the same group the second is told, with what it says now', async () => {
	const seen = await groupWith('BTHG');
	await save({ ...seen, terms: ['BTHG', 'Teilhabegesetz'] });

	await expect(save({ ...seen, terms: ['BTHG', 'blauer Ordner'] })).rejects.toMatchObject({
		code: 'search.synonymsChanged',
		values: { terms: 'BTHG, Teilhabegesetz' },
	});
	await expect(remove(seen)).rejects.toMatchObject({ code: 'search.synonymsChanged' });
	expect(await groupWith('BTHG')).toMatchObject({ terms: ['BTHG', 'Teilhabegesetz'], revision: 2 });
});

test('who changes a group that was removed is told', async () => {
	const seen = await groupWith('BTHG');
	await remove(seen);

	await expect(save({ ...seen, terms: ['BTHG', 'x'] })).rejects.toMatchObject({
		code: 'search.synonymsRemoved',
	});
});

test('a group of another organisation cannot be named', async () => {
	const seen = await groupWith('BTHG');

	await expect(save({ ...seen, organisationId: 'x' })).rejects.toMatchObject({
		code: 'search.synonymsRemoved',
	});
	expect(await index.find('BTHG')).toHaveLength(1);
});

test('what stands together already, however it is spelt, is not added again', async () => {
	await expect(save({ organisationId: '', terms: ['bundesteilhabegesetz', 'bthg'] })).rejects.toMatchObject({
		code: 'search.synonymsKnown',
	});
});

test('a line, a comma or a semicolon ends a term; what cannot be searched for is none', () => {
	expect(readTerms(' WfbM \r\nWerkstatt für\tbehinderte Menschen; wfbm ,, - ,\u202Eäöü\u0000')).toEqual([
		'wfbm',
		'Werkstatt für behinderte Menschen',
		'äöü',
	]);
});
