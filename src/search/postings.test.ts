import { expect, test } from 'vitest';
import { encodeDocumentWords } from './document-words.ts';
import { createIndexedDocuments } from './indexed-documents.ts';
import { createPostings, inHeading, inTitle, timesInText } from './postings.ts';

const shared = 1;

test('each word knows its documents, few at a time or many at once', () => {
	const documents = createIndexedDocuments();
	const postings = createPostings(documents);
	const holding = (word: number) => {
		const found: number[] = [];
		postings.each(word, (place) => {
			if (documents.at(place)) found.push(place);
		});
		return found;
	};

	add(1);
	postings.settle();
	expect(holding(shared)).toHaveLength(1);
	for (let id = 2; id <= 1500; id++) add(id);
	postings.settle();
	add(1501);
	documents.remove(3);
	postings.settle();

	expect(holding(shared)).toHaveLength(1500);
	expect(holding(1000 + 1501)).toHaveLength(1);
	expect(holding(1000 + 3)).toEqual([]);

	function add(id: number) {
		const document = { id, object: id, language: 'de', type: 'page', organisationId: 'x', updatedAt: 0 };
		const words = { title: [], titleAside: [], headings: [], tags: [], body: [shared, 1000 + id], aside: [] };
		postings.add(documents.put(document, encodeDocumentWords(words)));
	}
});

test('it knows where a word stands, and how often in the text', () => {
	const documents = createIndexedDocuments();
	const postings = createPostings(documents);
	const document = { id: 1, object: 1, language: 'de', type: 'page', organisationId: 'x', updatedAt: 0 };
	const words = {
		title: [5],
		titleAside: [],
		headings: [[5], [6]],
		tags: [],
		body: Array(100).fill(6),
		aside: [6],
	};
	postings.add(documents.put(document, encodeDocumentWords(words)));
	postings.settle();

	const where = new Map<number, number>();
	for (const word of [5, 6]) postings.each(word, (_, at) => where.set(word, at));

	expect([inTitle(where.get(5) ?? 0), inHeading(where.get(5) ?? 0), timesInText(where.get(5) ?? 0)]).toEqual([
		true,
		true,
		0,
	]);
	expect([inTitle(where.get(6) ?? 0), inHeading(where.get(6) ?? 0), timesInText(where.get(6) ?? 0)]).toEqual([
		false,
		true,
		63,
	]);
});
