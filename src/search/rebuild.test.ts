import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSearch } from './search.ts';
import { defaultRequest, openTestIndex, type TestIndex } from './test-index.ts';

let index: TestIndex;
beforeEach(async () => {
	index = await openTestIndex();
});
afterEach(() => index.close());

const sources = [
	{ title: 'Leistungsfortzahlung bei Arbeitsunfähigkeit', text: 'Beitragspflichtige Einnahmen zählen.' },
	{ title: 'Bundesteilhabegesetz', text: 'Das Gesetz über die Teilhabe.' },
	{ title: 'Fortzahlung', text: 'Die Leistung geht weiter, wenn der Beitrag pflichtig ist.' },
	{ title: 'Teilhabe', text: 'Der Bund zahlt. Auch bei Leistungsausschluss.' },
	{ title: 'Arbeit', text: 'Unfähigkeit zur Arbeit, Ausschluss der Leistung.' },
	{ title: 'Working time', text: 'Hours of work and payments', language: 'en' },
];

const queries = [
	'leistung',
	'teilhabe',
	'fortzahlung leistung',
	'beitrag',
	'arbeit',
	'gesetz',
	'ausschluss',
	'payment',
	'unfähigkeit arbeit',
];

test('what was added one by one answers as what was built at once', async () => {
	await index.add(...sources);
	const before = await answers();

	await index.rebuild();

	expect(await answers()).toEqual(before);
	expect(before[0]?.length).toBeGreaterThan(2);
});

test('the order in which documents came does not matter', async () => {
	const other = await openTestIndex();
	await index.add(...sources);
	await other.add(...sources.toReversed());

	expect(new Set(await other.find('teilhabe'))).toEqual(new Set(await index.find('teilhabe')));
	expect(await index.find('teilhabe')).toEqual(['Teilhabe', 'Bundesteilhabegesetz']);
	await other.close();
});

test('what is written, changed and removed while it runs is not lost', async () => {
	const many = Array.from({ length: 250 }, (_, number) => ({
		title: `Seite ${String(number)}`,
		text: 'Füllwort',
	}));
	await index.add(...many);
	const removal = { source: 'content', objectId: 'Seite 200' };

	let meanwhile: Promise<void> | undefined;
	await index.search.rebuild({
		database: index.reader,
		transaction: (work) => index.writer.transaction().execute(work),
		onProgress: (done) => {
			if (done === 100) meanwhile ??= write();
		},
	});
	await meanwhile;

	expect(await index.find('Nachzügler')).toEqual(['Nachzügler']);
	expect(await index.find('Geändertes')).toEqual(['Seite 1']);
	expect((await index.query('Füllwort')).total).toBe(248);
	const word = await index.reader
		.selectFrom('search_words')
		.select('documents')
		.where('word', '=', 'fullwort')
		.executeTakeFirst();
	expect(word?.documents).toBe(248);

	async function write() {
		await index.add({ title: 'Nachzügler' }, { objectId: 'Seite 1', title: 'Geändertes', text: '' });
		await index.writer.transaction().execute((open) => index.search.remove(open, removal));
	}
});

test('a rebuild that is called off leaves an index that answers', async () => {
	await index.add(...sources);
	const before = await answers();

	await expect(index.rebuild(AbortSignal.abort())).rejects.toThrow();

	expect(await answers()).toEqual(before);
});

test('what an older release indexed is read anew before the first query', async () => {
	await index.add(...sources);
	const before = await answers();
	await index.writer.updateTable('search_texts').set({ words: null }).execute();
	await index.writer.deleteFrom('search_words').execute();
	const search = createSearch();

	await search.warm({ query: index.reader, transaction: (work) => index.writer.transaction().execute(work) });

	const { hits } = await search.query(index.reader, { ...defaultRequest, text: queries[0] ?? '' });
	expect(hits.map(({ objectId }) => objectId)).toEqual(before[0]);
});

test('what another process writes or rebuilds is seen by the next query', async () => {
	const other = createSearch();
	const find = async (text: string) => {
		const { hits } = await other.query(index.reader, { ...defaultRequest, text });
		return hits.map(({ objectId }) => objectId);
	};
	expect(await find('Zahnarzt')).toEqual([]);

	await index.add({ title: 'Zahnarzttermine' }, { title: 'Zahnarzt' }, { title: 'Termine' });
	expect(await find('Zahnarzt')).toEqual(['Zahnarzt', 'Zahnarzttermine']);
	await index.rebuild();
	expect(await find('Zahnartz')).toEqual(['Zahnarzt', 'Zahnarzttermine']);
	await index.add({ objectId: 'Zahnarzt', title: 'Kieferorthopädie' });

	expect(await find('Kieferorthopädie')).toEqual(['Zahnarzt']);
	expect(await find('Zahnarzt')).toEqual(['Zahnarzttermine']);
});

test('after an import nobody waits for the compounds among its words', async () => {
	const letters = (number: number) =>
		String(number).replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
	const words = Array.from({ length: 5000 }, (_, number) => `wort${letters(number)}`);
	await index.add(
		{ title: 'Einfuhr', text: words.join(' ') },
		{ title: 'Zahnarzt' },
		{ title: 'Termine' },
		{ title: 'Zahnarzttermine' },
	);

	expect(await index.find('Termine')).toEqual(['Termine']);
	await expect.poll(() => index.find('Termine')).toEqual(['Termine', 'Zahnarzttermine']);
});

test('a removed document is gone, all of its languages or one', async () => {
	await index.add({ objectId: 'a', title: 'Urlaub' }, { objectId: 'a', title: 'Urlaub', language: 'en' });
	const remove = (language?: string) =>
		index.writer
			.transaction()
			.execute((open) =>
				index.search.remove(open, { source: 'content', objectId: 'a', ...(language ? { language } : {}) }),
			);

	await remove('de');
	expect((await index.query('Urlaub')).hits.map(({ language }) => language)).toEqual(['en']);
	await remove();

	expect(await index.query('Urlaub')).toMatchObject({ total: 0, hits: [] });
	expect(await index.reader.selectFrom('search_texts').selectAll().execute()).toEqual([]);
});

test('a changed document gives back the words that it no longer holds', async () => {
	await index.add({ objectId: 'a', title: 'Urlaub Antrag' }, { objectId: 'b', title: 'Antrag' });

	await index.add({ objectId: 'a', title: 'Urlaub' });

	const words = await index.reader
		.selectFrom('search_words')
		.select(['word', 'documents'])
		.orderBy('word')
		.execute();
	expect(words).toEqual([
		{ word: 'antrag', documents: 1 },
		{ word: 'urlaub', documents: 1 },
	]);
	expect(await index.find('Antrag')).toEqual(['b']);
});

test('writing many at once is writing each', async () => {
	const other = await openTestIndex();
	await index.add(...sources);
	const documents = sources.map((source) =>
		other.search.prepare({
			source: 'content',
			objectId: source.title,
			language: 'de',
			type: 'page',
			organisationId: 'lebenshilfe',
			headings: [],
			updatedAt: 0,
			...source,
		}),
	);

	await other.writer.transaction().execute((open) => other.search.writeAll(open, documents));

	for (const text of queries)
		expect(new Set(await other.find(text))).toEqual(new Set(await index.find(text)));
	await other.close();
});

async function answers() {
	const found: string[][] = [];
	for (const text of queries) found.push(await index.find(text));
	return found;
}
