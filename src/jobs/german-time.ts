const timeZone = 'Europe/Berlin';

/** The time that a clock in Germany shows as `2027-11-03T08:30`; one that the clock skips is the one right after. */
export function germanTime(clock: string): number | null {
	if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(clock)) return null;
	const asUtc = Date.parse(`${clock}Z`);
	if (Number.isNaN(asUtc)) return null;
	// Twice, because the difference to UTC may change between the first guess and the time.
	const guess = asUtc - offsetAt(asUtc);
	return asUtc - offsetAt(guess);
}

const berlin = new Intl.DateTimeFormat('en-GB', {
	timeZone,
	dateStyle: 'short',
	timeStyle: 'medium',
	hourCycle: 'h23',
});

/** Milliseconds that German clocks are ahead of UTC. */
function offsetAt(time: number): number {
	const parts = new Map(berlin.formatToParts(time).map(({ type, value }) => [type, value]));
	const part = (name: 'day' | 'month' | 'year' | 'hour' | 'minute' | 'second') => Number(parts.get(name));
	const shown = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return shown - Math.floor(time / 1000) * 1000;
}
