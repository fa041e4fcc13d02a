import { createReadStream, type ReadStream } from 'node:fs';
import { readdir, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { VerbundError, notFound } from '../errors.ts';
import type { ExportScope } from '../content/transfer/exportable-items.ts';
import type { ExportedFile } from './export/run-export.ts';

export const exportRequest = z.strictObject({
	scope: z.enum(['item', 'collection', 'organisation']),
	scopeId: z.string().min(1).max(64),
	format: z.enum(['markdown', 'html', 'word']),
});

export type ExportRequest = z.infer<typeof exportRequest>;

export function scopeOf({ scope, scopeId }: Pick<ExportRequest, 'scope' | 'scopeId'>): ExportScope {
	if (scope === 'item') return { itemId: scopeId };
	return scope === 'collection' ? { collectionId: scopeId } : { organisationId: scopeId };
}

/** Something that a person asked for and may fetch until it expires. */
export interface ExportRecord extends ExportRequest {
	readonly id: string;
	readonly personId: string;
	readonly title: string;
	readonly jobId: string | null;
	/** Null until it is there. */
	readonly file: { readonly name: string; readonly mediaType: string; readonly size: number } | null;
	/** Texts in it; 0 where there was nothing. */
	readonly items: number | null;
	readonly createdAt: number;
	readonly expiresAt: number;
}

export interface Exports {
	folder(id: string): string;
	/** @throws VerbundError `export.tooMany` */
	add(
		personId: string,
		request: ExportRequest & { readonly id: string; readonly title: string },
	): Promise<void>;
	/** @throws VerbundError `request.notFound` for what is not there and for what somebody else asked for */
	find(personId: string, id: string): Promise<ExportRecord>;
	/** For a file of so many bytes and what it is made of. @throws VerbundError `export.noRoom` */
	requireRoom(bytes: number): Promise<void>;
	/** For the job that makes it. */
	get(id: string): Promise<ExportRecord>;
	list(personId: string): Promise<readonly ExportRecord[]>;
	setJob(id: string, jobId: string): Promise<void>;
	finish(id: string, file: ExportedFile | null): Promise<void>;
	/** @throws VerbundError `request.notFound` unless it is the person's and has not expired */
	open(
		personId: string,
		id: string,
	): Promise<{
		readonly file: NonNullable<ExportRecord['file']>;
		readonly request: ExportRequest;
		readonly stream: () => ReadStream;
	}>;
	remove(personId: string, id: string): Promise<void>;
	/** Removes what has expired, and files that belong to nothing. */
	tidy(now: number): Promise<void>;
	forgetPerson(personId: string): Promise<void>;
}

const hour = 60 * 60 * 1000;
const keep = 48 * hour;
const mostOfPerson = 5;
/** The copies, and the archive of them. */
const timesAsLarge = 2;
/** The database needs room too. */
const spareRoom = 200_000_000;

export function createExports(database: Database, folder: string): Exports {
	const of = (id: string) => join(folder, id);
	const removeFile = (id: string) => rm(of(id), { recursive: true, force: true });
	const rows = () => database.query.selectFrom('exports').selectAll();

	const exports: Exports = {
		folder: of,
		add: (personId, { id, scope, scopeId, format, title }) =>
			database.transaction(async (transaction) => {
				const open = await exports.list(personId);
				if (open.length >= mostOfPerson) throw new VerbundError('export.tooMany');
				const now = Date.now();
				await transaction
					.insertInto('exports')
					.values({
						id,
						created_by: personId,
						scope,
						scope_id: scopeId,
						format,
						title,
						created_at: now,
						expires_at: now + keep,
					})
					.execute();
			}),
		async find(personId, id) {
			const row = await rows()
				.where('id', '=', id)
				.where('created_by', '=', personId)
				.where('expires_at', '>', Date.now())
				.executeTakeFirstOrThrow(notFound);
			return toRecord(row);
		},
		async requireRoom(bytes) {
			const { bavail, bsize } = await statfs(folder).catch(() => statfs(dirname(folder)));
			if (bavail * bsize < bytes * timesAsLarge + spareRoom) throw new VerbundError('export.noRoom');
		},
		async get(id) {
			return toRecord(await rows().where('id', '=', id).executeTakeFirstOrThrow(notFound));
		},
		async list(personId) {
			const found = await rows()
				.where('created_by', '=', personId)
				.where('expires_at', '>', Date.now())
				.orderBy('created_at', 'desc')
				.execute();
			return found.map(toRecord);
		},
		setJob: (id, jobId) =>
			database.transaction(async (transaction) => {
				await transaction.updateTable('exports').set({ job_id: jobId }).where('id', '=', id).execute();
			}),
		finish: (id, file) =>
			database.transaction(async (transaction) => {
				await transaction
					.updateTable('exports')
					.set({
						file_name: file?.name ?? null,
						media_type: file?.mediaType ?? null,
						size: file?.size ?? null,
						items: file?.items ?? 0,
						expires_at: Date.now() + keep,
					})
					.where('id', '=', id)
					.execute();
			}),
		async open(personId, id) {
			const { file, scope, scopeId, format } = await exports.find(personId, id);
			if (!file) throw notFound();
			return {
				file,
				request: { scope, scopeId, format },
				stream: () => createReadStream(join(of(id), file.name)),
			};
		},
		remove: (personId, id) =>
			database.transaction(async (transaction) => {
				await exports.find(personId, id);
				await transaction.deleteFrom('exports').where('id', '=', id).execute();
				database.afterCommit(() => removeFile(id));
			}),
		async tidy(now) {
			await database.transaction((transaction) =>
				transaction.deleteFrom('exports').where('expires_at', '<', now).execute(),
			);
			const known = new Set(
				(await database.query.selectFrom('exports').select('id').execute()).map(({ id }) => id),
			);
			for (const name of await readdir(folder).catch(() => [])) {
				if (known.has(name)) continue;
				const found = await stat(of(name)).catch(() => null);
				if (found && found.mtimeMs < now - hour) await removeFile(name);
			}
		},
		async forgetPerson(personId) {
			for (const { id } of await rows().where('created_by', '=', personId).execute()) {
				database.afterCommit(() => removeFile(id));
			}
			await database.transaction((transaction) =>
				transaction.deleteFrom('exports').where('created_by', '=', personId).execute(),
			);
		},
	};
	return exports;
}

function toRecord(row: {
	id: string;
	created_by: string;
	scope: ExportRequest['scope'];
	scope_id: string;
	format: ExportRequest['format'];
	title: string;
	job_id: string | null;
	file_name: string | null;
	media_type: string | null;
	size: number | null;
	items: number | null;
	created_at: number;
	expires_at: number;
}): ExportRecord {
	const { file_name: name, media_type: mediaType, size } = row;
	return {
		id: row.id,
		personId: row.created_by,
		scope: row.scope,
		scopeId: row.scope_id,
		format: row.format,
		title: row.title,
		jobId: row.job_id,
		file: name === null || mediaType === null || size === null ? null : { name, mediaType, size },
		items: row.items,
		createdAt: row.created_at,
		expiresAt: row.expires_at,
	};
}
