const first = 30_000;
const longest = 6 * 60 * 60 * 1000;

/**
 * Milliseconds until the next attempt: half a minute, two minutes, eight, half an hour, two hours, then six. A tenth
 * more or less, so that jobs that failed together do not come back together.
 */
export function retryPause(attempt: number, chance = Math.random()): number {
	const pause = Math.min(first * 4 ** (attempt - 1), longest);
	return Math.round(pause * (0.9 + chance * 0.2));
}
