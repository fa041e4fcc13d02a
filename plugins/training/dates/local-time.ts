const clock = new Intl.DateTimeFormat('sv-SE', {
	dateStyle: 'short',
	timeStyle: 'short',
	timeZone: 'Europe/Berlin',
});

/** As a field for date and time takes it, on a German clock: `2027-12-02T09:00`. */
export function localTime(time: number): string {
	return clock.format(time).replace(' ', 'T');
}
