const berlin = new Intl.DateTimeFormat('sv-SE', {
	timeZone: 'Europe/Berlin',
	dateStyle: 'short',
	timeStyle: 'short',
});

/** A time as a control for date and time holds it: what a clock in Germany shows, `2027-11-03T08:30`. */
export function clockOf(time: number): string {
	return berlin.format(time).replace(' ', 'T');
}
