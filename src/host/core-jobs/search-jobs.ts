import { z } from 'zod';
import type { Database } from '../../database/database.ts';
import { defineJob } from '../../jobs/job.ts';
import type { Catalogue } from '../../search/catalogue/catalogue.ts';
import { forgetMisses } from '../../search/misses.ts';
import type { Search } from '../../search/search.ts';
import type { Settings } from '../settings.ts';

export interface SearchJobParts {
	readonly database: Database;
	readonly search: Search;
	readonly catalogue: Catalogue;
	readonly settings: Settings;
}

const day = 24 * 60 * 60 * 1000;
/** A single search of somebody is forgotten sooner than what several look for. */
const keepOnce = 30 * day;

/** Makes the index anew, beside the one in use. */
export function rebuildSearchJob({ database, search, catalogue }: SearchJobParts) {
	return defineJob({
		input: z.strictObject({}),
		async run({ signal, progress }) {
			await catalogue.catchUp();
			await search.rebuild({
				database: database.query,
				transaction: (work) => database.transaction(work, { quiet: true }),
				onProgress: progress,
				signal,
			});
		},
	});
}

/** Catches up with what came by other ways than commands, and forgets what nobody searches for. */
export function tidySearchJob({ database, search, catalogue, settings }: SearchJobParts) {
	return defineJob({
		input: z.strictObject({}),
		async run() {
			await catalogue.catchUp();
			const values = await settings.read({ organisationId: null, personId: null });
			const now = Date.now();
			await database.transaction(async (transaction) => {
				await forgetMisses(transaction, {
					before: now - Number(values.get('search.missDays')) * day,
					onceBefore: now - keepOnce,
				});
				await search.forgetWords(transaction);
			});
		},
	});
}
