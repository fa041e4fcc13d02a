import { readFileSync, statSync } from 'node:fs';
import type { Attachments } from '../attachments.ts';
import type { ContentStore } from '../content-store.ts';
import type { Database } from '../../database/database.ts';
import { isVerbundError } from '../../errors.ts';
import { createId } from '../../ids.ts';
import { findItemFiles, type ItemFiles } from './find-files.ts';
import { itemOutcome, variantOutcome, type ImportOutcome } from './import-outcome.ts';
import { largestFile } from './import-folder.ts';
import { idsOfExport, knownItems, type KnownItem } from './known-items.ts';
import { createLocalReferences, type FoundFile } from './local-references.ts';
import { parseContentFile } from './markdown-file.ts';

interface Foreseen {
	readonly folder: string;
	readonly organisationId: string;
	/** Content types to look under. */
	readonly types: readonly string[];
	/** Part of the key by which an earlier import of the same files is found. */
	readonly source: string;
	readonly signal: AbortSignal;
}

export interface ImportForecast {
	/** Under which the hub knows the most of them; null if it knows none. */
	readonly type: string | null;
	/** What would become of those that are there, by the key of their files. */
	readonly outcomes: ReadonlyMap<string, ImportOutcome>;
}

/** What importing a folder would do to texts that an earlier import brought. Nothing is written. */
export async function foreseeImport(
	{ database, content }: { readonly database: Database; readonly content: ContentStore },
	{ folder, organisationId, types, source, signal }: Foreseen,
): Promise<ImportForecast> {
	const items = findItemFiles(folder);
	let best: { type: string; known: ReadonlyMap<string, KnownItem>; count: number } | null = null;
	for (const type of types) {
		const keys = new Map(items.map(({ key }) => [key, `${type}:${source}/${key}`]));
		const known = await knownItems(database, organisationId, keys);
		const count = [...known.values()].filter(({ exists }) => exists).length;
		if (count > (best?.count ?? 0)) best = { type, known, count };
	}
	const outcomes = new Map<string, ImportOutcome>();
	if (!best) return { type: null, outcomes };
	const { type, known } = best;
	const resolve = createLocalReferences({
		attachments: lookingOnly(content.attachments),
		folder,
		fields: content.types.find(type)?.fields ?? { type: 'object' },
		items: known,
		ids: idsOfExport(items, known),
	});
	for (const files of items) {
		signal.throwIfAborted();
		const item = known.get(files.key);
		if (!item?.exists) continue;
		const outcome = await outcomeOf(files, item).catch(ofBadFile);
		if (outcome) outcomes.set(files.key, outcome);
	}
	return { type, outcomes };

	async function outcomeOf(files: ItemFiles, item: KnownItem): Promise<ImportOutcome> {
		const found = new Map<string, FoundFile>();
		const variants: ImportOutcome[] = [];
		for (const { path, draftPath, language } of files.variants) {
			const texts = [];
			for (const one of draftPath === undefined ? [path] : [path, draftPath]) {
				if (statSync(one).size > largestFile) continue;
				const file = parseContentFile(readFileSync(one, 'utf8'), files.name);
				texts.push((await resolve(file, one, item, found)).file);
			}
			variants.push((await variantOutcome(database.query, { itemId: item.id, language }, texts)).outcome);
		}
		return itemOutcome(item, variants);
	}
}

/** The import itself says what is wrong with it. */
function ofBadFile(error: unknown): null {
	if (!isVerbundError(error)) throw error;
	return null;
}

/** A file that is not there yet makes the text another one; it is not taken in for that. */
function lookingOnly({ digests }: Pick<Attachments, 'digests'>): Pick<Attachments, 'digests' | 'receive'> {
	return {
		digests,
		async receive(name) {
			return { id: createId(), name, mediaType: '', title: '', size: 0, sha256: '' };
		},
	};
}
