import { z } from 'zod';
import type { Backups } from '../../backups/backups.ts';
import type { Database } from '../../database/database.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import { VerbundError } from '../../errors.ts';
import { coreSettings } from '../core-settings.ts';
import type { Settings } from '../settings.ts';
import type { AddCommand } from './core-command.ts';

export interface BackupCommandParts {
	readonly backups: Backups;
	readonly database: Database;
	readonly jobs: Jobs;
	readonly settings: Settings;
}

const plan = {
	enabled: z.boolean(),
	time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/),
	daily: wholeNumber('backup.daily'),
	weekly: wholeNumber('backup.weekly'),
	monthly: wholeNumber('backup.monthly'),
};
const planned = ['enabled', 'time', 'daily', 'weekly', 'monthly'] as const;

/** What administrators of the network do with backups. Restoring is done at the server, with the hub stopped. */
export function addBackupCommands(
	add: AddCommand,
	{ backups, database, jobs, settings }: BackupCommandParts,
): void {
	const target = z.strictObject({ name: z.string().max(60) });
	const note = ({ name }: z.infer<typeof target>) => ({ objects: { backup: name }, organisationId: null });

	add(
		'backups.create',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({}),
			run: async () => ({
				jobId: await jobs.enqueue('core.backup', { kind: 'manual' }, { key: 'manual' }),
			}),
			audit: (_input, { jobId }) => ({ objects: { job: jobId }, organisationId: null }),
		},
	);
	add(
		'backups.prove',
		{ permission: 'network.manage' },
		{
			input: target,
			async run(_context, { name }) {
				backups.require(name);
				return { jobId: await jobs.enqueue('core.proveBackup', { name }, { key: name }) };
			},
			audit: note,
		},
	);
	add(
		'backups.remove',
		{ permission: 'network.manage' },
		{
			input: target,
			async run(_context, { name }) {
				backups.require(name);
				// The disk is no part of the transaction: first the audit log tells of it, then it is done.
				database.afterCommit(() => backups.remove(name));
				return {};
			},
			audit: note,
		},
	);
	add(
		'backups.changePlan',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({
				...plan,
				/** What the form showed of each, so that nobody writes over what somebody else has changed since. */
				expected: z.strictObject(plan).partial().default({}),
			}),
			async run(_context, { expected, ...wanted }) {
				const present = await settings.read({ organisationId: null, personId: null });
				for (const part of planned) {
					const key = `backup.${part}`;
					const isOther = (value: unknown) => value !== undefined && value !== present.get(key);
					if (isOther(expected[part])) throw changedMeanwhile(part);
					if (isOther(wanted[part])) await settings.change('network', '', key, wanted[part]);
				}
				return {};
			},
			audit: () => ({ objects: { setting: 'backup' }, organisationId: null }),
		},
	);
}

function wholeNumber(key: string) {
	const { minimum = 0, maximum = 0 } = coreSettings[key] ?? {};
	return z.int().min(minimum).max(maximum);
}

function changedMeanwhile(part: string): VerbundError {
	return new VerbundError('command.conflict', {
		values: { title: `backup.${part}` },
		fields: [{ path: part, message: 'field.changedMeanwhile' }],
	});
}
