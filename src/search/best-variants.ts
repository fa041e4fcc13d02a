import type { Candidate } from './candidate.ts';
import type { IndexedDocuments } from './indexed-documents.ts';

/** Of several variants of one object the one in the language that the person prefers, in the order given. */
export function bestVariants(
	candidates: readonly Candidate[],
	documents: IndexedDocuments,
	languages: readonly string[],
): readonly Candidate[] {
	const hasOthers = ({ document }: Candidate) => documents.variants(document.object) > 1;
	const contested = candidates.filter(hasOthers);
	if (contested.length === 0) return candidates;
	const best = new Map<number, Candidate>();
	for (const candidate of contested) {
		const { object } = candidate.document;
		const known = best.get(object);
		if (!known || isBetter(candidate, known, languages)) best.set(object, candidate);
	}
	return [...candidates.filter((candidate) => !hasOthers(candidate)), ...best.values()];
}

function isBetter(a: Candidate, b: Candidate, languages: readonly string[]): boolean {
	const difference = place(a.document.language, languages) - place(b.document.language, languages);
	return difference < 0 || (difference === 0 && a.weight > b.weight);
}

/** The language itself, then one of the same family (`de-simple` for `de`), then any. */
function place(language: string, languages: readonly string[]): number {
	const exact = languages.indexOf(language);
	if (exact >= 0) return exact;
	const related = languages.findIndex((wished) => wished.split('-')[0] === language.split('-')[0]);
	return languages.length + (related >= 0 ? related : languages.length);
}
