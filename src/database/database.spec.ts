import { spawn, type ChildProcess } from 'node:child_process';
import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startPostgres } from '../../test/harness/postgres.ts';
import { closeAfterTests, temporaryFolder } from '../../test/harness/test-app.ts';
import { systemActor } from '../access/actor.ts';
import { createAudit } from '../access/audit.ts';
import { findAccount } from '../accounts/account.ts';
import { createAccounts } from '../accounts/accounts.ts';
import type { Database, DatabaseOptions } from './database.ts';
import { migrate, type Migration } from './migrate.ts';
import { coreMigrations } from './migrations/migrations.ts';
import { openPostgres } from './postgres-database.ts';
import { openSqlite } from './sqlite/sqlite-database.ts';

const postgres = startPostgres();
afterAll(() => {
	if (typeof postgres !== 'string') postgres.stop();
});

describe('SQLite', () => specification(async () => join(temporaryFolder(), 'hub.sqlite'), openSqlite));

if (typeof postgres === 'string') test.skip(`PostgreSQL: ${postgres}`, () => undefined);
else describe('PostgreSQL', () => specification(() => postgres.createDatabase(), openPostgres));

/** What every implementation of the port does. `createPlace` makes room for one database, `open` opens it. */
function specification(
	createPlace: () => Promise<string>,
	openAt: (place: string, options?: DatabaseOptions) => Promise<Database>,
): void {
	let place: string;
	const open = async (options?: DatabaseOptions) => {
		const database = await openAt(place, options);
		closeAfterTests(() => database.close());
		return database;
	};
	const openHub = async (options?: DatabaseOptions) => {
		const database = await open(options);
		await migrate(database, coreMigrations, { scope: 'core' });
		return database;
	};

	beforeEach(async () => {
		place = await createPlace();
	});

	describe('a transaction', () => {
		test('answers what its work answers, and what it wrote is there at once', async () => {
			const database = await openHub();

			const answer = await database.transaction(async () => {
				await write(database, 'a', '1');
				return 'done';
			});

			expect(answer).toBe('done');
			expect(await read(database, 'a')).toBe('1');
		});

		test('runs what is asked for at once in the order in which it was asked for', async () => {
			const database = await openHub();
			const append = (letter: string) =>
				sql`update hub_state set value = value || ${letter} where key = 'a'`.execute(database.query);

			const seen = await database.transaction(async () => {
				await write(database, 'a', '0');
				const [, , middle] = await Promise.all([append('1'), append('2'), read(database, 'a'), append('3')]);
				return middle;
			});

			expect(seen).toBe('012');
			expect(await read(database, 'a')).toBe('0123');
		});

		test('leaves nothing behind when its work fails', async () => {
			const database = await openHub();

			const failing = database.transaction(async () => {
				await write(database, 'a', '1');
				throw new Error('no');
			});

			await expect(failing).rejects.toThrow('no');
			expect(await read(database, 'a')).toBeNull();
		});

		test('fails alone among those that were asked for at the same moment', async () => {
			const database = await openHub();
			const one = (key: string) =>
				database.transaction(async () => {
					await write(database, key, '1');
					if (key === 'b') throw new Error('no');
					if (key === 'c') await write(database, 'c', 'twice');
				});

			const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd'].map(one));

			expect(outcomes.map(({ status }) => status)).toEqual([
				'fulfilled',
				'rejected',
				'rejected',
				'fulfilled',
			]);
			expect(await keys(database)).toEqual(['a', 'd']);
		});

		test('joins the one it was asked for in, and is undone with it', async () => {
			const database = await openHub();

			const failing = database.transaction(async () => {
				await database.transaction(() => write(database, 'inner', '1'));
				throw new Error('no');
			});

			await expect(failing).rejects.toThrow('no');
			expect(await keys(database)).toEqual([]);
		});

		test('reads what it wrote, while others do not yet', async () => {
			const database = await openHub();
			const outside = AsyncLocalStorage.snapshot();

			const seen = await database.transaction(async () => {
				await write(database, 'a', '1');
				return { inside: await read(database, 'a'), outside: await outside(() => read(database, 'a')) };
			});

			expect(seen).toEqual({ inside: '1', outside: null });
			expect(await read(database, 'a')).toBe('1');
		});

		test('is stopped at the limit, undone, and holds up nobody else', async () => {
			await openHub();
			const limited = await open({ transactionLimit: 100 });
			const late = Promise.withResolvers<unknown>();

			const slow = limited.transaction(async () => {
				await write(limited, 'slow', '1');
				await setTimeout(300);
				await write(limited, 'late', '1').then(late.resolve, late.resolve);
			});
			const other = limited.transaction(() => write(limited, 'other', '1'));

			await expect(slow).rejects.toMatchObject({ code: 'database.timeLimit', retryAfter: 5 });
			await other;
			expect(await late.promise).toBeInstanceOf(Error);
			expect(await keys(limited)).toEqual(['other']);
		});

		test('is stopped at the limit with what it would have begun later', async () => {
			await openHub();
			const limited = await open({ transactionLimit: 100 });
			const late = Promise.withResolvers<unknown>();

			const slow = limited.transaction(async () => {
				await setTimeout(300);
				await limited.transaction(() => write(limited, 'late', '1')).then(late.resolve, late.resolve);
			});

			await expect(slow).rejects.toMatchObject({ code: 'database.timeLimit' });
			expect(await late.promise).toBeInstanceOf(Error);
			expect(await keys(limited)).toEqual([]);
		});

		test('refuses a statement that comes after its end, instead of letting it into the next one', async () => {
			const database = await openHub();
			const late = await database.transaction(async (transaction) => ({
				write: AsyncLocalStorage.bind(() =>
					transaction.insertInto('hub_state').values({ key: 'late', value: '1' }).execute(),
				),
			}));

			const next = database.transaction(async () => {
				await write(database, 'next', '1');
				await expect(late.write()).rejects.toThrow();
				throw new Error('undone');
			});

			await expect(next).rejects.toThrow('undone');
			await expect(late.write()).rejects.toThrow();
			expect(await keys(database)).toEqual([]);
		});

		test('comes after those that were asked for before: 100 writers lose no count', async () => {
			const database = await openHub();
			await database.transaction(() => write(database, 'count', '0'));

			const counts = await Promise.all(
				Array.from({ length: 100 }, () =>
					database.transaction(async (transaction) => {
						const count = Number(await read(database, 'count')) + 1;
						await transaction
							.updateTable('hub_state')
							.set({ value: String(count) })
							.execute();
						return count;
					}),
				),
			);

			expect(counts).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
			expect(await read(database, 'count')).toBe('100');
		});
	});

	describe('effects after the commit', () => {
		test('come in their order, when the text is there for everyone', async () => {
			const database = await openHub();
			const heard: unknown[] = [];

			await database.transaction(async () => {
				database.afterCommit(() => heard.push(read(database, 'a')));
				await database.transaction(async () => database.afterCommit(() => heard.push('second')));
				await write(database, 'a', '1');
				heard.push('written');
			});

			expect(await Promise.all(heard)).toEqual(['written', '1', 'second']);
		});

		test('do not come when there was none', async () => {
			const database = await openHub();
			const heard: string[] = [];

			const failing = database.transaction(async () => {
				database.afterCommit(() => heard.push('never'));
				throw new Error('no');
			});

			await expect(failing).rejects.toThrow('no');
			expect(heard).toEqual([]);
		});

		test('come at once outside of a transaction', async () => {
			const database = await open();
			const heard: string[] = [];

			database.afterCommit(() => heard.push('now'));

			expect(heard).toEqual(['now']);
		});

		test('that fail are reported and harm neither their transaction nor the next', async () => {
			const database = await openHub();
			const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
			const heard: string[] = [];

			await database.transaction(async () => {
				database.afterCommit(() => {
					throw new Error('listener');
				});
				database.afterCommit(() => heard.push('the other'));
				await write(database, 'a', '1');
			});
			await database.transaction(() => write(database, 'b', '1'));

			expect(await keys(database)).toEqual(['a', 'b']);
			expect(heard).toEqual(['the other']);
			expect(report).toHaveBeenCalledWith(expect.objectContaining({ message: 'listener' }));
			report.mockRestore();
		});

		test('that fail later are reported too, and end nothing', async () => {
			const database = await openHub();
			const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
			const failLater = async (where: string) => {
				await setTimeout(1);
				throw new Error(where);
			};

			await database.transaction(async () => database.afterCommit(() => failLater('inside')));
			database.afterCommit(() => failLater('outside'));

			for (const message of ['inside', 'outside'])
				await vi.waitFor(() => expect(report).toHaveBeenCalledWith(expect.objectContaining({ message })));
			report.mockRestore();
		});
	});

	describe('the change mark', () => {
		const markOf = async (database: Database) => {
			const { rows } = await sql<{
				mark: number;
			}>`select ${database.changeMark} as mark`.execute(database.query);
			return rows[0]?.mark;
		};

		test('moves with a transaction of any process, and stays while nobody writes', async () => {
			const database = await openHub();
			const other = await open();
			const before = await markOf(database);
			expect(await markOf(database)).toBe(before);

			await other.transaction(() => write(other, 'a', '1'));
			const after = await markOf(database);

			expect(after).toBeGreaterThan(Number(before));
			expect(await markOf(other)).toBe(after);
		});

		test('stays when a transaction fails, or is quiet', async () => {
			const database = await openHub();
			const before = await markOf(database);

			await expect(database.transaction(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
			await database.transaction(() => write(database, 'a', '1'), { quiet: true });

			expect(await markOf(database)).toBe(before);
			expect(await read(database, 'a')).toBe('1');
		});

		test('stays when a transaction changes no row', async () => {
			const database = await openHub();
			await database.transaction(() => write(database, 'a', '1'));
			const before = await markOf(database);

			await database.transaction(async (transaction) => {
				await read(database, 'a');
				await transaction.deleteFrom('hub_state').where('key', '=', 'nobody').execute();
				await transaction.updateTable('hub_state').set({ value: '2' }).where('key', '=', 'nobody').execute();
			});

			expect(await markOf(database)).toBe(before);
		});

		test('moves when one of those that share a commit is not quiet', async () => {
			const database = await openHub();
			const before = await markOf(database);

			await Promise.all([
				database.transaction(() => write(database, 'a', '1'), { quiet: true }),
				database.transaction(() => write(database, 'b', '1')),
				database.transaction(() => write(database, 'c', '1'), { quiet: true }),
			]);

			expect(await markOf(database)).toBeGreaterThan(Number(before));
		});
	});

	describe('migrations', () => {
		const step = (name: string, table: string): Migration => ({
			name,
			up: async (db) => db.schema.createTable(table).addColumn('id', 'text').execute(),
		});

		test('of the core apply, and a second start applies none', async () => {
			const database = await openHub();
			const steps: string[] = [];

			await migrate(database, coreMigrations, { scope: 'core', onStep: (name) => steps.push(name) });

			expect(steps).toEqual([]);
			expect(await keys(database)).toEqual([]);
		});

		test('ask for a backup and tell their steps where a database holds something', async () => {
			const database = await open();
			const backups: string[] = [];
			const told: string[] = [];
			const run = (migrations: Migration[]) =>
				migrate(database, migrations, {
					scope: 'test',
					beforeFirst: async () => void backups.push(migrations.at(-1)?.name ?? ''),
					onStep: (name, index, total) => void told.push(`${name} ${index}/${total}`),
				});

			await run([step('001', 'one')]);
			await run([step('001', 'one')]);
			await run([step('001', 'one'), step('002', 'two'), step('003', 'three')]);

			expect(backups).toEqual(['003']);
			expect(told).toEqual(['002 1/2', '003 2/2']);
		});

		test('refuse a database that a newer version has written', async () => {
			const database = await open();
			await migrate(database, [step('001', 'one'), step('002', 'two')], { scope: 'test' });

			const older = migrate(database, [step('001', 'one')], { scope: 'test' });

			await expect(older).rejects.toMatchObject({ code: 'database.newer', values: { step: '002' } });
		});

		test('that fail leave the database at the step before', async () => {
			const database = await open();
			const broken: Migration = {
				name: '002',
				async up(db) {
					await db.schema.createTable('two').addColumn('id', 'text').execute();
					throw new Error('no');
				},
			};

			await expect(migrate(database, [step('001', 'one'), broken], { scope: 'test' })).rejects.toThrow('no');

			await migrate(database, [step('001', 'one'), step('002', 'two')], { scope: 'test' });
			expect(await steps(database)).toEqual(['001', '002']);
		});

		test('apply once when two processes start together', async () => {
			const processes = [startMigration(place), startMigration(place)];

			const ends = await Promise.all(processes.map(({ process }) => once(process, 'exit')));

			expect(ends.map(([code]) => code)).toEqual([0, 0]);
			expect(await steps(await open())).toEqual(['001-first', '002-second']);
		});

		test('survive a kill in the middle: the next start finishes them', async () => {
			const killed = startMigration(place, 'stay');
			await vi.waitUntil(() => killed.output().includes('in the middle'), 60_000);
			killed.process.kill('SIGKILL');
			await once(killed.process, 'exit');

			const database = await open();
			expect(await steps(database)).toEqual(['001-first']);
			const [code] = await once(startMigration(place).process, 'exit');

			expect(code).toBe(0);
			expect(await steps(database)).toEqual(['001-first', '002-second']);
		});
	});

	test('the audit log can be added to, and neither changed nor shortened', async () => {
		const database = await openHub();
		const audit = createAudit(database);
		await audit.record(systemActor('test'), 'one', { item: 'a' }, null);
		await audit.record(systemActor('test'), 'two', { item: 'b' }, null);

		const changing = database.transaction((transaction) =>
			transaction.updateTable('audit_entries').set({ action: 'harmless' }).execute(),
		);
		const removing = database.transaction((transaction) => transaction.deleteFrom('audit_entries').execute());

		await expect(changing).rejects.toThrow('append-only');
		await expect(removing).rejects.toThrow('append-only');
		expect(await audit.findBreak()).toBeNull();
		expect(await audit.list({ organisationIds: null, limit: 10 })).toMatchObject([
			{ action: 'two', objects: { item: 'b' } },
			{ action: 'one', objects: { item: 'a' } },
		]);
	});

	test('one query answers an account with roles, groups and the permissions that its organisations changed', async () => {
		const database = await openHub();
		const { organisations, people, groups } = createAccounts(database);
		const { id: organisationId } = await organisations.create({ name: 'Ä "quoted" & Söhne' });
		const personId = await people.create({ email: 'Ada@Hub.example', name: 'Ada', passwordHash: null });
		const alone = await people.create({ email: 'solo@hub.example', name: 'Solo', passwordHash: null });
		await people.addMembership(personId, organisationId, ['author', 'admin']);
		const groupId = await groups.create({ organisationId, name: 'Kreis' });
		await groups.addMember(groupId, personId, organisationId);
		await database.transaction((transaction) =>
			transaction
				.insertInto('permission_roles')
				.values({ organisation_id: organisationId, permission: 'content.share', roles: '["admin"]' })
				.execute(),
		);

		expect(await findAccount(database, { email: ' ada@hub.example' })).toEqual({
			id: personId,
			email: 'ada@hub.example',
			name: 'Ada',
			networkAdmin: false,
			preferences: {},
			memberships: [
				{
					organisationId,
					slug: expect.any(String),
					shortName: expect.any(String),
					name: 'Ä "quoted" & Söhne',
					roles: expect.toSatisfy((roles: string[]) => roles.sort().join() === 'admin,author'),
				},
			],
			groupIds: [groupId],
			permissionOverrides: [{ organisationId, permission: 'content.share', roles: ['admin'] }],
		});
		expect(await findAccount(database, { id: alone })).toMatchObject({
			memberships: [],
			groupIds: [],
			permissionOverrides: [],
		});
	});
}

describe('scrubbing', () => {
	const holds = (path: string, text: string) =>
		['', '-wal'].some((end) => existsSync(path + end) && readFileSync(path + end).includes(text));

	test('leaves nothing of what was deleted in the files of SQLite, and all of the rest', async () => {
		const path = join(temporaryFolder(), 'hub.sqlite');
		const database = await openSqlite(path);
		closeAfterTests(() => database.close());
		await migrate(database, coreMigrations, { scope: 'core' });
		for (let number = 0; number < 300; number += 1) {
			await database.transaction(() =>
				write(database, `key-${number}`, `${number === 150 ? 'kanarienvogel' : 'spatz'} `.repeat(50)),
			);
		}
		const index = sql.table('bird_index');
		await database.transaction(async (transaction) => {
			await sql`create virtual table ${index} using fts5(title, content='', contentless_delete=1)`.execute(
				transaction,
			);
			await sql`insert into ${index} (rowid, title) values (1, 'kanarienvogel'), (2, 'amsel')`.execute(
				transaction,
			);
		});
		await database.transaction(async (transaction) => {
			await transaction.deleteFrom('hub_state').where('value', 'like', 'kanarien%').execute();
			await sql`delete from ${index} where rowid = 1`.execute(transaction);
		});
		expect(holds(path, 'kanarienvogel')).toBe(true);

		const writing = database.transaction(() => write(database, 'meanwhile', 'spatz'));
		await database.scrub();
		await writing;

		expect(holds(path, 'kanarienvogel')).toBe(false);
		expect((await keys(database)).length).toBe(300);
		const { rows } = await sql`select rowid from ${index} where bird_index match 'amsel'`.execute(
			database.query,
		);
		expect(rows).toHaveLength(1);
	});

	test('waits its turn among transactions, and they wait for it', async () => {
		const path = join(temporaryFolder(), 'hub.sqlite');
		const database = await openSqlite(path);
		closeAfterTests(() => database.close());
		await migrate(database, coreMigrations, { scope: 'core' });
		const order: string[] = [];
		const step = (name: string, work: Promise<unknown>) => work.then(() => order.push(name));

		await Promise.all([
			step(
				'a',
				database.transaction(() => write(database, 'a', '1')),
			),
			step('scrub', database.scrub()),
			step(
				'b',
				database.transaction(() => write(database, 'b', '1')),
			),
		]);

		expect(order).toEqual(['a', 'scrub', 'b']);
		expect(await keys(database)).toEqual(['a', 'b']);
	});
});

async function write({ query }: Database, key: string, value: string): Promise<void> {
	await query.insertInto('hub_state').values({ key, value }).execute();
}

async function read({ query }: Database, key: string): Promise<string | null> {
	const row = await query.selectFrom('hub_state').select('value').where('key', '=', key).executeTakeFirst();
	return row?.value ?? null;
}

async function keys({ query }: Database): Promise<string[]> {
	const rows = await query.selectFrom('hub_state').select('key').orderBy('key').execute();
	return rows.map(({ key }) => key);
}

/** Applied steps, whose tables are there. */
async function steps({ query }: Database): Promise<string[]> {
	const rows = await query
		.selectFrom('migrations')
		.select('name')
		.where('scope', '=', 'test')
		.orderBy('name')
		.execute();
	for (const { name } of rows.filter(({ name }) => name.includes('-'))) {
		await sql`select id from ${sql.table(`step_${name.slice(4)}`)}`.execute(query);
	}
	return rows.map(({ name }) => name);
}

function startMigration(
	place: string,
	...parameters: string[]
): { process: ChildProcess; output: () => string } {
	const script = fileURLToPath(new URL('../../test/harness/migrate-process.ts', import.meta.url));
	const started = spawn(process.execPath, [script, place, ...parameters], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	let output = '';
	started.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	return { process: started, output: () => output };
}
