import { constants } from 'node:fs';
import { lstat, open, readdir, readlink, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { encodeName, pathBytes } from './entry-path.ts';
import type { ListedEntry } from './entry.ts';
import { SourceFault } from './source-fault.ts';
import type { SourceReader } from './source.ts';

/** Folders that whoever runs the server has opened. */
export type OpenRoots = readonly string[];

/**
 * A folder on the disk of the hub, below one that was opened. Links are not followed, wherever they lead, and nothing
 * but files and folders is looked at.
 */
export function createFolderSource(location: string, roots: OpenRoots): SourceReader {
	return {
		async list(path) {
			const folder = await insideRoot(location, path, roots);
			const names = await readdir(folder, { encoding: 'buffer' }).catch(rethrow);
			const entries: ListedEntry[] = [];
			let skipped = 0;
			for (const name of names) {
				const entry = await look(folder, name, path);
				if (entry) entries.push(entry);
				else skipped += 1;
			}
			return { entries, skipped };
		},
		async open(path) {
			const file = await insideRoot(location, path, roots);
			// A link or a pipe in the place of the file is not opened, and not waited for.
			const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
			const handle = await open(file, flags).catch(rethrow);
			try {
				if (!(await handle.stat()).isFile()) throw new SourceFault('notFound');
				// Where the open file lies counts, not where its path led a moment ago.
				await requireInside(await readlink(`/proc/self/fd/${handle.fd}`).catch(() => String(file)), roots);
				return handle.createReadStream();
			} catch (error) {
				await handle.close();
				throw error;
			}
		},
	};
}

async function look(folder: Buffer, name: Buffer, parent: string): Promise<ListedEntry | null> {
	const found = await lstat(join(folder, name), { bigint: true }).catch(() => null);
	if (!found || (!found.isFile() && !found.isDirectory())) return null;
	const encoded = encodeName(name);
	const size = found.isFile() ? Number(found.size) : 0;
	return {
		path: parent === '' ? encoded : `${parent}/${encoded}`,
		isFolder: found.isDirectory(),
		size,
		modifiedAt: Number(found.mtimeMs),
		tag: `${found.mtimeNs}:${size}`,
		// A number that was given up is given to the next file: its birth tells them apart.
		key: found.birthtimeNs > 0n ? `${found.ino}:${found.birthtimeNs}` : null,
		tagsBelow: false,
	};
}

/** @throws SourceFault for what lies outside of what was opened, by whichever detour */
async function insideRoot(location: string, path: string, roots: OpenRoots): Promise<Buffer> {
	await requireInside(await realpath(location).catch(rethrow), roots);
	if (path === '') return Buffer.from(location);
	const names = pathBytes(path);
	if (!names) throw new SourceFault('notFound');
	const base = await realpath(location, { encoding: 'buffer' }).catch(rethrow);
	const full = names.reduce(join, base);
	// Something else than it was called: a link stands somewhere on the way.
	if (!(await realpath(full, { encoding: 'buffer' }).catch(rethrow)).equals(full)) {
		throw new SourceFault('notFound');
	}
	return full;
}

async function requireInside(real: string, roots: OpenRoots): Promise<void> {
	for (const root of roots) {
		const open = await realpath(root).catch(() => null);
		if (open !== null && (real === open || real.startsWith(open.endsWith(sep) ? open : open + sep))) return;
	}
	throw new SourceFault('folderClosed');
}

function join(folder: Buffer, name: Buffer): Buffer {
	return Buffer.concat([folder, Buffer.from(sep), name]);
}

function rethrow(error: unknown): never {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(code))
		throw new SourceFault('folderGone', code, { cause: error });
	if (['EACCES', 'EPERM'].includes(code)) throw new SourceFault('folderClosed', code, { cause: error });
	throw new SourceFault('unreachable', code, { cause: error });
}
