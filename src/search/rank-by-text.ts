import type { Candidate } from './full-text-index.ts';
import type { Passage } from './passage.ts';
import { byScore, coverage, type RankContext, type Ranked } from './rank.ts';
import type { VisibleText } from './visible-texts.ts';

/**
 * Headings, words that stand close together, and how often they are said decide where titles leave the query open.
 * The text itself takes the place of the index's opinion, which depends on when a compound was split.
 */
export function rankByText(
	hits: readonly Ranked[],
	texts: ReadonlyMap<number, VisibleText>,
	passageOf: (candidate: Candidate) => Passage,
	context: RankContext,
): Ranked[] {
	return hits
		.map((hit) => ({ ...hit, index: 0, score: hit.score - hit.index + hit.open ** 2 * textScore(hit) }))
		.sort(byScore);

	function textScore({ candidate, open }: Ranked): number {
		if (open < hardlyOpen) return 0;
		const { headings = [] } = texts.get(candidate.id) ?? {};
		const heading = Math.max(0, ...headings.map((one) => coverage(one, candidate.language, context)));
		const { worth, frequency } = passageOf(candidate);
		return signs.heading * heading + signs.passage * worth + signs.frequency * frequency;
	}
}

const hardlyOpen = 0.1;
const signs = { heading: 0.4, passage: 0.4, frequency: 0.2 } as const;
