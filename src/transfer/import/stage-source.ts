import { copyFile, link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { isSystemError, isVerbundError, VerbundError } from '../../errors.ts';
import type { Conversion, SourceDocument } from '../convert/conversion-plan.ts';
import type { ConvertRequest } from '../convert/convert-process.ts';
import { createIsolatedProcess, IsolationFailure } from '../../isolation/isolated-process.ts';
import type { TransferNote } from '../convert/converted-text.ts';
import { listFiles } from './list-files.ts';
import { planSource, type Layout, type SourcePlan } from './plan-source.ts';
import { findBooks, splitBooks } from './split-books.ts';
import type { LeftOut } from './unpack-archive.ts';

/** For one document. */
export interface ConversionLimits {
	readonly timeoutMs?: number;
	readonly memoryMb?: number;
}

export interface StageOptions {
	/** Documents, pictures and files as they came. */
	readonly sourceFolder: string;
	/** Where the texts are put together; emptied first. */
	readonly targetFolder: string;
	readonly limits?: ConversionLimits;
	/** Makes a text of each part of a book that is one file. */
	readonly splitBooks?: boolean;
	readonly onProgress?: (done: number, total: number) => void;
	readonly signal: AbortSignal;
}

export interface StagedText {
	/** Path in the source. */
	readonly source: string;
	readonly title: string;
	readonly files: number;
	readonly notes: readonly TransferNote[];
}

/** A folder of Markdown in our own layout, made from documents of any kind. */
export interface StagedSource {
	readonly layout: Layout;
	/** By the path of the Markdown file. */
	readonly texts: ReadonlyMap<string, StagedText>;
	readonly leftOut: readonly LeftOut[];
	/** Files that are a book each, whether they were split or not. */
	readonly books: number;
}

/** Turns what came into what `importFolder` reads. One document after the other; a bad one stays out by name. */
export async function stageSource(options: StageOptions): Promise<StagedSource> {
	const { sourceFolder, targetFolder, onProgress, signal } = options;
	await rm(targetFolder, { recursive: true, force: true });
	await mkdir(targetFolder, { recursive: true });
	const paths = await listFiles(sourceFolder);
	const found = await planSource(sourceFolder, paths);
	if (found.layout === 'verbund') return { layout: 'verbund', texts: new Map(), leftOut: [], books: 0 };
	// Other layouts say themselves where one text ends.
	const books = found.layout === 'files' ? await findBooks(sourceFolder, found.documents) : [];
	const plan = options.splitBooks ? await splitBooks(sourceFolder, found, books) : found;
	await writeCollections(targetFolder, plan);
	const texts = new Map<string, StagedText>();
	const leftOut: LeftOut[] = [];
	const used = new Set<string>([...plan.silent, ...plan.replaced.keys()]);
	const converter = createIsolatedProcess<ConvertRequest, Conversion>(
		new URL('../convert/convert-process.ts', import.meta.url),
		{
			timeoutMs: 120_000,
			memoryMb: 160,
			...options.limits,
			folder: targetFolder,
			first: {
				kind: 'plan',
				plan: {
					sourceFolder,
					targetFolder,
					texts: [...plan.documents.map(({ source, target }) => [source, target] as const), ...plan.replaced],
				},
			},
		},
	);
	const convert = (document: SourceDocument) =>
		converter.ask({ kind: 'document', document }).catch((error: unknown) => {
			throw asFault(error);
		});
	try {
		for (const [index, document] of plan.documents.entries()) {
			signal.throwIfAborted();
			onProgress?.(index, plan.documents.length);
			const { source, target } = document;
			used.add(source);
			try {
				const { title, files, notes } = await convert(document);
				for (const file of files) {
					used.add(file);
					await putBeside(join(sourceFolder, file), join(targetFolder, file));
				}
				texts.set(target, { source: document.within ?? source, title, files: files.length, notes });
			} catch (error) {
				if (!isVerbundError(error)) throw error;
				leftOut.push({
					path: document.within ?? source,
					note: { code: `error.${error.code}`, values: error.values },
				});
			}
		}
	} finally {
		await converter.close();
	}
	onProgress?.(plan.documents.length, plan.documents.length);
	const unused = (await listFiles(sourceFolder)).filter((path) => !used.has(path));
	return {
		layout: plan.layout,
		texts,
		books: books.length,
		leftOut: [...leftOut, ...unused.map((path) => ({ path, note: { code: reasonOf(path) } }))],
	};
}

/** Whatever a document makes its reader throw, the document is what is wrong. */
function asFault(error: unknown): VerbundError {
	if (isVerbundError(error)) return error;
	const isTooMuch = error instanceof IsolationFailure;
	return new VerbundError(isTooMuch ? 'import.tooComplex' : 'import.broken', { cause: error });
}

function reasonOf(path: string): string {
	if (/\.(?:doc|dot|odt|rtf)$/i.test(path)) return 'oldFormat';
	if (/\.zip$/i.test(path)) return 'archiveInside';
	return 'notReferenced';
}

async function writeCollections(folder: string, { collections }: SourcePlan): Promise<void> {
	for (const [path, collection] of collections) {
		await mkdir(join(folder, path), { recursive: true });
		await writeFile(join(folder, path, '_collection.yaml'), stringify(collection));
	}
}

/** The same bytes under a second name, where the file system can. */
async function putBeside(source: string, target: string): Promise<void> {
	await mkdir(dirname(target), { recursive: true });
	await link(source, target).catch(async (error: unknown) => {
		if (isSystemError(error, 'EEXIST')) return;
		await copyFile(source, target);
	});
}
