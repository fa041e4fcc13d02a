import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Database } from '../src/database/database.ts';
import { migrate } from '../src/database/migrate.ts';
import { coreMigrations } from '../src/database/migrations/migrations.ts';
import { openPostgres } from '../src/database/postgres-database.ts';
import { openSqlite } from '../src/database/sqlite/sqlite-database.ts';
import { readMigrations } from '../src/host/plugin-modules.ts';
import { startPostgres } from './harness/postgres.ts';
import { closeAfterTests, temporaryFolder } from './harness/test-app.ts';
import { root } from './harness/test-config.ts';

const plugins = readdirSync(join(root, 'plugins')).filter((id) =>
	existsSync(join(root, 'plugins', id, 'migrations')),
);
const postgres = startPostgres();
afterAll(() => {
	if (typeof postgres !== 'string') postgres.stop();
});

if (typeof postgres === 'string') test.skip(`PostgreSQL: ${postgres}`, () => undefined);
else {
	describe('on PostgreSQL', () => {
		test.each(plugins)('the tables of %s have the columns that they have in SQLite', async (id) => {
			const onSqlite = await columnsOf(id, await openSqlite(join(temporaryFolder(), 'hub.sqlite')));
			const onPostgres = await columnsOf(id, await openPostgres(await postgres.createDatabase()));

			expect(onSqlite.length).toBeGreaterThan(0);
			expect(onPostgres).toEqual(onSqlite);
		});
	});
}

/** Names of a plugin's columns, as its migrations leave them on the core's tables. */
async function columnsOf(id: string, database: Database): Promise<string[]> {
	closeAfterTests(() => database.close());
	await migrate(database, coreMigrations, { scope: 'core' });
	await migrate(database, await readMigrations({ folder: join(root, 'plugins', id) }), { scope: id });
	const tables = await database.query.introspection.getTables();
	return tables
		.filter(({ name }) => name.startsWith(`${id.replaceAll('-', '_')}_`))
		.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`))
		.sort();
}
