import type { ReadStream } from 'node:fs';
import { sql, type SqlBool } from 'kysely';
import type { Actor } from '../access/actor.ts';
import { reviewableBy } from '../access/approvers.ts';
import { visibleTo, workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { VerbundError, isVerbundError, notFound } from '../errors.ts';
import { createId } from '../ids.ts';
import type { FileStorage } from './file-storage.ts';
import { readFileTexts, type FileText } from './files/read-file-texts.ts';
import { recognise, requireHarmless } from './files/recognise.ts';
import type { ExtractedText } from './files/text/extract-text.ts';
import type { Uploads } from './files/uploads.ts';
import type { VirusScanner } from './files/virus-scanner.ts';
import { textTitle } from './text-title.ts';

/** 50 MB; central templates and slides are smaller. */
export const largestFile = 50_000_000;

export interface Attachment {
	readonly id: string;
	readonly name: string;
	/** Recognised from the content, never taken from the sender. */
	readonly mediaType: string;
	readonly size: number;
	readonly url: string;
}

export interface ReceivedFile {
	readonly id: string;
	readonly name: string;
	readonly mediaType: string;
	/** What a text calls itself; empty for other files. */
	readonly title: string;
	readonly size: number;
	readonly sha256: string;
}

/** A version of the file that an item is about. */
export interface FileVersion extends Attachment {
	readonly itemId: string;
	readonly sha256: string;
	readonly createdAt: number;
	/** Null for those who are gone, and for the hub itself. */
	readonly createdBy: string | null;
	readonly textState: ExtractedText['state'] | null;
}

export interface PublishedFile extends FileVersion {
	readonly language: string;
}

/**
 * Files that belong to an item. Who may read the item may read them; of the versions of what it is about only those
 * that are published, and all of them whoever works on the item.
 */
export interface Attachments {
	/** Files on their way, in parts or as a whole. */
	readonly uploads: Uploads;
	/**
	 * Looks at what a person has sent, before the transaction. Call `attachVersion` in it.
	 *
	 * @throws VerbundError `request.notFound`, `files.typeRefused`, `files.nameMisleads`, `files.incomplete`, `files.infected`,
	 * `files.notScanned`, `files.tooLargeToScan`
	 */
	examine(actor: Actor, uploadId: string): Promise<ReceivedFile>;
	/**
	 * Makes an upload a version of the item's file; it is read by nobody else before its revision is published.
	 *
	 * @throws VerbundError `request.notFound` where it was cancelled meanwhile, or belongs to something else
	 */
	attachVersion(actor: Actor, itemId: string, file: ReceivedFile): Promise<Attachment>;
	/** Versions by their ids, as far as the actor may open them. One query. */
	versions(actor: Actor, fileIds: readonly string[]): Promise<readonly FileVersion[]>;
	/** What readers of these items get, with the language of the variant, as far as the actor may read them. One query. */
	published(actor: Actor, itemIds: readonly string[]): Promise<readonly PublishedFile[]>;
	/** What versions of one item's file say, for whoever was shown the revisions that name them. One query. */
	texts(actor: Actor, itemId: string, fileIds: readonly string[]): Promise<ReadonlyMap<string, FileText>>;
	/** Takes the bytes in, before the transaction. Call `attach` or `discard` next. */
	receive(name: string, bytes: AsyncIterable<Uint8Array>): Promise<ReceivedFile>;
	/** @param versioned for a version of the item's file */
	attach(actor: Actor, itemId: string, file: ReceivedFile, versioned?: boolean): Promise<Attachment>;
	discard(fileId: string): Promise<void>;
	list(itemId: string): Promise<readonly Attachment[]>;
	/** What an import compares its files with. */
	digests(itemId: string): Promise<readonly { readonly id: string; readonly sha256: string; readonly url: string }[]>;
	/** @throws VerbundError `request.notFound` unless the actor reads or works on the file's item */
	open(actor: Actor, fileId: string): Promise<OpenFile>;
	/** Removes row and bytes. */
	remove(itemId: string, fileId: string): Promise<void>;
	removeAll(itemId: string): Promise<void>;
}

export interface OpenFile {
	readonly file: Attachment;
	readonly stream: (range?: { readonly start: number; readonly end: number }) => ReadStream;
}

export interface AttachmentParts {
	readonly database: Database;
	readonly storage: FileStorage;
	readonly uploads: Uploads;
	readonly scanner: Pick<VirusScanner, 'requireClean'>;
	/** In the transaction that adds a file. */
	readonly added: (fileId: string) => Promise<void>;
}

export function createAttachments({ database, storage, uploads, scanner, added }: AttachmentParts): Attachments {
	const add = (actor: Actor, itemId: string, file: ReceivedFile, versioned: boolean) =>
		database.transaction(async (transaction) => {
			const item = await transaction
				.selectFrom('items')
				.select('organisation_id')
				.where('id', '=', itemId)
				.where('deleted_at', 'is', null)
				.executeTakeFirstOrThrow(notFound);
			await transaction
				.insertInto('files')
				.values({
					id: file.id,
					organisation_id: item.organisation_id,
					item_id: itemId,
					name: file.name,
					title: file.title,
					media_type: file.mediaType,
					size: file.size,
					sha256: file.sha256,
					created_by: actor.kind === 'person' ? actor.personId : null,
					created_at: Date.now(),
					versioned: versioned ? 1 : 0,
				})
				.execute();
			await added(file.id);
			return toAttachment({ ...file, media_type: file.mediaType });
		});

	const remove = (itemId: string, fileId: string, { versions }: { readonly versions: boolean }) =>
		database.transaction(async (transaction) => {
			let deletion = transaction.deleteFrom('files').where('id', '=', fileId).where('item_id', '=', itemId);
			// A version belongs to the history of its item, and goes with it.
			if (!versions) deletion = deletion.where('versioned', '=', 0);
			const { numDeletedRows } = await deletion.executeTakeFirst();
			if (numDeletedRows === 0n) throw notFound();
			database.afterCommit(() => storage.remove(fileId));
		});

	const attachments: Attachments = {
		uploads,
		async examine(actor, uploadId) {
			if (actor.kind !== 'person') throw notFound();
			const { id, name, size, offset } = await uploads.find(actor.personId, uploadId);
			if (offset < size) throw new VerbundError('files.incomplete');
			await scanner.requireClean(storage.pathOf(id)).catch(async (error: unknown) => {
				if (isVerbundError(error) && error.code === 'files.infected') await uploads.cancel(actor.personId, id);
				throw error;
			});
			const { head, ...stored } = await storage.examine(id);
			const safeName = safeFileName(name);
			const mediaType = await recognise(head);
			requireHarmless({ name: safeName, mediaType });
			return { id, name: safeName, mediaType, title: textTitle(safeName, head), ...stored };
		},
		attachVersion: (actor, itemId, file) =>
			database.transaction(async () => {
				if (actor.kind !== 'person') throw notFound();
				await uploads.release(actor.personId, file.id);
				return add(actor, itemId, file, true);
			}),
		async versions(actor, fileIds) {
			const rows = await selectVersions(database, actor).where('files.id', 'in', [...fileIds, '']).execute();
			return rows.map(toVersion);
		},
		async published(actor, itemIds) {
			const rows = await selectVersions(database, actor)
				.innerJoin('published_files', (join) =>
					join.onRef('published_files.file_id', '=', 'files.id').onRef('published_files.item_id', '=', 'files.item_id'),
				)
				.select('published_files.language')
				.where('files.item_id', 'in', [...itemIds, ''])
				.execute();
			return rows.map((row) => ({ ...toVersion(row), language: row.language }));
		},
		texts(actor, itemId, fileIds) {
			const readable = sql<SqlBool>`(${visibleTo(actor, 'files.item_id')} or ${openTo(actor)})`;
			return readFileTexts(database, readable, itemId, fileIds);
		},
		async receive(name, bytes) {
			const id = createId();
			const { head, ...stored } = await storage.write(id, bytes, largestFile);
			try {
				await scanner.requireClean(storage.pathOf(id));
			} catch (error) {
				await storage.remove(id);
				throw error;
			}
			const safeName = safeFileName(name);
			const mediaType = await recognise(head);
			return { id, name: safeName, mediaType, title: textTitle(safeName, head), ...stored };
		},
		attach: (actor, itemId, file, versioned = false) => add(actor, itemId, file, versioned),
		discard: (fileId) => storage.remove(fileId),
		async list(itemId) {
			const rows = await database.query
				.selectFrom('files')
				.select(['id', 'name', 'media_type', 'size'])
				.where('item_id', '=', itemId)
				.where('versioned', '=', 0)
				.where('deleted_at', 'is', null)
				.orderBy('created_at')
				.execute();
			return rows.map(toAttachment);
		},
		async digests(itemId) {
			const rows = await database.query
				.selectFrom('files')
				.select(['id', 'name', 'media_type', 'size', 'sha256'])
				.where('item_id', '=', itemId)
				.where('deleted_at', 'is', null)
				.execute();
			return rows.map((row) => ({ id: row.id, sha256: row.sha256, url: toAttachment(row).url }));
		},
		async open(actor, fileId) {
			const row = await database.query
				.selectFrom('files')
				.select(['id', 'name', 'media_type', 'size'])
				.where('id', '=', fileId)
				.where('deleted_at', 'is', null)
				.where(openTo(actor))
				.executeTakeFirst();
			if (!row) throw notFound();
			return { file: toAttachment(row), stream: (range) => storage.read(fileId, range) };
		},
		remove: (itemId, fileId) => remove(itemId, fileId, { versions: false }),
		async removeAll(itemId) {
			const files = await database.query.selectFrom('files').select('id').where('item_id', '=', itemId).execute();
			for (const { id } of files) await remove(itemId, id, { versions: true });
		},
	};
	return attachments;
}

function selectVersions({ query }: Database, actor: Actor) {
	return query
		.selectFrom('files')
		.select([
			'files.id',
			'files.name',
			'files.media_type',
			'files.size',
			'files.sha256',
			'files.item_id',
			'files.created_at',
			'files.created_by',
			'files.text_state',
		])
		.where('files.versioned', '=', 1)
		.where('files.deleted_at', 'is', null)
		.where(openTo(actor));
}

function toVersion(
	row: Awaited<ReturnType<ReturnType<typeof selectVersions>['executeTakeFirstOrThrow']>>,
): FileVersion {
	return {
		...toAttachment(row),
		itemId: row.item_id ?? '',
		sha256: row.sha256,
		createdAt: row.created_at,
		createdBy: row.created_by,
		textState: row.text_state,
	};
}

/** True for files that the actor may open. */
function openTo(actor: Actor) {
	const published = sql`(files.versioned = 0 or exists (select 1 from published_files as current
		where current.file_id = files.id and current.item_id = files.item_id))`;
	return sql<boolean>`((${published} and ${visibleTo(actor, 'files.item_id')})
		or ${workingVisibleTo(actor, 'files.item_id')} or ${isInReview(actor)})`;
}

/** Part of a text that waits for the actor's decision. */
function isInReview(actor: Actor) {
	return sql<boolean>`exists (
		select 1 from reviews as waiting join revisions on revisions.item_id = waiting.item_id and revisions.number = (
			select max(newest.number) from revisions newest
			where newest.item_id = waiting.item_id and newest.language = waiting.language)
		where waiting.item_id = files.item_id and ${reviewableBy(actor, 'waiting')}
		and (revisions.body like '%' || files.id || '%' or revisions.fields like '%' || files.id || '%'))`;
}

/** Without folders, control characters and direction overrides; at most 150 characters, the ending kept. */
function safeFileName(name: string): string {
	const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
	const clean = last.replace(/[\p{Control}\p{Format}<>:"|?*]/gu, '').replace(/^\.+/, '').trim();
	if (clean.length <= 150) return clean === '' ? 'datei' : clean;
	const ending = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? '';
	return clean.slice(0, 150 - ending.length) + ending;
}

function toAttachment(row: { id: string; name: string; media_type: string; size: number }): Attachment {
	return {
		id: row.id,
		name: row.name,
		mediaType: row.media_type,
		size: row.size,
		url: `/files/${row.id}/${encodeURIComponent(row.name)}`,
	};
}
