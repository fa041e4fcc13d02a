import { setTimeout } from 'node:timers/promises';
import { migrate, type Migration } from '../../src/database/migrate.ts';
import { openPostgres } from '../../src/database/postgres-database.ts';
import { openSqlite } from '../../src/database/sqlite/sqlite-database.ts';

// Run as a process of its own, that can be started twice or killed: `migrate-process.ts <place> [stay]`.
const [place = '', stay] = process.argv.slice(2);

const steps: readonly Migration[] = ['001-first', '002-second'].map((name) => ({
	name,
	async up(db) {
		await db.schema
			.createTable(`step_${name.slice(4)}`)
			.addColumn('id', 'text')
			.execute();
		if (name !== '002-second' || stay === undefined) return;
		console.info('in the middle');
		await setTimeout(60_000);
	},
}));

const database = await (place.startsWith('postgres:')
	? openPostgres(place)
	: openSqlite(place, { transactionLimit: 90_000 }));
await migrate(database, steps, { scope: 'test', onStep: (name) => console.info(`step ${name}`) });
await database.close();
