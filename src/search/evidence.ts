import type { Term } from './term.ts';
import type { TermMatch } from './term-matcher.ts';

/** What a short text says about a query. */
export interface Evidence {
	/** For each term, how well the text answers it: 0 not at all, 1 with the word itself. */
	readonly qualities: readonly number[];
	/** For each term, the place of the word that answers it best, or -1. */
	readonly places: readonly number[];
	/** For each word of the text, how well it answers any term. */
	readonly words: readonly number[];
}

/** @param matches of each word of the text */
export function gatherEvidence(matches: readonly (readonly TermMatch[])[], terms: readonly Term[]): Evidence {
	const qualities = terms.map(() => 0);
	const places = terms.map(() => -1);
	const words = matches.map(bestQuality);
	const shares = new Map<string, Set<string>>();
	matches.forEach((some, place) => {
		for (const match of some) {
			const quality = match.share ? sharedQuality(match, terms, shares) : match.quality;
			if (quality <= (qualities[match.term] ?? 0)) continue;
			qualities[match.term] = quality;
			places[match.term] = place;
		}
	});
	return { qualities, places, words };
}

function bestQuality(matches: readonly TermMatch[]): number {
	let best = 0;
	for (const { quality } of matches) if (quality > best) best = quality;
	return best;
}

/** Several stems stand for the term together; some of them alone say less than their share. */
function sharedQuality(
	{ term, quality, share }: TermMatch,
	terms: readonly Term[],
	found: Map<string, Set<string>>,
): number {
	if (!share) return quality;
	const key = `${String(term)} ${String(share.alternative)}`;
	const stems = (found.get(key) ?? new Set()).add(share.stem);
	found.set(key, stems);
	const needed = new Set(terms[term]?.alternatives[share.alternative]?.stems).size;
	return stems.size >= needed ? quality : (quality * stems.size) / needed / 2;
}
