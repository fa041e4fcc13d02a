import { fileTypeFromBuffer } from 'file-type';
import type { ReadStream } from 'node:fs';
import { sql } from 'kysely';
import type { Actor } from '../access/actor.ts';
import { visibleTo, workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import { notFound } from '../errors.ts';
import { createId } from '../ids.ts';
import type { FileStorage } from './file-storage.ts';
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

/** Files that belong to an item; who may read the item may read them. */
export interface Attachments {
	/** Takes the bytes in, before the transaction. Call `attach` or `discard` next. */
	receive(name: string, bytes: AsyncIterable<Uint8Array>): Promise<ReceivedFile>;
	attach(actor: Actor, itemId: string, file: ReceivedFile): Promise<Attachment>;
	discard(fileId: string): Promise<void>;
	list(itemId: string): Promise<readonly Attachment[]>;
	/** @throws VerbundError `request.notFound` unless the actor reads or works on the file's item */
	open(actor: Actor, fileId: string): Promise<{ readonly file: Attachment; readonly stream: () => ReadStream }>;
	/** Removes row and bytes. */
	remove(itemId: string, fileId: string): Promise<void>;
	removeAll(itemId: string): Promise<void>;
}

export function createAttachments(database: Database, storage: FileStorage): Attachments {
	const attachments: Attachments = {
		async receive(name, bytes) {
			const id = createId();
			const { head, ...stored } = await storage.write(id, bytes, largestFile);
			const recognised = await fileTypeFromBuffer(head);
			const safeName = safeFileName(name);
			const mediaType = recognised?.mime ?? 'application/octet-stream';
			return { id, name: safeName, mediaType, title: textTitle(safeName, head), ...stored };
		},
		attach: (actor, itemId, file) =>
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
					})
					.execute();
				return toAttachment({ ...file, media_type: file.mediaType });
			}),
		discard: (fileId) => storage.remove(fileId),
		async list(itemId) {
			const rows = await database.query
				.selectFrom('files')
				.select(['id', 'name', 'media_type', 'size'])
				.where('item_id', '=', itemId)
				.where('deleted_at', 'is', null)
				.orderBy('created_at')
				.execute();
			return rows.map(toAttachment);
		},
		async open(actor, fileId) {
			const row = await database.query
				.selectFrom('files')
				.select(['id', 'name', 'media_type', 'size'])
				.where('id', '=', fileId)
				.where('deleted_at', 'is', null)
				.where(sql<boolean>`(${visibleTo(actor, 'files.item_id')} or ${workingVisibleTo(actor, 'files.item_id')})`)
				.executeTakeFirst();
			if (!row) throw notFound();
			return { file: toAttachment(row), stream: () => storage.read(fileId) };
		},
		async remove(itemId, fileId) {
			await database.transaction(async (transaction) => {
				const { numDeletedRows } = await transaction
					.deleteFrom('files')
					.where('id', '=', fileId)
					.where('item_id', '=', itemId)
					.executeTakeFirst();
				if (numDeletedRows === 0n) throw notFound();
				database.afterCommit(() => void storage.remove(fileId));
			});
		},
		async removeAll(itemId) {
			for (const { id } of await attachments.list(itemId)) await attachments.remove(itemId, id);
		},
	};
	return attachments;
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
