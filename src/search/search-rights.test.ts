import { sql, type SqlBool } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

describe('while the change mark stays', () => {
	const asksForRights = (text: string) => text.includes('"uses"');

	test('the rights of a document are asked for once for each reader', async () => {
		await index.query('Urlaub', { changeMark: 1 });
		index.statements.length = 0;

		expect((await index.query('Urlaub', { changeMark: 1 })).total).toBe(2);
		expect(index.statements.filter(asksForRights)).toEqual([]);
		expect((await index.query('Urlaub', { ...onlyOpen, changeMark: 1 })).total).toBe(1);
		expect(index.statements.filter(asksForRights)).toHaveLength(1);
	});

	test('and again once it has moved', async () => {
		await index.query('Urlaub', { changeMark: 1 });
		index.statements.length = 0;

		await index.query('Urlaub', { changeMark: 2 });
		await index.query('Urlaub');

		expect(index.statements.filter(asksForRights)).toHaveLength(2);
	});

	test('a hit is shown by the rights of this moment', async () => {
		await index.writer.schema.createTable('open_now').addColumn('id', 'text').execute();
		const inTable = (column: string) => sql<SqlBool>`${sql.ref(column)} in (select id from open_now)`;
		await sql`insert into open_now values ('open'), ('secret')`.execute(index.writer);
		await index.query('Urlaub', { visible: inTable, changeMark: 1 });
		await sql`delete from open_now where id = 'secret'`.execute(index.writer);

		const { hits } = await index.query('Urlaub', { visible: inTable, changeMark: 1 });

		expect(hits.map(({ objectId }) => objectId)).toEqual(['open']);
	});
});
