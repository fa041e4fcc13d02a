import { germanDay } from '../l10n/german-days.ts';
import type { Backup } from './backup-folder.ts';

/** How many backups of the schedule are kept: the newest of so many days, weeks and months. */
export interface Retention {
	readonly daily: number;
	readonly weekly: number;
	readonly monthly: number;
}

const keptUpdates = 3;

/**
 * Backups that are no longer needed. Those that somebody made by hand are theirs to remove; before updates, the
 * newest three are kept. The newest one that a restore was tried with stays whatever its age.
 *
 * @param backups newest first
 */
export function outdated(
	backups: readonly Backup[],
	{ daily, weekly, monthly }: Retention,
): readonly Backup[] {
	const scheduled = backups.filter(({ kind }) => kind === 'scheduled');
	const updates = backups.filter(({ kind }) => kind === 'update').slice(0, keptUpdates);
	const proven = backups.find(({ proof }) => proof !== null && proof.problem === null);
	const kept = new Set([
		...scheduled.slice(0, 1),
		...newestOfEach(scheduled, germanDay, daily),
		...newestOfEach(scheduled, weekOf, weekly),
		...newestOfEach(scheduled, monthOf, monthly),
		...updates,
		...(proven ? [proven] : []),
	]);
	return backups.filter((backup) => backup.kind !== 'manual' && !kept.has(backup));
}

/** The newest backup of each of the latest `count` spans that have one. */
function newestOfEach(
	backups: readonly Backup[],
	spanOf: (at: number) => string,
	count: number,
): readonly Backup[] {
	const newest = new Map<string, Backup>();
	for (const backup of backups) {
		const span = spanOf(backup.at);
		if (!newest.has(span)) newest.set(span, backup);
	}
	return [...newest.values()].slice(0, count);
}

function monthOf(at: number): string {
	return germanDay(at).slice(0, 7);
}

/** The Monday of the week. */
function weekOf(at: number): string {
	const day = new Date(`${germanDay(at)}T00:00:00Z`);
	day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
	return day.toISOString().slice(0, 10);
}
