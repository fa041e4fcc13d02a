import { sql, type Kysely } from 'kysely';
import { blobType } from '../column-types.ts';
import type { Migration } from '../migrate.ts';

/**
 * Words get numbers and documents hold theirs, from which each process makes the index in its memory; SQLite's
 * full-text table goes. What is indexed is read anew at the next start.
 */
export const searchWords: Migration = {
	name: '009-search-words',
	async up(db, dialect) {
		if (dialect === 'sqlite') await sql`drop table search_index`.execute(db);
		await db.schema.alterTable('search_texts').addColumn('words', blobType(dialect)).execute();
		await createWords(db, dialect);
		await db.schema
			.createIndex('search_documents_version')
			.on('search_documents')
			.column('version')
			.execute();
		await db.schema
			.createTable('search_removals')
			.addColumn('version', 'bigint', (column) => column.primaryKey())
			.addColumn('document_id', dialect === 'sqlite' ? 'integer' : 'bigint', (column) => column.notNull())
			.execute();
		await db.schema
			.alterTable('search_state')
			.addColumn('compounds', 'bigint', (column) => column.notNull().defaultTo(0))
			.execute();
	},
};

/** A number is given once: documents that a memory still holds must not read another word under it. */
async function createWords(db: Kysely<never>, dialect: 'sqlite' | 'postgres'): Promise<void> {
	await db.schema.dropTable('search_words').execute();
	await db.schema
		.createTable('search_words')
		.addColumn('id', dialect === 'sqlite' ? 'integer' : 'serial', (column) =>
			dialect === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey(),
		)
		.addColumn('grammar', 'text', (column) => column.notNull())
		.addColumn('word', 'text', (column) => column.notNull())
		.addColumn('stem', 'text', (column) => column.notNull())
		.addColumn('form', 'text', (column) => column.notNull())
		.addColumn('parts', 'text', (column) => column.notNull())
		.addColumn('documents', 'integer', (column) => column.notNull())
		.addColumn('version', 'bigint', (column) => column.notNull())
		.addUniqueConstraint('search_words_unique', ['grammar', 'word'])
		.execute();
	await db.schema.createIndex('search_words_version').on('search_words').column('version').execute();
	await sql`create index search_words_gone on search_words (documents) where documents <= 0`.execute(db);
}
