import type { DocumentWords } from './document-words.ts';
import type { PreparedDocument } from './prepared-document.ts';

/** The words of a document as the vocabulary numbers them. */
export function numberWords(
	{ title, headings, tags, body }: PreparedDocument,
	numberOf: (word: string) => number,
): DocumentWords {
	const numbers = (words: readonly string[]) => words.map(numberOf);
	const beyond = new Set(body.words.slice(mostPlaces));
	const joined = [...headings, ...tags, body].flatMap((text) => text.joined);
	return {
		title: numbers(title.words),
		titleAside: numbers(title.joined),
		headings: headings.map(({ words }) => numbers(words)),
		tags: tags.flatMap(({ words }) => numbers(words)),
		body: numbers(body.words.slice(0, mostPlaces)),
		aside: numbers([...joined, ...beyond]),
	};
}

/** Some forty pages. Of longer texts the rest is found too, but not by phrases. */
const mostPlaces = 20_000;
