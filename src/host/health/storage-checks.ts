import { existsSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import type { Backup } from '../../backups/backup-folder.ts';
import type { Backups } from '../../backups/backups.ts';
import type { Database } from '../../database/database.ts';
import type { Settings } from '../settings.ts';
import type { HealthCheck, HealthFinding } from './health-check.ts';

export interface StorageCheckParts {
	readonly backups: Backups;
	readonly database: Database;
	readonly settings: Settings;
	readonly dataFolder: string;
}

const hour = 60 * 60 * 1000;
/** A day, and time for the backup itself. */
const oldBackup = 26 * hour;
const leastFreeBytes = 1_000_000_000;
const fewFreeBytes = 5_000_000_000;

/** Whether there is room, and a way back. */
export function storageChecks(parts: StorageCheckParts): readonly HealthCheck[] {
	return [lastBackup(parts), otherDisk(parts), diskSpace(parts)];
}

function lastBackup({ backups, database, settings }: StorageCheckParts): HealthCheck {
	const links = [{ url: '/admin/backups' }];
	return {
		id: 'backup',
		async look() {
			const list = await backups.list();
			const values = await settings.read({ organisationId: null, personId: null });
			if (values.get('backup.enabled') !== true) return { state: 'warning', outcome: 'off', links };
			const [newest] = list;
			if (!newest) return { ...(await withoutBackup(database)), links };
			return { ...judge(newest), links };
		},
	};
}

/** A hub of today has none yet. */
async function withoutBackup(database: Database): Promise<Pick<HealthFinding, 'state' | 'outcome'>> {
	const first = await database.query
		.selectFrom('migrations')
		.select((select) => select.fn.min('applied_at').as('at'))
		.executeTakeFirst();
	const isNew = Number(first?.at ?? 0) > Date.now() - oldBackup;
	return isNew ? { state: 'notice', outcome: 'notYet' } : { state: 'problem', outcome: 'none' };
}

function judge({ at, proof }: Backup): Pick<HealthFinding, 'state' | 'outcome' | 'values'> {
	if (proof?.problem) return { state: 'problem', outcome: 'unusable', values: { at } };
	if (Date.now() - at > oldBackup) return { state: 'problem', outcome: 'old', values: { at } };
	if (!proof) return { state: 'warning', outcome: 'unproven', values: { at } };
	return { state: 'ok', outcome: 'ok', values: { at, provenAt: proof.at } };
}

/** Compares the devices of the two folders. */
function otherDisk({ backups, dataFolder }: StorageCheckParts): HealthCheck {
	return {
		id: 'backupPlace',
		async look() {
			const values = { folder: backups.folder };
			if (!existsSync(backups.folder)) return { state: 'notice', outcome: 'notYet', values };
			const [here, there] = await Promise.all([stat(dataFolder), stat(backups.folder)]);
			return here.dev === there.dev
				? { state: 'warning', outcome: 'sameDisk', values }
				: { state: 'ok', outcome: 'ok', values };
		},
	};
}

function diskSpace({ dataFolder }: StorageCheckParts): HealthCheck {
	return {
		id: 'disk',
		async look() {
			const { bavail, bsize } = await statfs(dataFolder);
			const values = { freeBytes: bavail * bsize };
			if (values.freeBytes < leastFreeBytes) return { state: 'problem', outcome: 'full', values };
			return values.freeBytes < fewFreeBytes
				? { state: 'warning', outcome: 'low', values }
				: { state: 'ok', outcome: 'ok', values };
		},
	};
}
