import type { Candidate } from './candidate.ts';
import type { Reading } from './reading.ts';
import { byScore, type Ranked } from './rank.ts';

/**
 * Headings, words that stand close together, and how often they are said decide where titles leave the query open.
 * They take the place of the first opinion, which knows of no order and no distance.
 */
export function rankByText(hits: readonly Ranked[], read: (candidate: Candidate) => Reading): Ranked[] {
	return hits
		.map((hit) => ({ ...hit, index: 0, score: hit.score - hit.index + hit.open ** 2 * textScore(hit) }))
		.sort(byScore);

	function textScore({ candidate, open }: Ranked): number {
		if (open < hardlyOpen) return 0;
		const { heading, passage } = read(candidate);
		return signs.heading * heading + signs.passage * passage.worth + signs.frequency * passage.frequency;
	}
}

const hardlyOpen = 0.1;
const signs = { heading: 0.4, passage: 0.4, frequency: 0.2 } as const;
