import { expect, test } from 'vitest';
import { noteQueries } from '../../../test/harness/asked-queries.ts';
import { createTestApp } from '../../../test/harness/test-app.ts';
import { find } from './find.ts';

test('a text comes in the language that the person put first, and leads there without saying so', async () => {
	const { app, as, seed } = await createTestApp({ plugins: ['procedures'] });
	const { id, url } = await seed.item({ title: 'Praktikum Hospitation' });
	await seed.variant(id, 'en', { title: 'Praktikum placement' });
	const hitsOf = async () => {
		const { hits } = await find(app, await as.reader.visit(), { text: 'Praktikum', limit: 5 });
		return hits.map((hit) => [hit.language, hit.url]);
	};
	expect(await hitsOf()).toEqual([['de', url]]);

	await as.reader.execute('accounts.changePreferences', { contentLanguages: ['en', 'de'] });

	expect(await hitsOf()).toEqual([['en', url]]);
});

test('a page of hits is found and addressed in five statements, whatever its hits are', async () => {
	const statements: string[] = [];
	const { app, as, seed } = await createTestApp({
		plugins: ['procedures', 'directory'],
		onQuery: noteQueries(statements),
	});
	await seed.item({ title: 'Alpha Frau', collectionId: await seed.collection('Alpha Frau Sammlung') });
	await app.catalogue.catchUp();
	const visitor = await as.reader.visit();
	await find(app, visitor, { text: 'Alpha Frau', limit: 20 });
	statements.length = 0;

	const { facets } = await find(app, visitor, { text: 'Alpha Frau', limit: 20 });

	expect(facets.types.map(({ value }) => value).sort()).toEqual([
		'collection',
		'organisation',
		'person',
		'procedure',
	]);
	expect(statements.length).toBeLessThanOrEqual(5);
});
