import { copyFile, link, mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { listFiles } from './list-files.ts';
import { typeFolders, type TypeFolder } from './own-export.ts';
import { exportMark } from './plan-source.ts';
import { stageSource } from './stage-source.ts';
import { unpackArchive, type LeftOut } from './unpack-archive.ts';

export interface PreparedSource {
	/** Folders that `importFolder` takes over. The type is empty where whoever imports chooses it. */
	readonly roots: readonly TypeFolder[];
	readonly leftOut: readonly LeftOut[];
	/** Removes what was put together. */
	remove(): Promise<void>;
}

export interface PrepareOptions {
	/** A folder that does not exist yet, for what has to be unpacked and converted. */
	readonly workFolder: string;
	/** Bytes that an archive may have when it is unpacked. */
	readonly unpackedBytes: number;
	readonly onProgress?: (done: number, total: number) => void;
	readonly signal: AbortSignal;
}

/**
 * What lies on this machine, ready to be taken over: a folder of Markdown as it is, everything else converted.
 *
 * @throws VerbundError `import.*`
 */
export async function prepareSource(path: string, options: PrepareOptions): Promise<PreparedSource> {
	const { workFolder, signal } = options;
	const isFolder = (await stat(path)).isDirectory();
	if (isFolder) {
		const files = await listFiles(path);
		if (files.includes(exportMark)) return ready(typeFolders(path));
		if (!files.some((file) => /\.(?:docx|html?|xhtml)$/i.test(file))) return ready([plain(path)]);
	}
	const source = join(workFolder, 'source');
	const remove = () => rm(workFolder, { recursive: true, force: true });
	try {
		await mkdir(source, { recursive: true });
		const refused = /\.zip$/i.test(path)
			? await unpackArchive(path, source, { bytes: options.unpackedBytes }, signal)
			: [];
		if (!isFolder && !/\.zip$/i.test(path)) await beside(path, join(source, basename(path)));
		const sourceFolder = isFolder ? path : source;
		const targetFolder = join(workFolder, 'texts');
		const staged = await stageSource({ ...options, sourceFolder, targetFolder });
		const roots = staged.layout === 'verbund' ? typeFolders(sourceFolder) : [plain(targetFolder)];
		return { roots, leftOut: [...refused, ...staged.leftOut], remove };
	} catch (error) {
		await remove();
		throw error;
	}
}

function ready(roots: readonly TypeFolder[]): PreparedSource {
	return { roots, leftOut: [], remove: () => Promise.resolve() };
}

function plain(folder: string): TypeFolder {
	return { type: '', prefix: '', folder };
}

async function beside(path: string, target: string): Promise<void> {
	await link(path, target).catch(() => copyFile(path, target));
}
