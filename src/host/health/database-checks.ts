import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { AuditProofs } from '../../access/audit-proof.ts';
import type { Backups } from '../../backups/backups.ts';
import type { Database } from '../../database/database.ts';
import { isVerbundError } from '../../errors.ts';
import type { HealthCheck } from './health-check.ts';

export interface DatabaseCheckParts {
	readonly auditProofs: AuditProofs;
	readonly backups: Backups;
	readonly database: Database;
	readonly dataFolder: string;
}

/** Whether what is stored is there, whole, and can be added to. */
export function databaseChecks(parts: DatabaseCheckParts): readonly HealthCheck[] {
	return [writable(parts), structure(parts), files(parts), auditChain(parts), searchIndex(parts)];
}

function writable({ database }: DatabaseCheckParts): HealthCheck {
	return {
		id: 'database',
		async look() {
			try {
				await database.transaction(() => Promise.resolve());
				return { state: 'ok', outcome: 'ok' };
			} catch (error) {
				const isFull = isVerbundError(error) && error.code === 'database.full';
				return { state: 'problem', outcome: isFull ? 'full' : 'readOnly' };
			}
		},
	};
}

function structure({ backups }: DatabaseCheckParts): HealthCheck {
	return {
		id: 'structure',
		slow: true,
		async look() {
			const problem = await backups.inspectOriginal();
			return problem === null
				? { state: 'ok', outcome: 'ok' }
				: { state: 'problem', outcome: 'broken', values: { reason: problem.key } };
		},
	};
}

function files({ database, dataFolder }: DatabaseCheckParts): HealthCheck {
	return {
		id: 'files',
		slow: true,
		async look() {
			const rows = await database.query
				.selectFrom('files')
				.select('id')
				.where('deleted_at', 'is', null)
				.execute();
			const folder = join(dataFolder, 'files');
			const stored = new Set(
				existsSync(folder) ? (await readdir(folder, { recursive: true })).map((path) => basename(path)) : [],
			);
			const missing = rows.filter(({ id }) => !stored.has(id)).length;
			return missing === 0
				? { state: 'ok', outcome: 'ok', values: { count: rows.length } }
				: { state: 'problem', outcome: 'missing', values: { count: missing } };
		},
	};
}

function auditChain({ auditProofs }: DatabaseCheckParts): HealthCheck {
	return {
		id: 'audit',
		slow: true,
		async look() {
			const { firstBreak: entry } = await auditProofs.prove();
			return entry === null
				? { state: 'ok', outcome: 'ok' }
				: {
						state: 'problem',
						outcome: 'broken',
						values: { entry },
						links: [{ url: '/admin/audit?organisation=*' }],
					};
		},
	};
}

function searchIndex({ database }: DatabaseCheckParts): HealthCheck {
	return {
		id: 'search',
		async look() {
			const published = await database.query
				.selectFrom('item_variants')
				.innerJoin('items', 'items.id', 'item_variants.item_id')
				.select((select) => select.fn.countAll<number>().as('count'))
				.where('item_variants.published_revision', 'is not', null)
				.where('items.archived_at', 'is', null)
				.where('items.deleted_at', 'is', null)
				.executeTakeFirstOrThrow();
			const indexed = await database.query
				.selectFrom('search_documents')
				.select((select) => select.fn.countAll<number>().as('count'))
				.where('source', '=', 'content')
				.executeTakeFirstOrThrow();
			const values = { indexed: Number(indexed.count), published: Number(published.count) };
			return values.indexed === values.published
				? { state: 'ok', outcome: 'ok', values }
				: { state: 'warning', outcome: 'incomplete', values };
		},
	};
}
