import { z } from 'zod';
import { openPostgres } from '../../src/database/postgres-database.ts';
import { openSqlite } from '../../src/database/sqlite/sqlite-database.ts';
import { createJobs } from '../../src/jobs/jobs.ts';

// Run as a process of its own, that takes a job and never ends it: `job-process.ts <place>`.
const [place = ''] = process.argv.slice(2);

const database = await (place.startsWith('postgres:') ? openPostgres(place) : openSqlite(place));
const jobs = createJobs({
	database,
	disabledPlugins: async () => [],
	resolve: async (who) =>
		who.kind === 'person' ? null : { actor: who, reader: { actor: who, languages: [], types: [] } },
});
jobs.declare([{ id: 'test.work', title: 'Arbeit', pluginId: null, attempts: 2 }], async () => undefined);
jobs.register('test.work', {
	input: z.looseObject({}),
	run() {
		process.send?.('running');
		return new Promise(() => undefined);
	},
});
jobs.start();
// What waits for nothing else would be over.
setInterval(() => undefined, 1000);
