import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinctWords, encodeDocumentWords, readDocumentWords, readTitleWords } from './document-words.ts';

const words = fc.array(fc.integer({ min: 1, max: 2_000_000 }), { maxLength: 20 });
const documents = fc.record({
	title: words,
	titleAside: words,
	headings: fc.array(words, { maxLength: 4 }),
	tags: words,
	body: words,
	aside: words,
});

test('what is encoded is read again, section by section', () => {
	fc.assert(
		fc.property(documents, (document) => {
			const { numbers, headings, ...read } = readDocumentWords(encodeDocumentWords(document));
			const written = ({ from, to }: { from: number; to: number }) => [...numbers.slice(from, to)];

			expect({
				title: written(read.title),
				titleAside: written(read.titleAside),
				headings: headings.map(written),
				tags: written(read.tags),
				body: written(read.body),
				aside: written(read.aside),
			}).toEqual({ ...document, headings: document.headings.filter(({ length }) => length > 0) });
		}),
	);
});

test('a title is read without the rest, as far as there is room', () => {
	const bytes = encodeDocumentWords({
		title: [5, 300],
		titleAside: [],
		headings: [],
		tags: [],
		body: [7],
		aside: [],
	});
	const room = new Int32Array(1);
	const more = new Int32Array(9);

	expect(readTitleWords(bytes, room)).toBe(1);
	expect([readTitleWords(bytes, more), more[0], more[1]]).toEqual([2, 5, 300]);
	expect([...distinctWords(bytes)]).toEqual([5, 300, 7]);
});
