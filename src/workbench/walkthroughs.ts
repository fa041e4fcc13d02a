import type { Walkthrough, WalkthroughStep } from '../host/walkthroughs.ts';

export interface WalkthroughProgress extends Walkthrough {
	readonly doneCount: number;
	readonly isFinished: boolean;
	/** The first steps that are still to be done. */
	readonly next: readonly WalkthroughStep[];
}

const mostNext = 2;

export function withProgress(walkthrough: Walkthrough): WalkthroughProgress {
	const open = walkthrough.steps.filter(({ done }) => !done);
	return {
		...walkthrough,
		doneCount: walkthrough.steps.length - open.length,
		isFinished: open.length === 0,
		next: open.slice(0, mostNext),
	};
}

/** The one that the home page shows: the first that is neither finished nor put away. */
export function currentWalkthrough(walkthroughs: readonly Walkthrough[]): WalkthroughProgress | undefined {
	return walkthroughs.map(withProgress).find(({ putAway, isFinished }) => !putAway && !isFinished);
}
