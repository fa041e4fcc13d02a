import type { Section } from './document-words.ts';
import type { IndexMemory } from './index-snapshot.ts';
import type { MatchAlternative } from './term.ts';

/** Tells of the document at a place whether the stems stand one after the other in one of its texts. */
export function createPhraseFinder(
	{ vocabulary, documents }: IndexMemory,
	{ stems }: MatchAlternative,
): (place: number) => boolean {
	const words = stems.map((stem) => new Set(vocabulary.withStem(stem)));

	return (place) => {
		const { numbers, title, titleAside, headings, tags, body } = documents.words(place);
		return [title, titleAside, ...headings, tags, body].some((section) => standIn(numbers, section));
	};

	function standIn(numbers: Int32Array, { from, to }: Section): boolean {
		for (let at = from; at + words.length <= to; at++) {
			if (words.every((some, offset) => some.has(numbers[at + offset] ?? 0))) return true;
		}
		return false;
	}
}
