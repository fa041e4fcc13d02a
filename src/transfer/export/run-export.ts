import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentStore } from '../../content/content-store.ts';
import type { Reader } from '../../content/reader.ts';
import {
	createExportedFiles,
	fileAddress,
	type ExportedFiles,
} from '../../content/transfer/exported-files.ts';
import type { ExportScope } from '../../content/transfer/exportable-items.ts';
import { exportFolder } from '../../content/transfer/export-folder.ts';
import type { Database } from '../../database/database.ts';
import { slugify } from '../../slugs.ts';
import { listFiles } from '../import/list-files.ts';
import { exportMark } from '../import/plan-source.ts';
import { createIsolatedProcess } from '../../isolation/isolated-process.ts';
import type { ExportPage, ExportWords } from './export-page.ts';
import { readPages, type ReadPagesParts } from './read-pages.ts';
import type { WordRequest } from './word-request.ts';
import { writeHtmlPages } from './write-html.ts';
import { zipFolder } from './zip-folder.ts';

export type ExportFormat = 'markdown' | 'html' | 'word';

export interface RunExportParts extends Pick<ReadPagesParts, 'label' | 'origin' | 'onProgress' | 'signal'> {
	readonly database: Database;
	readonly content: ContentStore;
	readonly reader: Reader;
	readonly baseUrl: string;
	readonly words: ExportWords;
	/** Emptied first; the file lies in it afterwards. */
	readonly folder: string;
}

export interface ExportedFile {
	readonly name: string;
	readonly mediaType: string;
	readonly size: number;
	readonly items: number;
}

const zipType = 'application/zip';
const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Puts together what somebody may take along. Null where there is nothing for them. */
export async function runExport(
	{ scope, format }: { readonly scope: ExportScope; readonly format: ExportFormat },
	parts: RunExportParts,
): Promise<ExportedFile | null> {
	const { folder, signal, words } = parts;
	const content = join(folder, 'content');
	await rm(folder, { recursive: true, force: true });
	await mkdir(content, { recursive: true, mode: 0o750 });
	const count = await write(scope, format, content, parts);
	signal.throwIfAborted();
	if (count === 0) return null;
	const base = slugify(words.title);
	const single = format === 'word' && count === 1 ? await singleWord(content) : null;
	const name = `${base}.${single === null ? 'zip' : 'docx'}`;
	if (single !== null) await rename(single, join(folder, name));
	else await zipFolder(content, join(folder, name), signal);
	await rm(content, { recursive: true, force: true });
	const { size } = await stat(join(folder, name));
	return { name, mediaType: single === null ? zipType : wordType, size, items: count };
}

async function write(
	scope: ExportScope,
	format: ExportFormat,
	folder: string,
	parts: RunExportParts,
): Promise<number> {
	if (format === 'markdown') {
		const { reader, onProgress, signal } = parts;
		const { files } = await exportFolder(parts, { folder, reader, scope, onProgress, signal });
		await writeFile(join(folder, exportMark), 'format: 1\n');
		return files;
	}
	const files = createExportedFiles({
		attachments: parts.content.attachments,
		actor: parts.reader.actor,
		folder,
		place: format === 'word' ? '.images' : 'files',
	});
	const pages = readPages(scope, parts);
	return format === 'html'
		? writeHtmlPages(pages, { ...parts, folder, files })
		: writeWordFiles(pages, folder, files, parts);
}

async function writeWordFiles(
	pages: AsyncIterable<ExportPage>,
	folder: string,
	files: ExportedFiles,
	{ words, baseUrl }: RunExportParts,
): Promise<number> {
	const writer = createIsolatedProcess<WordRequest, null>(new URL('./word-process.ts', import.meta.url), {
		timeoutMs: 120_000,
		memoryMb: 160,
		folder,
	});
	let count = 0;
	try {
		for await (const page of pages) {
			const images: Record<string, string> = {};
			for (const [address, id = ''] of page.html.matchAll(fileAddress)) {
				const path = await files.keep(id);
				if (path !== null) images[address] = join(folder, path);
			}
			const target = join(folder, `${page.path}.docx`);
			await mkdir(join(target, '..'), { recursive: true });
			await writer.ask({ target, page, words, baseUrl, images });
			count += 1;
		}
	} finally {
		await writer.close();
		await rm(join(folder, '.images'), { recursive: true, force: true });
	}
	return count;
}

/** The only Word file below the folder. */
async function singleWord(folder: string): Promise<string> {
	const [path = ''] = await listFiles(folder);
	return join(folder, path);
}
