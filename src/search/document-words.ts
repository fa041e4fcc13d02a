/**
 * What a document says, word by word, as the numbers of its words in the vocabulary. Closeness, order and phrases are
 * read off it, so that a search needs no text but of the hits it shows.
 */
export interface DocumentWords {
	readonly title: readonly number[];
	/** Words of the title that have no place of their own: those that it writes with hyphens, as one. */
	readonly titleAside: readonly number[];
	readonly headings: readonly (readonly number[])[];
	readonly tags: readonly number[];
	readonly body: readonly number[];
	/** The same of everything else, and what stands beyond the words that keep their places. */
	readonly aside: readonly number[];
}

/** Sections, each with an end; a heading each, ended by an empty one; the body last. Numbers of seven bits a byte. */
export function encodeDocumentWords(words: DocumentWords): Uint8Array {
	const numbers: number[] = [];
	const section = (some: readonly number[]) => {
		for (const word of some) numbers.push(word);
		numbers.push(end);
	};
	section(words.title);
	section(words.titleAside);
	section(words.tags);
	section(words.aside);
	for (const heading of words.headings) if (heading.length > 0) section(heading);
	section([]);
	section(words.body);
	return toBytes(numbers);
}

/** Words are numbered from 1, so that 0 is free. */
const end = 0;

/** Which sections stand where among the numbers that `readNumbers` gave. */
export interface WordPlaces {
	readonly numbers: Int32Array;
	readonly title: Section;
	readonly titleAside: Section;
	readonly tags: Section;
	readonly aside: Section;
	readonly headings: readonly Section[];
	readonly body: Section;
}

/** From the first number to the one after the last. */
export interface Section {
	readonly from: number;
	readonly to: number;
}

/**
 * @param bytes of `encodeDocumentWords`
 * @param numbers receives them; the end of a text that does not fit is left out
 */
export function readDocumentWords(
	bytes: Uint8Array,
	numbers: Int32Array = new Int32Array(bytes.length),
): WordPlaces {
	const count = readNumbers(bytes, numbers, Number.POSITIVE_INFINITY);
	let at = 0;
	const section = (): Section => {
		const from = at;
		while (at < count && numbers[at] !== end) at += 1;
		at += 1;
		return { from, to: at - 1 };
	};
	const title = section();
	const titleAside = section();
	const tags = section();
	const aside = section();
	const headings: Section[] = [];
	for (let heading = section(); heading.to > heading.from; heading = section()) headings.push(heading);
	return { numbers, title, titleAside, tags, aside, headings, body: section() };
}

/** The words of the title alone. */
export function readTitleWords(bytes: Uint8Array, numbers: Int32Array): number {
	return readNumbers(bytes, numbers, 1);
}

/** Each word of the document once. */
export function distinctWords(bytes: Uint8Array): Set<number> {
	const { numbers } = readDocumentWords(bytes);
	const distinct = new Set<number>();
	for (const number of numbers) if (number !== end) distinct.add(number);
	return distinct;
}

/** @returns how many there are, without the last end if `sections` limits them; no more than fit */
function readNumbers(bytes: Uint8Array, numbers: Int32Array, sections: number): number {
	let count = 0;
	let ended = 0;
	let number = 0;
	let shift = 0;
	for (const byte of bytes) {
		number |= (byte & 127) << shift;
		if (byte >= 128) {
			shift += 7;
			continue;
		}
		if (number === end) {
			ended += 1;
			if (ended === sections) return count;
		}
		if (count === numbers.length) return count;
		numbers[count] = number;
		count += 1;
		number = 0;
		shift = 0;
	}
	return count;
}

function toBytes(numbers: readonly number[]): Uint8Array {
	const bytes = new Uint8Array(numbers.length * 5);
	let length = 0;
	for (let number of numbers) {
		while (number >= 128) {
			bytes[length++] = (number & 127) | 128;
			number >>>= 7;
		}
		bytes[length++] = number;
	}
	return bytes.slice(0, length);
}
