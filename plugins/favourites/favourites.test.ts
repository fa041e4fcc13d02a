import { beforeAll, beforeEach, expect, test } from 'vitest';
import { noteQueries } from '../../test/harness/asked-queries.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import type { Who } from '../../test/harness/test-network.ts';

let hub: TestApp;
let first: string;
let second: string;
let third: string;

const queries: string[] = [];
beforeAll(async () => {
	hub = await createTestApp({
		plugins: ['procedures', 'favourites'],
		onQuery: noteQueries(queries),
	});
	const marked = (title: string) => hub.seed.item({ title, audience: ['network'] });
	first = (await marked('Erster')).id;
	second = (await marked('Zweiter')).id;
	third = (await marked('Dritter')).id;
});

beforeEach(async () => {
	const { personalData } = await hub.app.host.use('favourites');
	for (const personId of Object.values(hub.network.people)) await personalData.erase(personId);
});

async function titlesOf(who: Who) {
	const favourites = await hub.app.host.use('favourites');
	const { reader } = await hub.as[who].visit();
	return (await favourites.list(reader)).map(({ title }) => title);
}

async function add(who: Who, ...ids: readonly string[]) {
	for (const itemId of ids) await hub.as[who].execute('favourites.add', { itemId, language: 'de' });
}

test('what is marked stands in the order of marking, once, and only for the person who marked it', async () => {
	await add('reader', second, first, second);

	expect(await titlesOf('reader')).toEqual(['Zweiter', 'Erster']);
	expect(await titlesOf('author')).toEqual([]);
});

test('one can be put before another', async () => {
	await add('reader', first, second, third);

	await hub.as.reader.execute('favourites.move', { itemId: third, before: first });
	expect(await titlesOf('reader')).toEqual(['Dritter', 'Erster', 'Zweiter']);

	await hub.as.reader.execute('favourites.move', { itemId: third, before: second });
	expect(await titlesOf('reader')).toEqual(['Erster', 'Dritter', 'Zweiter']);

	await hub.as.reader.execute('favourites.move', { itemId: second, before: second });
	expect(await titlesOf('reader')).toEqual(['Erster', 'Dritter', 'Zweiter']);
});

test('what is not marked cannot be moved', async () => {
	await add('reader', first);
	await add('author', second);

	const moving = hub.as.reader.execute('favourites.move', { itemId: first, before: second });

	await expect(moving).rejects.toMatchObject({ code: 'request.notFound' });
});

test('what one may not read cannot be marked, and vanishes from the list with the right', async () => {
	const own = await hub.seed.item({ title: 'Nur für Alpha', audience: ['own'] });
	const draft = await hub.seed.item({ title: 'Entwurf', published: false });
	await add('reader', own.id, first);

	await expect(add('foreignReader', own.id)).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(add('author', draft.id)).rejects.toMatchObject({ code: 'request.notFound' });
	await hub.as.author.execute('content.archive', { itemId: own.id });

	expect(await titlesOf('reader')).toEqual(['Erster']);
	await hub.as.author.execute('content.unarchive', { itemId: own.id });
	expect(await titlesOf('reader')).toEqual(['Nur für Alpha', 'Erster']);
});

test('an item that is gone for good leaves the lists', async () => {
	const { id } = await hub.seed.item({ title: 'Bald weg', audience: ['network'] });
	await add('reader', id, first);
	await hub.as.approver.execute('content.remove', { itemId: id });

	await hub.as.approver.execute('content.purge', { itemId: id });

	const { personalData } = await hub.app.host.use('favourites');
	expect(await personalData.export(hub.network.people.reader)).toEqual([{ item: first }]);
});

test('more than two hundred are refused with a sentence, and nothing is lost', async () => {
	const person = hub.network.people.reader;
	const favourites = await hub.app.host.use('favourites');
	const others = await Promise.all(
		Array.from({ length: 3 }, (_, index) => hub.seed.item({ title: `Weiterer ${index}`, audience: ['own'] })),
	);
	await add('reader', ...others.map(({ id }) => id));
	await fillUp(person, 197);

	const adding = add('reader', first);

	await expect(adding).rejects.toMatchObject({
		code: 'command.inputInvalid',
		fields: [{ message: 'favourites.full' }],
	});
	expect(await favourites.personalData.export(person)).toHaveLength(200);
});

test('the list is one query', async () => {
	await add('reader', first, second, third);
	const favourites = await hub.app.host.use('favourites');
	const { reader } = await hub.as.reader.visit();
	queries.length = 0;

	await favourites.list(reader);

	expect(queries).toHaveLength(1);
});

test('visitors have none and can mark nothing', async () => {
	const { reader } = await hub.as.anonymous.visit();
	const favourites = await hub.app.host.use('favourites');

	await expect(hub.as.anonymous.execute('favourites.add', { itemId: first })).rejects.toMatchObject({
		code: 'access.signInRequired',
	});
	expect(await favourites.list(reader)).toEqual([]);
	expect(await favourites.has(reader, first)).toBe(false);
});

/** Marks of items that exist, without writing each of them. */
async function fillUp(personId: string, count: number): Promise<void> {
	const template = await hub.app.database.query
		.selectFrom('items')
		.selectAll()
		.where('id', '=', first)
		.executeTakeFirstOrThrow();
	await hub.app.database.transaction(async (transaction) => {
		for (let index = 0; index < count; index += 1) {
			const id = `filler-${index}`;
			await transaction
				.insertInto('items')
				.values({ ...template, id, slug: id })
				.execute();
			await transaction
				.$extendTables<{ favourites_items: { person_id: string; item_id: string; position: number } }>()
				.insertInto('favourites_items')
				.values({ person_id: personId, item_id: id, position: 1000 + index })
				.execute();
		}
	});
}
