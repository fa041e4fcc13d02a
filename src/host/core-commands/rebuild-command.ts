import { z } from 'zod';
import type { Jobs } from '../../jobs/jobs.ts';
import type { AddCommand } from './core-command.ts';

/** The job that makes the index of the search anew. */
export const rebuildSearch = 'core.rebuildSearch';

export function addRebuildCommand(add: AddCommand, jobs: Pick<Jobs, 'enqueue'>): void {
	add(
		'search.rebuildIndex',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({}),
			run: async ({ actor }) => ({ id: await jobs.enqueue(rebuildSearch, {}, { actor, key: 'rebuild' }) }),
			audit: () => ({ objects: {}, organisationId: null }),
		},
	);
}
