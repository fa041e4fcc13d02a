import type { Actor } from '../../access/actor.ts';
import { importFolder, type ImportParts } from '../../content/transfer/import-folder.ts';
import { slugify } from '../../slugs.ts';
import type { ImportFolders } from './import-folders.ts';
import type { ImportChoices, ImportRecord } from './import-record.ts';
import type { ImportStore } from './import-store.ts';
import { typeFolders, type TypeFolder } from './own-export.ts';

export interface RunImportParts extends ImportParts {
	readonly store: ImportStore;
	readonly folders: ImportFolders;
	readonly actor: Actor;
	readonly mayShare: boolean;
	readonly mayRestore: boolean;
	readonly onProgress: (done: number, total: number) => void;
	readonly signal: AbortSignal;
}

const wholeImport = 100_000;

/**
 * Takes the texts over, as far as they were chosen and are not there yet: it may be called again after a crash.
 *
 * @returns how many texts came in or were changed
 */
export async function runImport(
	{ id, organisationId, name, layout }: ImportRecord,
	choices: ImportChoices,
	parts: RunImportParts,
): Promise<number> {
	const { store, folders, actor, mayShare, mayRestore, onProgress, signal } = parts;
	const entries = await store.entries(id, { show: 'items', offset: 0, limit: wholeImport });
	const byKey = new Map(entries.map((entry) => [entry.key, entry]));
	const roots: readonly TypeFolder[] =
		layout === 'verbund'
			? typeFolders(folders.source(id)).filter(({ type }) => entries.some((entry) => entry.type === type))
			: [{ type: choices.type, prefix: '', folder: folders.texts(id) }];
	const total = entries.filter(({ skip }) => !skip).length;
	let before = entries.filter(({ skip, outcome }) => !skip && outcome !== null).length;
	let written = 0;
	for (const { type, prefix, folder } of roots) {
		const { created, changed, drafts, failed } = await importFolder(parts, {
			folder,
			organisationId,
			type,
			actor,
			publish: choices.publish,
			audience: choices.audience,
			mayShare,
			mayRestore,
			collectionId: choices.collectionId,
			language: choices.language,
			source: sourceName(name, prefix),
			signal,
			onProgress: (done) => onProgress(Math.min(before + done, total), total),
			choose(key) {
				const entry = byKey.get(prefix + key);
				return { skip: !entry || entry.skip || entry.outcome !== null, title: entry?.title ?? null };
			},
			record: (items) => store.recordItems(id, prefix, items),
		});
		for (const { key, error } of failed) await store.recordFailure(id, prefix + key, error);
		written += created + changed + drafts.length;
		before += created + changed + drafts.length + failed.length;
		if (signal.aborted) break;
	}
	return written;
}

/** The same file, sent again, changes the same items; one that is in no archive does so with whichever others it comes. */
export function sourceName(name: string, prefix: string): string {
	const archive = /^(.+)\.zip$/i.exec(name)?.[1];
	const source = archive === undefined ? 'files' : slugify(archive);
	return `import/${source}${prefix === '' ? '' : `/${prefix.slice(0, -1)}`}`;
}
