import { sql, type Kysely } from 'kysely';
import type { Migration } from '../migrate.ts';

/** The index, its vocabulary and its texts. The full-text table itself is SQLite's. */
export const search: Migration = {
	name: '002-search',
	async up(db, dialect) {
		await createTables(db, dialect);
		if (dialect === 'sqlite') await createFullText(db, 'search_index');
		await sql`insert into search_state (id, version, generation, synonyms) values (1, 0, 0, 0)`.execute(db);
	},
};

/**
 * `rowid` is `search_documents.id`. Every column holds stems in the order of the text; `parts` and `title_parts`
 * those of the pieces of compounds. The `ascii` tokenizer takes whatever stands between two spaces as a token,
 * because stems hold only letters and digits.
 */
async function createFullText<Tables>(db: Kysely<Tables>, name: string): Promise<void> {
	await sql`create virtual table ${sql.table(name)} using fts5(
		title, title_parts, headings, body, parts,
		content='', contentless_delete=1, tokenize='ascii'
	)`.execute(db);
}

async function createTables(db: Kysely<never>, dialect: 'sqlite' | 'postgres'): Promise<void> {
	await db.schema
		.createTable('search_documents')
		.addColumn('id', dialect === 'sqlite' ? 'integer' : 'bigserial', (column) => column.primaryKey())
		.addColumn('object', 'bigint', (column) => column.notNull())
		.addColumn('source', 'text', (column) => column.notNull())
		.addColumn('object_id', 'text', (column) => column.notNull())
		.addColumn('language', 'text', (column) => column.notNull())
		.addColumn('type', 'text', (column) => column.notNull())
		.addColumn('organisation_id', 'text', (column) => column.notNull())
		.addColumn('uses', 'integer', (column) => column.notNull())
		.addColumn('updated_at', 'bigint', (column) => column.notNull())
		.addColumn('version', 'bigint', (column) => column.notNull())
		.addColumn('title', 'text', (column) => column.notNull())
		.addUniqueConstraint('search_documents_object_unique', ['source', 'object_id', 'language'])
		.execute();
	await db.schema
		.createTable('search_texts')
		.addColumn('document_id', dialect === 'sqlite' ? 'integer' : 'bigint', (column) => column.primaryKey())
		.addColumn('headings', 'text', (column) => column.notNull())
		.addColumn('tags', 'text', (column) => column.notNull())
		.addColumn('text', 'text', (column) => column.notNull())
		.execute();
	await db.schema
		.createTable('search_words')
		.addColumn('grammar', 'text', (column) => column.notNull())
		.addColumn('word', 'text', (column) => column.notNull())
		.addColumn('stem', 'text', (column) => column.notNull())
		.addColumn('form', 'text', (column) => column.notNull())
		.addColumn('parts', 'text', (column) => column.notNull())
		.addColumn('documents', 'integer', (column) => column.notNull())
		.addColumn('since', 'bigint', (column) => column.notNull())
		.addColumn('version', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('search_words_pk', ['grammar', 'word'])
		.execute();
	await db.schema.createIndex('search_words_version').on('search_words').column('version').execute();
	await db.schema
		.createTable('search_state')
		.addColumn('id', 'integer', (column) => column.primaryKey())
		.addColumn('version', 'bigint', (column) => column.notNull())
		.addColumn('generation', 'bigint', (column) => column.notNull())
		.addColumn('synonyms', 'bigint', (column) => column.notNull())
		.execute();
	await db.schema
		.createTable('search_synonyms')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('organisation_id', 'text', (column) => column.notNull())
		.addColumn('terms', 'text', (column) => column.notNull())
		.execute();
	await db.schema
		.createTable('search_misses')
		.addColumn('query', 'text', (column) => column.notNull())
		.addColumn('language', 'text', (column) => column.notNull())
		.addColumn('organisation_id', 'text', (column) => column.notNull())
		.addColumn('count', 'integer', (column) => column.notNull())
		.addColumn('last_at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('search_misses_pk', ['query', 'language', 'organisation_id'])
		.execute();
}
