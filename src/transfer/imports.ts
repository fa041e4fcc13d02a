import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Actor } from '../access/actor.ts';
import type { Database } from '../database/database.ts';
import { VerbundError } from '../errors.ts';
import { createImportFolders, type ImportFolders } from './import/import-folders.ts';
import { createImportStore, type ImportStore } from './import/import-store.ts';

/** Texts that people bring along: what was sent, what would become of it, what became of it. */
export interface Imports {
	readonly store: ImportStore;
	readonly folders: ImportFolders;
	/** @throws VerbundError `import.noRoom` where the disk would be full afterwards */
	requireRoom(bytes: number): Promise<void>;
	/** Bytes that the disk has to spare. */
	room(): Promise<number>;
	/** Forgets an import that nothing came of, with its files. */
	discard(importId: string): Promise<void>;
	/** Removes what a crash left behind, and imports that nobody went on with. */
	tidy(now: number): Promise<void>;
	/** Imports that a person has asked for. */
	ofPerson(personId: string): Promise<readonly { readonly name: string; readonly createdAt: number }[]>;
	/** The imports stay, without the person. */
	forgetPerson(personId: string): Promise<void>;
}

/** A database that cannot write is worse than an import that has to wait. */
const spareRoom = 500_000_000;
/** The file, what is in it, and the texts made of that. */
const timesAsLarge = 3;
const hour = 60 * 60 * 1000;
const keepBroken = 2 * hour;
const keepUndecided = 7 * 24 * hour;

export function createImports(database: Database, folder: string): Imports {
	const store = createImportStore(database);
	const folders = createImportFolders(folder);
	const discard = async (importId: string) => {
		await store.remove(importId);
		database.afterCommit(() => folders.remove(importId));
	};
	const room = async () => {
		const { bavail, bsize } = await statfs(folder).catch(() => statfs(dirname(folder)));
		return Math.max(0, bavail * bsize - spareRoom);
	};
	return {
		store,
		folders,
		discard,
		room,
		async requireRoom(bytes) {
			if ((await room()) < bytes * timesAsLarge) throw new VerbundError('import.noRoom');
		},
		async tidy(now) {
			for (const id of await store.abandoned(now - keepUndecided)) await discard(id);
			const rows = await database.query
				.selectFrom('imports')
				.select('id')
				.where('state', 'in', ['reading', 'ready', 'running'])
				.execute();
			await folders.sweep(new Set(rows.map(({ id }) => id)), now - keepBroken);
		},
		async ofPerson(personId) {
			return database.query
				.selectFrom('imports')
				.select(['name', 'created_at as createdAt'])
				.where('created_by', '=', personId)
				.execute();
		},
		async forgetPerson(personId) {
			await database.transaction((transaction) =>
				transaction
					.updateTable('imports')
					.set({ created_by: null })
					.where('created_by', '=', personId)
					.execute(),
			);
		},
	};
}

/** Whether the actor is the one who asked for it. */
export function isOwn(actor: Actor, createdBy: string | null): boolean {
	return actor.kind === 'person' && actor.personId === createdBy;
}
