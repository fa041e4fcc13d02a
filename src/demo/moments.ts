const minute = 60_000;
const day = 24 * 60 * minute;

/** The moment that `12d 09:40` or `25min` means, seen from `now`; never later than that. */
export function momentOf(ago: string, now: number): number {
	const [, minutes] = /^(\d+)min$/.exec(ago) ?? [];
	if (minutes !== undefined) return now - Number(minutes) * minute;
	const [, days, time] = /^(\d+)d (\d\d:\d\d)$/.exec(ago) ?? [];
	const date = new Date(workingDaysBefore(now, Number(days))).toISOString().slice(0, 10);
	return Math.min(Date.parse(`${date}T${time}Z`), now);
}

/** Nobody in an office publishes on a Sunday. */
function workingDaysBefore(now: number, count: number): number {
	let time = now;
	for (let left = count; left > 0;) {
		time -= day;
		if (isWorkingDay(time)) left -= 1;
	}
	return time;
}

function isWorkingDay(time: number): boolean {
	return ![0, 6].includes(new Date(time).getUTCDay());
}
