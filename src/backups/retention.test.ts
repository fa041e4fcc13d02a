import { expect, test } from 'vitest';
import { backupName, type Backup, type BackupKind } from './backup-folder.ts';
import { outdated } from './retention.ts';

const day = 24 * 60 * 60 * 1000;
const newest = Date.parse('2027-06-30T02:30:00+02:00');

function made(daysAgo: number, kind: BackupKind = 'scheduled', works = true): Backup {
	const at = newest - daysAgo * day;
	const problem = works ? null : ({ key: 'unreadable', values: {} } as const);
	return {
		name: backupName(at),
		at,
		kind,
		counts: null,
		bytes: 0,
		proof: { at, problem, milliseconds: 1 },
	};
}

const nights = (count: number) => Array.from({ length: count }, (_, index) => made(index));
const kept = (all: readonly Backup[], gone: readonly Backup[]) =>
	all.filter((backup) => !gone.includes(backup)).map(({ at }) => Math.round((newest - at) / day));

test('of a year of nights the last days, weeks and months stay, each by its newest backup', () => {
	const all = nights(365);

	const gone = outdated(all, { daily: 7, weekly: 4, monthly: 3 });

	// 30 June 2027 is a Wednesday: weeks begin 2, 9, 16 days ago; May and April ended 30 and 61 days ago.
	expect(kept(all, gone)).toEqual([0, 1, 2, 3, 4, 5, 6, 10, 17, 30, 61]);
});

test('days without a backup do not use up the days that are kept', () => {
	const all = [0, 5, 10, 15, 20].map((daysAgo) => made(daysAgo));

	expect(outdated(all, { daily: 4, weekly: 0, monthly: 0 })).toEqual([all[4]]);
});

test('several backups of one day leave the newest', () => {
	const all = [0, 0.1, 0.2, 1].map((daysAgo) => made(daysAgo));

	expect(kept(all, outdated(all, { daily: 2, weekly: 0, monthly: 0 }))).toHaveLength(2);
});

test('what somebody made by hand stays, and of those before updates three', () => {
	const all = [
		made(0),
		...[1, 100].map((daysAgo) => made(daysAgo, 'manual')),
		...[2, 3, 4, 5].map((daysAgo) => made(daysAgo, 'update')),
	];

	expect(outdated(all, { daily: 1, weekly: 0, monthly: 0 })).toEqual([all[6]]);
});

test('the newest backup that can be restored stays, whatever its age', () => {
	const all = [made(0, 'scheduled', false), made(1, 'scheduled', false), made(40), made(41)];

	expect(kept(all, outdated(all, { daily: 1, weekly: 0, monthly: 0 }))).toEqual([0, 40]);
});
