import { analyse } from './analyse.ts';

/** Words and phrases that mean the same, as the query sees them. */
export interface Synonyms {
	/** What else may stand for the words from `index` on. */
	at(stems: readonly string[], index: number): readonly SynonymMatch[];
}

export interface SynonymMatch {
	/** How many words of the query it replaces. */
	readonly length: number;
	/** Each as stems. */
	readonly others: readonly (readonly string[])[];
}

/** @param groups texts that mean the same, e.g. `['BTHG', 'Bundesteilhabegesetz']` */
export function createSynonyms(groups: readonly (readonly string[])[]): Synonyms {
	const byFirstStem = new Map<
		string,
		{ stems: readonly string[]; others: readonly (readonly string[])[] }[]
	>();
	for (const group of groups) {
		const terms = group
			.map((term) => analyse(term, 'de').map(({ analysed }) => analysed.stem))
			.filter((stems) => stems.length > 0);
		for (const stems of terms) {
			const [first] = stems;
			if (first === undefined) continue;
			const others = terms.filter((other) => other !== stems);
			byFirstStem.set(first, [...(byFirstStem.get(first) ?? []), { stems, others }]);
		}
	}
	return {
		at: (stems, index) =>
			(byFirstStem.get(stems[index] ?? '') ?? [])
				.filter((known) => known.stems.every((stem, offset) => stems[index + offset] === stem))
				.map(({ stems: { length }, others }) => ({ length, others })),
	};
}
