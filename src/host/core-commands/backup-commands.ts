import { z } from 'zod';
import type { Backups } from '../../backups/backups.ts';
import type { Database } from '../../database/database.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import type { AddCommand } from './core-command.ts';

export interface BackupCommandParts {
	readonly backups: Backups;
	readonly database: Database;
	readonly jobs: Jobs;
}

/** What administrators of the network do with backups. Restoring is done at the server, with the hub stopped. */
export function addBackupCommands(add: AddCommand, { backups, database, jobs }: BackupCommandParts): void {
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
				database.afterCommit(() => {
					backups.remove(name).catch((error: unknown) => console.error(error));
				});
				return {};
			},
			audit: note,
		},
	);
}
