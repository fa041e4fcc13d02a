import { sql, type Kysely } from 'kysely';
import type { Migration } from '../migrate.ts';

type Dialect = 'sqlite' | 'postgres';

/**
 * People, organisations, collections and files are found as texts are; searches without a hit can be looked after;
 * synonyms know their revision.
 */
export const searchEverything: Migration = {
	name: '002-search-everything',
	async up(db, dialect) {
		await db.schema
			.alterTable('search_synonyms')
			.addColumn('revision', 'integer', (column) => column.notNull().defaultTo(1))
			.execute();
		await db.schema
			.alterTable('files')
			.addColumn('title', 'text', (column) => column.notNull().defaultTo(''))
			.execute();
		await sql`create index search_words_gone on search_words (documents) where documents <= 0`.execute(db);
		await createMisses(db);
		await createChanges(db);
		for (const watched of watchedTables) await watch(db, dialect, watched);
	},
};

/** Nothing was written to the former table yet. */
async function createMisses(db: Kysely<never>): Promise<void> {
	await db.schema.dropTable('search_misses').execute();
	await db.schema
		.createTable('search_misses')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('organisation_id', 'text', (column) =>
			column.notNull().references('organisations.id').onDelete('cascade'),
		)
		.addColumn('digest', 'text', (column) => column.notNull())
		.addColumn('words', 'text')
		.addColumn('count', 'integer', (column) => column.notNull())
		.addColumn('last_at', 'bigint', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('assigned_person_id', 'text', (column) => column.references('people.id').onDelete('set null'))
		.addColumn('assigned_group_id', 'text', (column) => column.references('groups.id').onDelete('set null'))
		.addColumn('assigned_at', 'bigint')
		.addColumn('note', 'text', (column) => column.notNull())
		.addUniqueConstraint('search_misses_digest_unique', ['organisation_id', 'digest'])
		.execute();
	await db.schema.createIndex('search_misses_last_at').on('search_misses').column('last_at').execute();
	await sql`create index search_misses_person on search_misses (assigned_person_id)
		where assigned_person_id is not null`.execute(db);
	await sql`create index search_misses_group on search_misses (assigned_group_id)
		where assigned_group_id is not null`.execute(db);
}

async function createChanges(db: Kysely<never>): Promise<void> {
	await db.schema
		.createTable('search_changes')
		.addColumn('source', 'text', (column) => column.notNull())
		.addColumn('object_id', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('search_changes_pk', ['source', 'object_id'])
		.execute();
	await sql`insert into search_changes (source, object_id)
		select 'person', id from people union all
		select 'organisation', id from organisations union all
		select 'collection', id from collections union all
		select 'file', id from files`.execute(db);
}

interface WatchedTable {
	readonly table: string;
	readonly source: 'person' | 'organisation' | 'collection' | 'file';
	/** Column with the id of what is found. */
	readonly id: string;
	/** Columns whose change is worth a new entry in the index. */
	readonly columns: readonly string[];
}

const watchedTables: readonly WatchedTable[] = [
	{ table: 'people', source: 'person', id: 'id', columns: ['name'] },
	{ table: 'memberships', source: 'person', id: 'person_id', columns: ['organisation_id'] },
	{ table: 'organisations', source: 'organisation', id: 'id', columns: ['name', 'short_name'] },
	{ table: 'sites', source: 'organisation', id: 'organisation_id', columns: ['name', 'address'] },
	{ table: 'collections', source: 'collection', id: 'id', columns: ['title', 'organisation_id'] },
	{ table: 'files', source: 'file', id: 'id', columns: ['name', 'title', 'item_id', 'deleted_at'] },
];

/** The database notes what has changed, whoever changed it and by which statement. */
async function watch(
	db: Kysely<never>,
	dialect: Dialect,
	{ table, source, id, columns }: WatchedTable,
): Promise<void> {
	const name = sql.table(table);
	const watched = sql.join(columns.map((column) => sql.ref(column)));
	if (dialect === 'sqlite') {
		const note = (row: 'new' | 'old') =>
			sql`begin insert into search_changes (source, object_id)
				select ${sql.lit(source)}, ${sql.ref(`${row}.${id}`)} where true
				on conflict do nothing; end`;
		const trigger = (event: string) => sql.ref(`search_${table}_${event}`);
		await sql`create trigger ${trigger('insert')} after insert on ${name} ${note('new')}`.execute(db);
		await sql`create trigger ${trigger('update')} after update of ${watched} on ${name} ${note('new')}`.execute(
			db,
		);
		await sql`create trigger ${trigger('delete')} after delete on ${name} ${note('old')}`.execute(db);
		return;
	}
	await sql`create or replace function note_search_change() returns trigger language plpgsql as $$
		begin
			insert into search_changes (source, object_id)
			values (tg_argv[0], to_jsonb(coalesce(new, old)) ->> tg_argv[1])
			on conflict do nothing;
			return null;
		end $$`.execute(db);
	await sql`create trigger ${sql.ref(`search_${table}_change`)}
		after insert or delete or update of ${watched} on ${name}
		for each row execute function note_search_change(${sql.lit(source)}, ${sql.lit(id)})`.execute(db);
}
