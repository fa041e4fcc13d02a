import { Cron } from 'croner';

const timeZone = 'Europe/Berlin';

/**
 * The next time a pattern of five fields names, in German time. Where the clock skips an hour, what is due in it comes
 * right after; where it repeats one, it comes once.
 *
 * @throws TypeError for what is no pattern
 */
export function nextTime(pattern: string, after: number): number | null {
	return new Cron(pattern, { timezone: timeZone, paused: true }).nextRun(new Date(after))?.getTime() ?? null;
}

/** What is wrong with a pattern, or null. */
export function cronFault(pattern: string): string | null {
	if (pattern.trim().split(/\s+/).length !== 5) return 'five fields, such as 0 3 * * *';
	try {
		return nextTime(pattern, Date.now()) === null ? 'a time that comes' : null;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
