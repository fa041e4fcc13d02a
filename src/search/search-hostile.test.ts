import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestIndex, type TestIndex } from './test-index.ts';

let index: TestIndex;
beforeAll(async () => {
	index = await openTestIndex();
	await index.add(
		{ title: 'Urlaub', text: 'Antrag auf Urlaub: 100 % der Tage, siehe C++ und § 3.' },
		{ title: 'Über uns' },
		{ title: 'AND OR NOT NEAR' },
	);
});
afterAll(() => index.close());

test.each([
	'"',
	'"Urlaub',
	'Urlaub"',
	'""""',
	"'; drop table search_documents; --",
	'title:Urlaub',
	'Urlaub AND',
	'NOT Urlaub',
	'NEAR(Urlaub Antrag, 2)',
	'Urlaub*',
	'^Urlaub',
	'(Urlaub',
	'{title body}: x',
	'-Urlaub',
	'%',
	'_',
	'%%Urlaub__',
	'Urlaub\0Antrag',
	'\ud800Urlaub',
	'Urlaub\udfff',
	'‮Urlaub',
	'עזרה',
	'🙂 Urlaub 🙂',
	'c++',
	'__proto__ constructor toString',
	'der die das',
])('%j is searched for literally', async (text) => {
	await expect(index.query(text)).resolves.toBeDefined();
});

test('syntax around a word leaves the word', async () => {
	for (const text of [
		'"Urlaub',
		'(Urlaub',
		'Urlaub*',
		'%Urlaub_',
		'Urlaub\0',
		'🙂 Urlaub 🙂',
		'\ud800Urlaub',
	]) {
		expect((await index.find(text))[0]).toBe('Urlaub');
	}
});

test('operators are words', async () => {
	expect((await index.find('AND OR NOT NEAR'))[0]).toBe('AND OR NOT NEAR');
});

test('a title of stop words is found', async () => {
	expect(await index.find('über uns')).toEqual(['Über uns']);
});

test.each([
	['one word', 'a'.repeat(10_000)],
	['many words', 'Urlaub Antrag Tage '.repeat(600)],
	['many phrases', '"Urlaub" '.repeat(1200)],
	['brackets', '('.repeat(10_000)],
	['many other words', Array.from({ length: 2000 }, (_, number) => `wort${String(number)}`).join(' ')],
])('ten kilobytes of %s take a moment, not more', async (_, text) => {
	const started = performance.now();

	await index.query(text);

	expect(performance.now() - started).toBeLessThan(1000);
});

test('nothing that can be typed is an error', async () => {
	await fc.assert(
		fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
			await expect(index.query(text)).resolves.toBeDefined();
		}),
		{ numRuns: 200 },
	);
});

test('nothing that can be written is an error, and it can be removed again', async () => {
	await fc.assert(
		fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
			const before = await wordsOf(index);

			await index.add({ objectId: 'any', title: text, headings: [text], text, tags: [text] });
			await index.writer
				.transaction()
				.execute((open) => index.search.remove(open, { source: 'content', objectId: 'any' }));

			expect(await wordsOf(index)).toEqual(before);
		}),
		{ numRuns: 100 },
	);
});

async function wordsOf({ reader }: TestIndex) {
	const rows = await reader
		.selectFrom('search_words')
		.select(['word', 'documents'])
		.where('documents', '!=', 0)
		.orderBy('grammar')
		.orderBy('word')
		.execute();
	return rows;
}

test('one word many times over finds texts of that word alone without holding up others', async () => {
	const crowded = await openTestIndex();
	await crowded.add(
		...Array.from({ length: 20 }, (_, number) => ({ title: `Text ${number}`, text: 'x '.repeat(4000) })),
	);

	const start = performance.now();
	const found = await crowded.find('x '.repeat(12));

	expect(performance.now() - start).toBeLessThan(1000);
	expect(found).not.toEqual([]);
	await crowded.close();
});
