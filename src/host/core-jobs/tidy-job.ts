import { z } from 'zod';
import { systemActor } from '../../access/actor.ts';
import type { Audit } from '../../access/audit.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { ContentStore } from '../../content/content-store.ts';
import { defineJob } from '../../jobs/job.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import type { Exports } from '../../transfer/exports.ts';
import type { Imports } from '../../transfer/imports.ts';
import type { Commands } from '../commands.ts';
import type { Settings } from '../settings.ts';

export interface TidyParts {
	readonly accounts: Accounts;
	readonly audit: Audit;
	readonly commands: Commands;
	readonly content: ContentStore;
	readonly exports: Exports;
	readonly imports: Imports;
	readonly jobs: Jobs;
	readonly settings: Settings;
}

const day = 24 * 60 * 60 * 1000;

/** Clears what has expired. Running it twice does no harm. */
export function tidyJob({ accounts, audit, commands, content, exports, imports, jobs, settings }: TidyParts) {
	return defineJob({
		input: z.strictObject({}),
		async run({ reader, signal, progress }) {
			const values = await settings.read({ organisationId: null, personId: null });
			await accounts.sessions.sweep();
			await commands.sweep();
			await jobs.sweep();
			await imports.tidy(Date.now());
			await exports.tidy(Date.now());
			await content.attachments.uploads.sweep(Date.now() - day);
			const expired = await content.expiredInBin(Date.now() - Number(values.get('content.binDays')) * day);
			for (const [done, itemId] of expired.entries()) {
				signal.throwIfAborted();
				progress(done, expired.length);
				// Through the same command as a person would, so that the audit log tells of it.
				const actor = systemActor('retention');
				await commands.execute('content.purge', { itemId }, { actor, reader: { ...reader, actor } });
			}
			await audit.dropBefore(Date.now() - Number(values.get('audit.retentionDays')) * day);
		},
	});
}
