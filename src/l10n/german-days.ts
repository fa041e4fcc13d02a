const berlin = new Intl.DateTimeFormat('sv-SE', {
	dateStyle: 'short',
	timeStyle: 'medium',
	timeZone: 'Europe/Berlin',
});

/**
 * When a day begins in Germany.
 *
 * @param day `2027-11-03`
 * @param later days to add
 */
export function startOfDay(day: string, later = 0): number {
	const midnight = Date.parse(`${day}T00:00:00Z`) + later * 86_400_000;
	// The clock of Berlin is ahead of UTC by as much as it shows at that moment.
	const offsetAt = (time: number) => Date.parse(`${berlin.format(time).replace(' ', 'T')}Z`) - time;
	return midnight - offsetAt(midnight - offsetAt(midnight));
}
