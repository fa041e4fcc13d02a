import { z } from 'zod';
import type { Backups } from '../../backups/backups.ts';
import { defineJob } from '../../jobs/job.ts';
import type { Settings } from '../settings.ts';

export interface BackupJobParts {
	readonly backups: Backups;
	readonly settings: Settings;
}

const network = { organisationId: null, personId: null };

/** `02:30` as cron; null while backups are off. */
export async function backupSchedule(settings: Settings): Promise<string | null> {
	const values = await settings.read(network);
	if (values.get('backup.enabled') !== true) return null;
	const [hour = '2', minute = '30'] = String(values.get('backup.time')).split(':');
	return `${Number(minute)} ${Number(hour)} * * *`;
}

/** Makes a backup, tries a restore, and only then removes what is older than it has to be. */
export function backupJob({ backups, settings }: BackupJobParts) {
	return defineJob({
		input: z.strictObject({ kind: z.enum(['scheduled', 'manual']).default('scheduled') }),
		async run({ signal, progress }, { kind }) {
			const { name } = await backups.make(kind, { signal, onProgress: inPart(progress, 0) });
			const { problem } = await backups.prove(name, { signal, onProgress: inPart(progress, 1) });
			if (problem) throw new Error(`${name}: ${problem.key}`);
			const values = await settings.read(network);
			await backups.thin({
				daily: Number(values.get('backup.daily')),
				weekly: Number(values.get('backup.weekly')),
				monthly: Number(values.get('backup.monthly')),
			});
		},
	});
}

/** Tries a restore of a backup that lies there. */
export function backupProofJob({ backups }: Pick<BackupJobParts, 'backups'>) {
	return defineJob({
		input: z.strictObject({ name: z.string().max(60) }),
		async run({ signal, progress, giveUp }, { name }) {
			const { problem } = await backups.prove(name, { signal, onProgress: progress });
			if (problem) giveUp(`${name}: ${problem.key}`);
		},
	});
}

const percent = 100;

/** Figures of one half of the work as a share of the whole. */
function inPart(progress: (done: number, total: number) => void, part: 0 | 1) {
	return (done: number, total: number) => {
		progress(Math.round((part + done / Math.max(total, 1)) * (percent / 2)), percent);
	};
}
