import { readDocumentWords, readTitleWords, type WordPlaces } from './document-words.ts';
import { createGrowingList } from './growing-list.ts';

/** One variant of something that can be found, as a process keeps it in memory. */
export interface IndexedDocument {
	readonly id: number;
	/** The same for all variants of one object. */
	readonly object: number;
	readonly language: string;
	readonly type: string;
	readonly organisationId: string;
	readonly updatedAt: number;
}

/** The documents of the index with their words. A changed document takes a new place; its former one stays empty. */
export interface IndexedDocuments {
	/** How many there are. */
	readonly size: number;
	/** One more than the last place. */
	readonly places: number;
	/** @returns its place */
	put(document: IndexedDocument, words: Uint8Array): number;
	/** @returns the place that is empty now */
	remove(id: number): number | undefined;
	/** Nothing at an empty place. */
	at(place: number): IndexedDocument | undefined;
	placeOf(id: number): number | undefined;
	/** How many variants of an object there are. */
	variants(object: number): number;
	/** How often it was opened from the hits, as far as anybody noted it. */
	uses(place: number): number;
	noteUses(place: number, uses: number): void;
	/** Of an empty place too, as long as it is needed to count them out. */
	wordBytes(place: number): Uint8Array;
	/** @param numbers receives them as far as they fit; all if left out */
	words(place: number, numbers?: Int32Array): WordPlaces;
	/** @param numbers receives them. @returns how many */
	titleWords(place: number, numbers: Int32Array): number;
	/** How many words and marks it holds. */
	length(place: number): number;
	readonly averageLength: number;
}

export function createIndexedDocuments(): IndexedDocuments {
	const documents: (IndexedDocument | undefined)[] = [];
	const places = new Map<number, number>();
	/** Texts that thousands of documents share. */
	const shared = new Map<string, string>();
	const uses = createGrowingList();
	const variants = createGrowingList();
	const starts: number[] = [0];
	let bytes = new Uint8Array(1 << 16);
	let totalLength = 0;

	const start = (place: number) => starts[place] ?? 0;
	const wordBytes = (place: number) => bytes.subarray(start(place), start(place + 1));
	const length = (place: number) => start(place + 1) - start(place);
	return {
		get size() {
			return places.size;
		},
		get places() {
			return documents.length;
		},
		get averageLength() {
			return totalLength / Math.max(1, places.size);
		},
		put({ id, object, language, type, organisationId, updatedAt }, words) {
			remove(id);
			const place = documents.push({
				id,
				object,
				language: share(language),
				type: share(type),
				organisationId: share(organisationId),
				updatedAt,
			});
			places.set(id, place - 1);
			variants.add(object, 1);
			append(words);
			totalLength += words.length;
			return place - 1;
		},
		remove,
		at: (place) => documents[place],
		placeOf: (id) => places.get(id),
		variants: variants.get,
		uses: uses.get,
		noteUses: uses.set,
		wordBytes,
		words: (place, numbers) => readDocumentWords(wordBytes(place), numbers),
		titleWords: (place, numbers) => readTitleWords(wordBytes(place), numbers),
		length,
	};

	function remove(id: number): number | undefined {
		const place = places.get(id);
		if (place === undefined) return undefined;
		places.delete(id);
		variants.add(documents[place]?.object ?? 0, -1);
		documents[place] = undefined;
		totalLength -= length(place);
		return place;
	}

	function share(text: string): string {
		const known = shared.get(text);
		if (known !== undefined) return known;
		shared.set(text, text);
		return text;
	}

	function append(words: Uint8Array): void {
		const from = starts.at(-1) ?? 0;
		const to = from + words.length;
		if (to > bytes.length) {
			const larger = new Uint8Array(Math.max(to, Math.ceil(bytes.length * 1.5)));
			larger.set(bytes);
			bytes = larger;
		}
		bytes.set(words, from);
		starts.push(to);
	}
}
