import { sql, type SqlBool } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestIndex, type TestIndex } from './test-index.ts';

let index: TestIndex;
beforeEach(async () => {
	index = await openTestIndex();
	await index.add(
		{ objectId: 'open', title: 'Urlaub', type: 'page', organisationId: 'x' },
		{
			objectId: 'secret',
			title: 'Urlaub Kündigungsplan',
			type: 'case',
			organisationId: 'y',
			language: 'en',
		},
	);
});
afterEach(() => index.close());

const onlyOpen = { visible: (column: string) => sql<SqlBool>`${sql.ref(column)} = 'open'` };

test('what may not be read is no hit and in no count', async () => {
	const { hits, total, facets } = await index.query('Urlaub', onlyOpen);

	expect(hits.map(({ objectId }) => objectId)).toEqual(['open']);
	expect(total).toBe(1);
	expect(facets).toEqual({
		types: [{ value: 'page', count: 1 }],
		organisations: [{ value: 'x', count: 1 }],
		languages: [{ value: 'de', count: 1 }],
	});
});

test('its words are not betrayed by a correction', async () => {
	expect((await index.query('Urlaub Kündigungsplna')).corrected).toBe('Urlaub Kündigungsplan');
	expect((await index.query('Urlaub Kündigungsplna', onlyOpen)).corrected).toBeUndefined();
});

test('every statement that a query reads documents with asks for the rights', async () => {
	await index.query('what was written is in memory now');
	index.statements.length = 0;

	await index.query('Urlaub Kündigungsplan', { visible: () => sql<SqlBool>`'rights' = 'rights'` });

	const documents = index.statements.filter((text) => text.includes('search_documents'));
	expect(documents.length).toBeGreaterThan(0);
	expect(documents.filter((text) => !text.includes(`'rights'`))).toEqual([]);
});

test('a query takes four statements at most', async () => {
	await index.query('Urlaub');
	index.statements.length = 0;

	await index.query('Urlaub Antrag Kündigungsplan');

	expect(index.statements.length).toBeLessThanOrEqual(4);
});
