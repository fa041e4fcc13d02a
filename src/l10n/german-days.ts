const clock = new Intl.DateTimeFormat('sv-SE', {
	dateStyle: 'short',
	timeStyle: 'medium',
	timeZone: 'Europe/Berlin',
});

/** The day that a calendar in Germany shows: `2027-11-03`. */
export function germanDay(time: number): string {
	return clock.format(time).slice(0, 10);
}

/**
 * When a day begins in Germany.
 *
 * @param day `2027-11-03`
 * @param later days to add
 */
export function startOfDay(day: string, later = 0): number {
	return timeShownAs(Date.parse(`${day}T00:00:00Z`) + later * 86_400_000);
}

/** The time that a clock in Germany shows as `2027-11-03T08:30`; one that the clock skips is the one right after. */
export function germanTime(text: string): number | null {
	if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
	const shown = Date.parse(`${text}Z`);
	return Number.isNaN(shown) ? null : timeShownAs(shown);
}

/** @param shown what the clock shows, as if it were UTC */
function timeShownAs(shown: number): number {
	// Twice, because the difference to UTC may change between the first guess and the time.
	return shown - aheadAt(shown - aheadAt(shown));
}

/** Milliseconds that German clocks are ahead of UTC. */
function aheadAt(time: number): number {
	return Date.parse(`${clock.format(time).replace(' ', 'T')}Z`) - Math.floor(time / 1000) * 1000;
}
