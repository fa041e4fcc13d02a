import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the files of imports lie until their texts are taken over. */
export interface ImportFolders {
	/** What was sent. */
	upload(id: string): string;
	/** The same, unpacked. */
	source(id: string): string;
	/** Markdown in our own layout. */
	texts(id: string): string;
	create(id: string): Promise<void>;
	remove(id: string): Promise<void>;
	/** Removes what belongs to none of these imports and is older than `time`: an upload that a crash broke off. */
	sweep(known: ReadonlySet<string>, time: number): Promise<void>;
}

export function createImportFolders(folder: string): ImportFolders {
	const of = (id: string) => join(folder, id);
	return {
		upload: (id) => join(of(id), 'upload'),
		source: (id) => join(of(id), 'source'),
		texts: (id) => join(of(id), 'texts'),
		async create(id) {
			await mkdir(join(of(id), 'upload'), { recursive: true, mode: 0o750 });
		},
		remove: (id) => rm(of(id), { recursive: true, force: true }),
		async sweep(known, time) {
			for (const name of await readdir(folder).catch(() => [])) {
				if (known.has(name)) continue;
				const found = await stat(of(name)).catch(() => null);
				if (found && found.mtimeMs < time) await rm(of(name), { recursive: true, force: true });
			}
		},
	};
}
