import { closeSync, openSync, readSync } from 'node:fs';
import type { Database } from '../../database/database.ts';
import { createId } from '../../ids.ts';
import type { ItemFiles } from './find-files.ts';

/** The item that files of an import belong to. */
export interface KnownItem {
	readonly id: string;
	/** There since an earlier import. */
	readonly exists: boolean;
	readonly isDeleted: boolean;
}

const atOnce = 500;

/** The items of all files, before any of them is written: texts link to each other in every direction. */
export async function knownItems(
	database: Database,
	organisationId: string,
	importKeys: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, KnownItem>> {
	const byImportKey = new Map<string, { id: string; deleted_at: number | null }>();
	const wanted = [...importKeys.values()];
	for (let start = 0; start < wanted.length; start += atOnce) {
		const rows = await database.query
			.selectFrom('items')
			.select(['id', 'import_key', 'deleted_at'])
			.where('organisation_id', '=', organisationId)
			.where('import_key', 'in', wanted.slice(start, start + atOnce))
			.execute();
		for (const row of rows) byImportKey.set(row.import_key ?? '', row);
	}
	return new Map(
		[...importKeys].map(([key, importKey]) => {
			const row = byImportKey.get(importKey);
			return [key, { id: row?.id ?? createId(), exists: row !== undefined, isDeleted: (row?.deleted_at ?? null) !== null }];
		}),
	);
}

/** Ids that our own exports write into their files, and the items that the files become. */
export function idsOfExport(
	items: readonly ItemFiles[],
	known: ReadonlyMap<string, KnownItem>,
): ReadonlyMap<string, string> {
	const ids = new Map<string, string>();
	for (const { key, variants } of items) {
		const [source] = variants;
		const item = known.get(key);
		if (!source || !item) continue;
		const [, written] = /^---\n(?:.*\n){0,3}?id: ['"]?([\w-]{8,64})['"]?\n/.exec(readHead(source.path)) ?? [];
		if (written !== undefined) ids.set(written, item.id);
	}
	return ids;
}

function readHead(path: string): string {
	const file = openSync(path, 'r');
	try {
		const bytes = Buffer.alloc(4096);
		return bytes.toString('utf8', 0, readSync(file, bytes)).replace(/\r\n?/g, '\n');
	} finally {
		closeSync(file);
	}
}
