import type { Candidate } from './full-text-index.ts';
import type { Passage } from './passage.ts';
import { byScore, coverage, type RankContext, type Ranked } from './rank.ts';
import type { VisibleText } from './visible-texts.ts';

/** Headings, and words that stand close together, decide where titles leave the query open. */
export function rankByText(
	hits: readonly Ranked[],
	texts: ReadonlyMap<number, VisibleText>,
	passageOf: (candidate: Candidate) => Passage,
	context: RankContext,
): Ranked[] {
	return hits
		.map((hit) => {
			if (hit.open < hardlyOpen) return hit;
			const { headings = [] } = texts.get(hit.candidate.id) ?? {};
			const heading = Math.max(0, ...headings.map((one) => coverage(one, hit.candidate.language, context)));
			const { worth } = passageOf(hit.candidate);
			return { ...hit, score: hit.score + hit.open ** 2 * (signs.heading * heading + signs.passage * worth) };
		})
		.sort(byScore);
}

const hardlyOpen = 0.1;
const signs = { heading: 0.4, passage: 0.4 } as const;
