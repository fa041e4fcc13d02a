const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** The day that a calendar in Germany shows: `2027-11-03`. */
export function germanDay(time: number): string {
	return berlin.format(time);
}
