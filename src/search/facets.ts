import { bestVariants } from './best-variants.ts';
import type { Candidate } from './candidate.ts';
import type { IndexedDocuments } from './indexed-documents.ts';

export interface FacetFilters {
	readonly types: readonly string[];
	readonly organisationIds: readonly string[];
	readonly languages: readonly string[];
}

export interface FacetValue {
	readonly value: string;
	readonly count: number;
}

export interface Facets {
	readonly types: readonly FacetValue[];
	readonly organisations: readonly FacetValue[];
	readonly languages: readonly FacetValue[];
}

interface Counting {
	readonly documents: IndexedDocuments;
	readonly filters: FacetFilters;
	/** The person's languages, best first. */
	readonly preferred: readonly string[];
}

/**
 * What passes the filters, of each object the variant that the person prefers, and what each facet would count if its
 * own filter were not set. The variants of an object have its type and its organisation.
 */
export function filterAndCount(
	found: readonly Candidate[],
	{ documents, filters, preferred }: Counting,
): { candidates: readonly Candidate[]; facets: Facets } {
	const passing = filtered(found, filters);
	const candidates = bestVariants(passing, documents, preferred);
	const variantsWithout = (own: keyof FacetFilters) =>
		filters[own].length === 0 ? passing : filtered(found, { ...filters, [own]: [] });
	const objectsWithout = (own: keyof FacetFilters) =>
		filters[own].length === 0 ? candidates : bestVariants(variantsWithout(own), documents, preferred);
	return {
		candidates,
		facets: {
			types: count(objectsWithout('types'), ({ document }) => document.type),
			organisations: count(objectsWithout('organisationIds'), ({ document }) => document.organisationId),
			languages: count(variantsWithout('languages'), ({ document }) => document.language),
		},
	};
}

function filtered(
	found: readonly Candidate[],
	{ types, organisationIds, languages }: FacetFilters,
): readonly Candidate[] {
	if (types.length + organisationIds.length + languages.length === 0) return found;
	const oneOf = (values: readonly string[], value: string) => values.length === 0 || values.includes(value);
	return found.filter(
		({ document: { type, organisationId, language } }) =>
			oneOf(types, type) && oneOf(organisationIds, organisationId) && oneOf(languages, language),
	);
}

function count(some: readonly Candidate[], valueOf: (one: Candidate) => string): FacetValue[] {
	const counts = new Map<string, number>();
	for (const one of some) counts.set(valueOf(one), (counts.get(valueOf(one)) ?? 0) + 1);
	return mostFirst([...counts].map(([value, number]) => ({ value, count: number })));
}

function mostFirst(values: FacetValue[]): FacetValue[] {
	return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
