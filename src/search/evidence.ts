import type { Token } from './analyse.ts';
import type { Term } from './term.ts';
import type { Grammar } from './stem.ts';
import type { TermMatcher } from './term-matcher.ts';

/** What a text says about a query. */
export interface Evidence {
	/** For each term, how well the text answers it: 0 not at all, 1 with the word itself. */
	readonly qualities: readonly number[];
	/** For each term, the place of the token that answers it best, or -1. */
	readonly places: readonly number[];
	/** For each token, how well it answers any term. */
	readonly tokens: readonly number[];
}

export function gatherEvidence(
	tokens: readonly Token[],
	grammar: Grammar,
	terms: readonly Term[],
	matcher: TermMatcher,
): Evidence {
	const qualities = terms.map(() => 0);
	const places = terms.map(() => -1);
	const tokenQualities = tokens.map(() => 0);
	const shares = new Map<string, Set<string>>();
	const improve = (term: number, quality: number, place: number) => {
		if (quality <= (qualities[term] ?? 0)) return;
		qualities[term] = quality;
		places[term] = place;
	};
	for (const [place, token] of tokens.entries()) {
		for (const { term, quality, share } of matcher.match(token.analysed, grammar)) {
			tokenQualities[place] = Math.max(tokenQualities[place] ?? 0, quality);
			if (!share) {
				improve(term, quality, place);
				continue;
			}
			const key = `${String(term)} ${String(share.alternative)}`;
			const found = (shares.get(key) ?? new Set()).add(share.stem);
			shares.set(key, found);
			const needed = new Set(terms[term]?.alternatives[share.alternative]?.stems).size;
			improve(term, quality * (found.size >= needed ? 1 : (partOfShare * found.size) / needed), place);
		}
	}
	return { qualities, places, tokens: tokenQualities };
}

/** Some of several words that only together stand for a term. */
const partOfShare = 0.5;
