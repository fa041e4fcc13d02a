import { copyFile, link } from 'node:fs/promises';
import type { Database } from '../../database/database.ts';
import { VerbundError, notFound } from '../../errors.ts';
import { createId } from '../../ids.ts';
import type { FileStorage } from '../file-storage.ts';

/** A file that a person sends in parts; nobody else sees it before it belongs to something. */
export interface Upload {
	readonly id: string;
	readonly name: string;
	readonly size: number;
	/** So many bytes are here. */
	readonly offset: number;
}

export interface Uploads {
	/** @throws VerbundError `files.tooLarge`, `files.noRoom`, `files.tooManyUploads` */
	begin(personId: string, file: { readonly name: string; readonly size: number }): Promise<Upload>;
	/** @throws VerbundError `request.notFound` for what is not there and for what somebody else sends */
	find(personId: string, id: string): Promise<Upload>;
	/**
	 * Takes further bytes; those that came before a broken connection stay.
	 *
	 * @throws VerbundError `files.offsetDiffers`, `files.tooLarge` for more bytes than were announced
	 */
	append(personId: string, id: string, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<Upload>;
	/** One that came as a whole. */
	receive(personId: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<Upload>;
	cancel(personId: string, id: string): Promise<void>;
	/**
	 * In the transaction in which it comes to belong to something else than an item; whoever takes it keeps its bytes.
	 *
	 * @throws VerbundError `request.notFound`
	 */
	release(personId: string, id: string): Promise<void>;
	/**
	 * Gives the bytes to a file of its own, which belongs to no item.
	 *
	 * @throws VerbundError `request.notFound`, `files.offsetDiffers` for one that has not come to its end
	 */
	moveTo(personId: string, id: string, path: string): Promise<void>;
	/** Removes what was begun before `time` and belongs to nothing. */
	sweep(time: number): Promise<void>;
	/** In bytes, as the settings say. */
	limit(): Promise<number>;
}

/** Of one person, at the same time. */
const mostUploads = 100;
/** So many of the largest files may be on their way together; who only answers in a chat can fill no disk. */
const mostLargest = 10;

export interface UploadParts {
	readonly database: Database;
	readonly storage: FileStorage;
	/** Bytes of the largest file. */
	readonly limit: () => Promise<number>;
}

export function createUploads({ database, storage, limit }: UploadParts): Uploads {
	const receiving = new Set<string>();
	const { query } = database;
	const note = (personId: string, { id, name, size }: Omit<Upload, 'offset'>, most: number) =>
		database.transaction(
			async (transaction) => {
				const { count, bytes } = await transaction
					.selectFrom('uploads')
					.select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number | null>('size').as('bytes')])
					.where('person_id', '=', personId)
					.executeTakeFirstOrThrow();
				if (Number(count) >= mostUploads || Number(bytes) + size > most * mostLargest)
					throw new VerbundError('files.tooManyUploads', { retryAfter: 600 });
				await transaction
					.insertInto('uploads')
					.values({ id, person_id: personId, name, size, created_at: Date.now() })
					.execute();
			},
			// No page shows them.
			{ quiet: true },
		);
	/** Its bytes go only where it belonged to nothing else by then. */
	const forget = async (id: string) => {
		const { numDeletedRows } = await database.transaction(
			(transaction) => transaction.deleteFrom('uploads').where('id', '=', id).executeTakeFirst(),
			{ quiet: true },
		);
		if (numDeletedRows === 0n) return false;
		await storage.remove(id);
		return true;
	};

	const uploads: Uploads = {
		limit,
		async begin(personId, { name, size }) {
			const most = await limit();
			if (size > most) throw tooLarge(most);
			await storage.requireRoom(size);
			const id = createId();
			await note(personId, { id, name, size }, most);
			await storage.begin(id);
			if (size === 0) await storage.finish(id);
			return { id, name, size, offset: 0 };
		},
		async find(personId, id) {
			const row = await query
				.selectFrom('uploads')
				.select(['id', 'name', 'size'])
				.where('id', '=', id)
				.where('person_id', '=', personId)
				.executeTakeFirst();
			const offset = row && (await storage.received(id));
			if (!row || offset === undefined || offset === null) throw notFound();
			return { ...row, offset };
		},
		async append(personId, id, offset, bytes) {
			const upload = await uploads.find(personId, id);
			const isComplete = upload.offset === upload.size;
			if (receiving.has(id) || isComplete || upload.offset !== offset)
				throw new VerbundError('files.offsetDiffers');
			receiving.add(id);
			try {
				const received = await storage.append(id, offset, bytes, upload.size);
				if (received === upload.size) await storage.finish(id);
				return { ...upload, offset: received };
			} finally {
				receiving.delete(id);
			}
		},
		async receive(personId, name, bytes) {
			const id = createId();
			const most = await limit();
			const { size } = await storage.write(id, bytes, most);
			try {
				await note(personId, { id, name, size }, most);
			} catch (error) {
				await storage.remove(id);
				throw error;
			}
			return { id, name, size, offset: size };
		},
		async cancel(personId, id) {
			await uploads.find(personId, id);
			if (!(await forget(id))) throw notFound();
		},
		async release(personId, id) {
			await database.transaction(async (transaction) => {
				const { numDeletedRows } = await transaction
					.deleteFrom('uploads')
					.where('id', '=', id)
					.where('person_id', '=', personId)
					.executeTakeFirst();
				if (numDeletedRows === 0n) throw notFound();
			});
		},
		async moveTo(personId, id, path) {
			const { offset, size } = await uploads.find(personId, id);
			if (offset !== size) throw new VerbundError('files.offsetDiffers');
			await link(storage.pathOf(id), path).catch(() => copyFile(storage.pathOf(id), path));
			if (!(await forget(id))) throw notFound();
		},
		async sweep(time) {
			const old = await query.selectFrom('uploads').select('id').where('created_at', '<', time).limit(1000).execute();
			for (const { id } of old) if (!receiving.has(id)) await forget(id);
		},
	};
	return uploads;
}

function tooLarge(limit: number): VerbundError {
	return new VerbundError('files.tooLarge', { values: { megabytes: Math.floor(limit / 1_000_000) } });
}
