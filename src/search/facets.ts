/** A document that matches, by what it can be counted. */
interface Countable {
	readonly object: number;
	readonly type: string;
	readonly organisationId: string;
	readonly language: string;
}

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

/** What passes the filters, and what each facet would count if its own filter were not set. */
export function filterAndCount<Found extends Countable>(
	found: readonly Found[],
	{ types, organisationIds, languages }: FacetFilters,
): { passing: readonly Found[]; facets: Facets } {
	const inTypes = oneOf(types, (one: Found) => one.type);
	const inOrganisations = oneOf(organisationIds, (one: Found) => one.organisationId);
	const inLanguages = oneOf(languages, (one: Found) => one.language);
	return {
		passing: found.filter((one) => inTypes(one) && inOrganisations(one) && inLanguages(one)),
		facets: {
			types: countObjects(
				found.filter((one) => inOrganisations(one) && inLanguages(one)),
				({ type }) => type,
			),
			organisations: countObjects(
				found.filter((one) => inTypes(one) && inLanguages(one)),
				({ organisationId }) => organisationId,
			),
			languages: countAll(
				found.filter((one) => inTypes(one) && inOrganisations(one)),
				({ language }) => language,
			),
		},
	};
}

function oneOf<Found>(values: readonly string[], valueOf: (one: Found) => string): (one: Found) => boolean {
	return values.length === 0 ? () => true : (one) => values.includes(valueOf(one));
}

function countObjects<Found extends Countable>(
	found: readonly Found[],
	valueOf: (one: Found) => string,
): FacetValue[] {
	const objects = new Map<string, Set<number>>();
	for (const one of found) {
		const value = valueOf(one);
		const known = objects.get(value);
		if (known) known.add(one.object);
		else objects.set(value, new Set([one.object]));
	}
	return mostFirst([...objects].map(([value, { size }]) => ({ value, count: size })));
}

function countAll<Found>(found: readonly Found[], valueOf: (one: Found) => string): FacetValue[] {
	const counts = new Map<string, number>();
	for (const one of found) counts.set(valueOf(one), (counts.get(valueOf(one)) ?? 0) + 1);
	return mostFirst([...counts].map(([value, count]) => ({ value, count })));
}

function mostFirst(values: FacetValue[]): FacetValue[] {
	return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
