import type { Candidate } from './candidate.ts';

/** So many of them, the heaviest first. Of thousands only these are put in order. */
export function heaviest(candidates: readonly Candidate[], most: number): Candidate[] {
	if (candidates.length <= most) return candidates.toSorted(byWeight);
	const weights = new Float32Array(candidates.map(({ weight }) => weight)).sort();
	const least = weights.at(-most) ?? 0;
	return candidates
		.filter(({ weight }) => weight >= least)
		.sort(byWeight)
		.slice(0, most);
}

function byWeight(a: Candidate, b: Candidate): number {
	return b.weight - a.weight || a.document.id - b.document.id;
}
