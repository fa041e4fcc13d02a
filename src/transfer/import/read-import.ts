import { readFileSync, statSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import { findItemFiles, folderTitle } from '../../content/transfer/find-files.ts';
import type { ImportForecast } from '../../content/transfer/foresee-import.ts';
import type { ImportOutcome } from '../../content/transfer/import-outcome.ts';
import { largestFile, tooLarge } from '../../content/transfer/import-folder.ts';
import { parseContentFile } from '../../content/transfer/markdown-file.ts';
import { isVerbundError } from '../../errors.ts';
import { noteOf, type ImportStore, type NewEntry } from './import-store.ts';
import type { ImportFolders } from './import-folders.ts';
import { typeFolders } from './own-export.ts';
import { stageSource, type ConversionLimits, type StagedSource } from './stage-source.ts';
import { unpackArchive, type LeftOut } from './unpack-archive.ts';

export interface ReadImportParts {
	readonly store: ImportStore;
	readonly folders: ImportFolders;
	/** Content types that texts of an own export may have. */
	readonly knownTypes: readonly string[];
	/** What an earlier import of these texts brought. */
	readonly foresee: Foresee;
	/** Bytes that an archive may have when it is unpacked. */
	readonly unpackedBytes: number;
	readonly limits?: ConversionLimits;
	readonly splitBooks: boolean;
	readonly onProgress: (done: number, total: number) => void;
	readonly signal: AbortSignal;
}

/** Below one folder of texts, of these content types; `prefix` is the beginning of their keys. */
export type Foresee = (texts: {
	readonly folder: string;
	readonly types: readonly string[];
	readonly prefix: string;
}) => Promise<ImportForecast>;

/** Unpacks and converts what was sent, and writes down what would become of it. Nothing reaches the content yet. */
export async function readImport(importId: string, parts: ReadImportParts): Promise<void> {
	const { store, folders, signal, onProgress } = parts;
	const sourceFolder = folders.source(importId);
	const refused = await unpackAll(importId, parts);
	const staged = await stageSource({
		sourceFolder,
		targetFolder: folders.texts(importId),
		...(parts.limits ? { limits: parts.limits } : {}),
		splitBooks: parts.splitBooks,
		onProgress,
		signal,
	});
	const isOwn = staged.layout === 'verbund';
	const items = isOwn
		? ownEntries(sourceFolder, parts.knownTypes)
		: stagedEntries(folders.texts(importId), staged);
	const { known, knownType } = isOwn
		? await knownOfOwn(sourceFolder, parts)
		: await knownOfStaged(folders.texts(importId), parts);
	await store.storeEntries(importId, [
		...items.map((item) => ({ ...item, known: known.get(item.key) })),
		...[...refused, ...staged.leftOut].map(toLeftOut),
	]);
	await store.set(importId, { state: 'ready', layout: staged.layout, books: staged.books, knownType });
	// Texts and the files that they show stay; the rest has done its work, unless a book is to be read in another way.
	if (staged.books === 0) await rm(folders.upload(importId), { recursive: true, force: true });
	if (staged.layout !== 'verbund') await rm(sourceFolder, { recursive: true, force: true });
}

interface Known {
	readonly known: ReadonlyMap<string, ImportOutcome>;
	readonly knownType: string | null;
}

async function knownOfStaged(folder: string, { foresee, knownTypes }: ReadImportParts): Promise<Known> {
	const { type, outcomes } = await foresee({ folder, types: knownTypes, prefix: '' });
	return { known: outcomes, knownType: type };
}

/** Each folder names its type itself. */
async function knownOfOwn(source: string, { foresee, knownTypes }: ReadImportParts): Promise<Known> {
	const known = new Map<string, ImportOutcome>();
	for (const { type, prefix, folder } of typeFolders(source)) {
		if (!knownTypes.includes(type)) continue;
		const { outcomes } = await foresee({ folder, types: [type], prefix });
		for (const [key, outcome] of outcomes) known.set(prefix + key, outcome);
	}
	return { known, knownType: null };
}

/** Several archives lie in folders of their own names, one alone is the whole source. */
async function unpackAll(
	importId: string,
	{ folders, unpackedBytes, signal }: ReadImportParts,
): Promise<readonly LeftOut[]> {
	const source = folders.source(importId);
	const upload = folders.upload(importId);
	await rm(source, { recursive: true, force: true });
	await mkdir(source, { recursive: true });
	const names = (await readdir(upload)).sort();
	const refused: LeftOut[] = [];
	for (const name of names) {
		if (!/\.zip$/i.test(name)) {
			await linkInto(join(upload, name), join(source, name));
			continue;
		}
		const target = names.length === 1 ? source : join(source, basename(name).replace(/\.zip$/i, ''));
		try {
			refused.push(...(await unpackArchive(join(upload, name), target, { bytes: unpackedBytes }, signal)));
		} catch (error) {
			if (!isVerbundError(error)) throw error;
			await rm(target, { recursive: true, force: true });
			await mkdir(source, { recursive: true });
			refused.push({ path: name, note: noteOf(error) });
		}
	}
	return refused;
}

async function linkInto(path: string, target: string): Promise<void> {
	await link(path, target).catch(() => copyFile(path, target));
}

function stagedEntries(folder: string, { texts }: StagedSource): NewEntry[] {
	return findItemFiles(folder).map(({ key, name, folders, variants }) => {
		const found = variants.flatMap(({ path }) => texts.get(posix.relative(folder, path)) ?? []);
		return {
			kind: 'item',
			key,
			type: null,
			path: found[0]?.source ?? key,
			title: found[0]?.title ?? name,
			folders: collectionTitles(folder, folders),
			languages: variants.map(({ language }) => language),
			files: found.reduce((sum, { files }) => sum + files, 0),
			notes: found.flatMap(({ notes }) => notes),
		};
	});
}

/** Texts of an own export, each below the folder of its type. */
function ownEntries(source: string, knownTypes: readonly string[]): NewEntry[] {
	return typeFolders(source).flatMap(({ type, prefix, folder }) =>
		findItemFiles(folder).map(({ key, name, folders, variants }): NewEntry => {
			const entry = {
				key: prefix + key,
				type,
				path: prefix + key,
				folders: collectionTitles(folder, folders),
				languages: variants.map(({ language }) => language),
				files: 0,
			};
			if (!knownTypes.includes(type))
				return { ...entry, kind: 'leftOut', title: name, notes: [{ code: 'unknownType', values: { type } }] };
			try {
				const path = variants[0]?.path ?? '';
				if (statSync(path).size > largestFile) throw tooLarge();
				const { title } = parseContentFile(readFileSync(path, 'utf8'), name);
				return { ...entry, kind: 'item', title, notes: [] };
			} catch (error) {
				return { ...entry, kind: 'leftOut', title: name, notes: [noteOf(error)] };
			}
		}),
	);
}

function collectionTitles(folder: string, folders: readonly string[]): string {
	return folders
		.map((name, depth) => folderTitle(join(folder, ...folders.slice(0, depth + 1)), name).title)
		.join(' / ');
}

function toLeftOut({ path, note }: LeftOut): NewEntry {
	return {
		kind: 'leftOut',
		key: path,
		type: null,
		path,
		title: basename(path),
		folders: '',
		languages: [],
		files: 0,
		notes: [note],
	};
}
