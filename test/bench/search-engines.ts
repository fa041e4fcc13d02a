import SqliteConnection from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { search as migration } from '../../src/database/migrations/search.ts';
import { searchWords } from '../../src/database/migrations/search-words.ts';
import type { Schema } from '../../src/database/schema.ts';
import { createStatementCache } from '../../src/database/sqlite/statement-cache.ts';
import { createSearch } from '../../src/search/search.ts';
import type { CorpusDocument } from './search-corpus.ts';

/** Something that can be asked for the ten best documents. */
export interface Engine {
	readonly name: string;
	build(documents: readonly CorpusDocument[]): Promise<void>;
	/** Ids, the best first. */
	ask(text: string): Promise<readonly string[]>;
	/** Adds one more document, and what the next query needs. */
	add?(document: CorpusDocument): Promise<void>;
	/** Milliseconds of processor time so far, where another process answers. */
	processorTime?(): number;
	/** MB, where another process answers. */
	memory?(): number;
	close?(): Promise<void>;
}

export function verbundEngine(): Engine {
	const folder = mkdtempSync(join(tmpdir(), 'verbund-search-'));
	const path = join(folder, 'hub.db');
	const writer = open(new SqliteConnection(path));
	const reader = open(new SqliteConnection(path));
	const search = createSearch();
	const visible = () => sql<boolean>`true`;
	const write = (documents: readonly CorpusDocument[]) => {
		const prepared = documents.map((document) => search.prepare(toSource(document)));
		return writer.transaction().execute(async (transaction) => {
			await search.writeAll(transaction, prepared);
		});
	};
	const ask = async (text: string) => {
		const { hits } = await search.query(reader, { text, preferredLanguages: ['de'], visible, limit: 10 });
		return hits.map(({ objectId }) => objectId);
	};

	return {
		name: 'Verbund',
		async build(documents) {
			await sql`pragma journal_mode = wal`.execute(writer);
			// Kysely's migrations know no schema.
			await migration.up(writer as unknown as Kysely<never>, 'sqlite');
			await searchWords.up(writer as unknown as Kysely<never>, 'sqlite');
			for (let start = 0; start < documents.length; start += 200)
				await write(documents.slice(start, start + 200));
			await search.warm({ query: reader, transaction: (work) => writer.transaction().execute(work) });
		},
		ask,
		async add(document) {
			await write([document]);
			await ask(document.title);
		},
		async close() {
			await reader.destroy();
			await writer.destroy();
			rmSync(folder, { recursive: true });
		},
	};
}

export function lunrEngine(): Engine {
	let index: lunr.Index | undefined;
	return {
		name: 'lunr, German',
		build(documents) {
			index = lunr((builder) => {
				builder.use(lunr.de);
				builder.ref('id');
				builder.field('title', { boost: 5 });
				builder.field('text');
				for (const { id, title, text } of documents) builder.add({ id, title, text });
			});
			return Promise.resolve();
		},
		ask(text) {
			const found = index?.query((query) => {
				query.term(lunr.tokenizer(text), {});
			});
			return Promise.resolve((found ?? []).slice(0, 10).map(({ ref }) => ref));
		},
	};
}

export function miniSearchEngine(): Engine {
	const index = new MiniSearch<CorpusDocument>({
		fields: ['title', 'text'],
		searchOptions: { fuzzy: 0.2, prefix: true, boost: { title: 5 } },
	});
	return {
		name: 'MiniSearch',
		build(documents) {
			index.addAll(documents);
			return Promise.resolve();
		},
		ask: (text) =>
			Promise.resolve(
				index
					.search(text)
					.slice(0, 10)
					.map(({ id }) => String(id)),
			),
		add: (document) => {
			index.add(document);
			index.search(document.title);
			return Promise.resolve();
		},
	};
}

function open(connection: SqliteConnection.Database): Kysely<Schema> {
	const prepare = createStatementCache(connection);
	return new Kysely<Schema>({
		dialect: new SqliteDialect({ database: { close: () => connection.close(), prepare } }),
	});
}

function toSource({ id, title, headings, text }: CorpusDocument) {
	return {
		source: 'content',
		objectId: id,
		language: 'de',
		type: 'page',
		organisationId: 'network',
		title,
		headings,
		text,
		updatedAt: 0,
	};
}
