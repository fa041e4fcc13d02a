import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { isIgnored } from './unpack-archive.ts';

/** Paths of the files below a folder, with `/`, in the order of the alphabet; links and hidden files are passed over. */
export async function listFiles(folder: string): Promise<readonly string[]> {
	const paths: string[] = [];
	await walk('');
	return paths.sort();

	async function walk(path: string): Promise<void> {
		for await (const entry of await opendir(join(folder, path))) {
			const inner = path === '' ? entry.name : `${path}/${entry.name}`;
			if (isIgnored(inner)) continue;
			if (entry.isDirectory()) await walk(inner);
			else if (entry.isFile()) paths.push(inner);
		}
	}
}
