import SqliteConnection from 'better-sqlite3';
import { Kysely, sql, SqliteDialect, type RawBuilder, type SqlBool } from 'kysely';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coreMigrations } from '../database/migrations/migrations.ts';
import type { Schema } from '../database/schema.ts';
import type { SearchSource } from './prepared-document.ts';
import { createSearch, type SearchRequest } from './search.ts';

/** A search on a database of its own, with everything visible unless a test says otherwise. */
export async function openTestIndex() {
	const folder = mkdtempSync(join(tmpdir(), 'verbund-search-'));
	const path = join(folder, 'hub.db');
	const statements: string[] = [];
	const writer = open(path, () => undefined);
	const reader = open(path, (text) => statements.push(text));
	await sql`pragma journal_mode = wal`.execute(writer);
	// Migrations know the tables of their own time, not those of the current schema.
	for (const migration of coreMigrations) await migration.up(writer as unknown as Kysely<never>, 'sqlite');
	const search = createSearch();

	const index = {
		search,
		writer,
		reader,
		/** SQL of what was read. */
		statements,
		async add(...sources: readonly Partial<SearchSource>[]) {
			for (const source of sources) {
				const document = search.prepare(sourceOf(source));
				await writer.transaction().execute((transaction) => search.write(transaction, document));
			}
		},
		query: (text: string, request: Partial<SearchRequest> = {}) =>
			search.query(reader, { ...defaultRequest, text, ...request }),
		/** Ids of the hits, the best first. */
		async find(text: string, request: Partial<SearchRequest> = {}) {
			const { hits } = await index.query(text, request);
			return hits.map(({ objectId }) => objectId);
		},
		rebuild: (signal?: AbortSignal) =>
			search.rebuild({
				database: reader,
				transaction: (work) => writer.transaction().execute(work),
				...(signal ? { signal } : {}),
			}),
		async close() {
			await reader.destroy();
			await writer.destroy();
			rmSync(folder, { recursive: true });
		},
	};
	return index;
}

export type TestIndex = Awaited<ReturnType<typeof openTestIndex>>;

export const defaultRequest = {
	text: '',
	preferredLanguages: ['de'],
	visible: (): RawBuilder<SqlBool> => sql<SqlBool>`true`,
	limit: 10,
} satisfies SearchRequest;

/** The title is the id where a test does not care. */
function sourceOf(source: Partial<SearchSource>): SearchSource {
	const title = source.title ?? source.objectId ?? '';
	return {
		source: 'content',
		objectId: title,
		language: 'de',
		type: 'page',
		organisationId: 'lebenshilfe',
		title,
		headings: [],
		text: '',
		updatedAt: 0,
		...source,
	};
}

function open(path: string, onQuery: (text: string) => void): Kysely<Schema> {
	return new Kysely<Schema>({
		dialect: new SqliteDialect({ database: new SqliteConnection(path) }),
		log: (event) => {
			onQuery(event.query.sql);
		},
	});
}
