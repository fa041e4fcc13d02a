import type SqliteConnection from 'better-sqlite3';
import { existsSync, readdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { App } from '../app.ts';

/** What was looked at; `detail` is a sentence `cli.doctor.<detail.key>` or text as it is. */
export interface Finding {
	readonly name: string;
	readonly ok: boolean;
	readonly detail: string | { readonly key: string; readonly values: Readonly<Record<string, number>> };
}

const leastFreeBytes = 1_000_000_000;

/** Looks at everything that can be wrong with a data folder. Reads only. */
export async function examine(app: App, connection: SqliteConnection.Database): Promise<readonly Finding[]> {
	return [
		integrity(connection),
		foreignKeys(connection),
		await auditChain(app),
		await files(app),
		await searchIndex(app),
		await diskSpace(app),
		lastBackup(app),
	];
}

function integrity(connection: SqliteConnection.Database): Finding {
	const result = String(connection.pragma('integrity_check', { simple: true }));
	return { name: 'integrity', ok: result === 'ok', detail: result === 'ok' ? '' : result };
}

function foreignKeys(connection: SqliteConnection.Database): Finding {
	const broken: unknown = connection.pragma('foreign_key_check');
	const count = Array.isArray(broken) ? broken.length : 0;
	return {
		name: 'foreignKeys',
		ok: count === 0,
		detail: count === 0 ? '' : { key: 'foreignKeysBroken', values: { count } },
	};
}

async function auditChain({ audit }: App): Promise<Finding> {
	const entry = await audit.findBreak();
	return {
		name: 'audit',
		ok: entry === null,
		detail: entry === null ? '' : { key: 'auditBroken', values: { entry } },
	};
}

async function files({ config, database }: App): Promise<Finding> {
	const rows = await database.query
		.selectFrom('files')
		.select('id')
		.where('deleted_at', 'is', null)
		.execute();
	const folder = join(config.dataFolder, 'files');
	const stored = new Set(
		existsSync(folder)
			? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => basename(path))
			: [],
	);
	const missing = rows.filter(({ id }) => !stored.has(id));
	return missing.length === 0
		? { name: 'files', ok: true, detail: { key: 'filesCount', values: { count: rows.length } } }
		: { name: 'files', ok: false, detail: { key: 'filesMissing', values: { count: missing.length } } };
}

async function searchIndex({ database }: App): Promise<Finding> {
	const count = ({ count: number }: { count: number | string | bigint }) => Number(number);
	const published = count(
		await database.query
			.selectFrom('item_variants')
			.innerJoin('items', 'items.id', 'item_variants.item_id')
			.select((select) => select.fn.countAll().as('count'))
			.where('item_variants.published_revision', 'is not', null)
			.where('items.archived_at', 'is', null)
			.where('items.deleted_at', 'is', null)
			.executeTakeFirstOrThrow(),
	);
	const indexed = count(
		await database.query
			.selectFrom('search_documents')
			.select((select) => select.fn.countAll().as('count'))
			.where('source', '=', 'content')
			.executeTakeFirstOrThrow(),
	);
	const ok = published === indexed;
	return {
		name: 'search',
		ok,
		detail: { key: ok ? 'searchCount' : 'searchHint', values: { indexed, published } },
	};
}

async function diskSpace({ config }: App): Promise<Finding> {
	const { bavail, bsize } = await statfs(config.dataFolder);
	const free = bavail * bsize;
	return { name: 'disk', ok: free >= leastFreeBytes, detail: `${(free / 1e9).toFixed(1)} GB` };
}

function lastBackup({ config }: App): Finding {
	const folder = join(config.dataFolder, 'backups');
	const newest = existsSync(folder)
		? readdirSync(folder)
				.filter((name) => name.startsWith('verbund-'))
				.sort()
				.at(-1)
		: undefined;
	return { name: 'backup', ok: true, detail: newest ?? { key: 'noBackup', values: {} } };
}
