import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { parsePageFile, type PageFile } from './page-file.ts';

/** A chapter has a title of its own in this file. */
export const chapterFile = '_chapter';

export interface HandbookFile extends PageFile {
	readonly language: string;
	readonly chapter: string;
	/** Name of the file without `.md`. */
	readonly name: string;
}

export interface HandbookFiles {
	/** Every file of the handbook. The same object as long as the file is the same. */
	all(): Promise<readonly HandbookFile[]>;
}

interface Log {
	error(message: string, error?: unknown): void;
}

/** Milliseconds between two looks at the folder: each is a question to the disk for every file. */
const lookEvery = 1000;

/** `<folder>/<language>/<chapter>/<page>.md`. A file that is not right is left out, and the log says why. */
export function createHandbookFiles(folder: string, log: Log, now = Date.now): HandbookFiles {
	const known = new Map<string, { readonly modifiedAt: number; readonly file: HandbookFile | null }>();
	let looked: { readonly at: number; readonly files: Promise<readonly HandbookFile[]> } | null = null;

	return {
		all() {
			if (looked === null || now() - looked.at > lookEvery) {
				looked = { at: now(), files: look() };
				// A look that failed is nobody else's.
				looked.files.catch(() => (looked = null));
			}
			return looked.files;
		},
	};

	async function look(): Promise<readonly HandbookFile[]> {
		if (!existsSync(folder)) return [];
		const paths = await readdir(folder, { recursive: true });
		const files = await Promise.all(paths.map((path) => fileAt(path)));
		return files.filter((file) => file !== null);
	}

	async function fileAt(path: string): Promise<HandbookFile | null> {
		const place = placeOf(path);
		if (!place) return null;
		const { mtimeMs: modifiedAt } = await stat(join(folder, path));
		const before = known.get(path);
		if (before?.modifiedAt === modifiedAt) return before.file;
		const file = await readPage(path, place);
		known.set(path, { modifiedAt, file });
		return file;
	}

	async function readPage(path: string, place: Place): Promise<HandbookFile | null> {
		try {
			return { ...place, ...parsePageFile(await readFile(join(folder, path), 'utf8')) };
		} catch (error) {
			log.error(`content/handbook/${path} cannot be read.`, error);
			return null;
		}
	}
}

type Place = Pick<HandbookFile, 'language' | 'chapter' | 'name'>;

function placeOf(path: string): Place | null {
	const [, language, chapter, name] =
		/^([a-z]{2}(?:-[a-z]+)?)\/([a-z0-9-]+)\/(_chapter|[a-z0-9-]+)\.md$/.exec(path.replaceAll(sep, '/')) ?? [];
	return language && chapter && name ? { language, chapter, name } : null;
}
