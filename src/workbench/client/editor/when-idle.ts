/** Something that is still to come. */
export interface Deferred {
	cancel(): void;
}

/** Milliseconds: a moment in which many keys fit, and how long it may take where the browser is never idle. */
const pause = 400;
const longest = 1500;

/** Runs a moment later, between two keys where the browser has such a gap. */
export function whenIdle(run: () => void): Deferred {
	let isCancelled = false;
	const act = () => {
		if (!isCancelled) run();
	};
	// Safari has no word for idle.
	setTimeout(() => {
		if ('requestIdleCallback' in window) requestIdleCallback(act, { timeout: longest - pause });
		else act();
	}, pause);
	return { cancel: () => void (isCancelled = true) };
}
