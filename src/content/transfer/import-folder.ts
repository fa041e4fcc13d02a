import { readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Actor } from '../../access/actor.ts';
import type { Database } from '../../database/database.ts';
import { VerbundError } from '../../errors.ts';
import type { ContentLanguage } from '../../l10n/languages.ts';
import type { PreparedDocument } from '../../search/prepared-document.ts';
import type { Search } from '../../search/search.ts';
import { slugify } from '../../slugs.ts';
import { findCollection, insertCollection } from '../collections.ts';
import type { ContentStore } from '../content-store.ts';
import type { Publication } from '../publication.ts';
import { storeLinks } from '../publish.ts';
import { findItemFiles, folderTitle, type ItemFiles, type VariantFiles } from './find-files.ts';
import { itemOutcome, variantOutcome, type ImportOutcome } from './import-outcome.ts';
import { readItemBefore, type ItemBefore } from './item-before.ts';
import { idsOfExport, knownItems, type KnownItem } from './known-items.ts';
import { createLocalReferences, type FoundFile, type ReceivedForItem } from './local-references.ts';
import { parseContentFile, type ContentFile } from './markdown-file.ts';
import { namedInFiles } from './named-in-files.ts';

export interface ImportOptions {
	readonly folder: string;
	readonly organisationId: string;
	readonly type: string;
	readonly actor: Actor;
	/** Publishes what the import brings; without it everything stays a draft. */
	readonly publish: boolean;
	/** For files whose front matter says nothing: `own`, `network`, `public`. */
	readonly audience?: readonly string[];
	/** Whether files may name whom they are for beyond the own organisation; without it they may. */
	readonly mayShare?: boolean;
	/** False where what lies in the bin stays there, and is reported. */
	readonly mayRestore?: boolean;
	/** Folders become collections below this one. */
	readonly collectionId?: string | null;
	/** Of files whose name says none. */
	readonly language?: ContentLanguage;
	readonly onProgress?: (done: number, total: number) => void;
	readonly signal?: AbortSignal;
	/** Part of the key by which a later import finds the same items; the folder's name unless given. */
	readonly source?: string;
	/** What somebody decided about an item beforehand, by the key of its files. */
	readonly choose?: (key: string) => { readonly skip: boolean; readonly title: string | null };
	/** Hears of what was written, in the transaction that writes it. */
	readonly record?: (items: readonly ImportedItem[]) => Promise<void>;
}

export interface ImportedItem {
	/** Path of its files below the folder, without language and ending. */
	readonly key: string;
	readonly itemId: string;
	readonly outcome: ImportOutcome;
	/** Somebody else has to approve it before readers see it. */
	readonly awaitsApproval: boolean;
	/** Files of the text that the hub did not take. */
	readonly refused: readonly { readonly path: string; readonly error: unknown }[];
	/** How it stood before; null for what was not there. */
	readonly before: ItemBefore | null;
}

export interface ImportReport {
	readonly created: number;
	readonly changed: number;
	readonly unchanged: number;
	/** Items edited in the hub since the last import: the file became a draft, nothing was overwritten. */
	readonly drafts: readonly string[];
	/** Not published, because somebody else has to approve them. */
	readonly awaiting: readonly string[];
	/** A VerbundError where the file is wrong or refused. */
	readonly failed: readonly FailedImport[];
	readonly cancelled: boolean;
}

export interface FailedImport {
	readonly file: string;
	readonly key: string;
	readonly error: unknown;
}

export interface ImportParts {
	readonly database: Database;
	readonly content: ContentStore;
	readonly search: Search;
}

const batchSize = 20;
/** Bytes of a text with its head. */
export const largestFile = 1_100_000;

/** What readers are to see, and behind it what is still a draft. */
interface ReadyText {
	readonly file: ContentFile;
	readonly publication: Publication;
	readonly publish: boolean;
}

interface ReadyVariant {
	readonly language: string;
	readonly texts: readonly ReadyText[];
}

interface ReadyItem {
	readonly files: ItemFiles;
	readonly item: KnownItem;
	readonly variants: readonly ReadyVariant[];
	readonly received: readonly ReceivedForItem[];
	readonly refused: ImportedItem['refused'];
}

/** A variant and what it links to. */
interface Linking {
	readonly itemId: string;
	readonly organisationId: string;
	readonly language: string;
	readonly references: readonly string[];
}

interface WrittenItem extends ImportedItem {
	readonly links: readonly Linking[];
	readonly outcomes: readonly ImportOutcome[];
}

/**
 * Takes a folder of Markdown over: folders become collections, files items, `name.<language>.md` variants, files beside
 * them their attachments. Importing the same folder again changes what changed and nothing else; a bad file is reported
 * and the rest goes on.
 */
export async function importFolder(
	{ database, content, search }: ImportParts,
	options: ImportOptions,
): Promise<ImportReport> {
	const { folder, organisationId, onProgress, signal } = options;
	const source = options.source ?? basename(folder);
	const items = findItemFiles(folder, options.language).filter(({ key }) => !(options.choose?.(key).skip ?? false));
	const known = await knownItems(
		database,
		organisationId,
		new Map(items.map(({ key }) => [key, `${options.type}:${source}/${key}`])),
	);
	const resolve = createLocalReferences({
		attachments: content.attachments,
		folder,
		fields: content.types.find(options.type)?.fields ?? { type: 'object' },
		items: known,
		ids: idsOfExport(items, known),
	});
	const named = namedInFiles(database, organisationId);
	const counts: Record<ImportOutcome, number> = { created: 0, changed: 0, unchanged: 0, draft: 0, restored: 0 };
	const drafts: string[] = [];
	const awaiting: string[] = [];
	const failed: FailedImport[] = [];
	const collections = new Map<string, string>();
	const linking: Linking[] = [];
	/** What a batch publishes is indexed at once. */
	const gathered: PreparedDocument[] = [];
	const gatherer: Pick<Search, 'write'> = {
		async write(_transaction, document) {
			gathered.push(document);
		},
	};

	onProgress?.(0, items.length);
	for (let start = 0; start < items.length; start += batchSize) {
		if (signal?.aborted) break;
		const batch = items.slice(start, start + batchSize);
		const ready: ReadyItem[] = [];
		for (const files of batch) {
			const item = known.get(files.key);
			if (item) ready.push(await prepareItem(files, item));
		}
		await writeOrReport(ready.filter(({ variants }) => variants.length > 0));
		onProgress?.(Math.min(start + batchSize, items.length), items.length);
	}
	// A text may link to one that was imported after it.
	await database.transaction(async (transaction) => {
		for (const { references, ...variant } of linking) await storeLinks(transaction, variant, references);
	});
	return {
		created: counts.created,
		changed: counts.changed,
		unchanged: counts.unchanged,
		drafts,
		awaiting,
		failed,
		cancelled: signal?.aborted ?? false,
	};

	async function prepareItem(files: ItemFiles, item: KnownItem): Promise<ReadyItem> {
		const variants: ReadyVariant[] = [];
		const found = new Map<string, FoundFile>();
		const received: ReceivedForItem[] = [];
		const refused: { path: string; error: unknown }[] = [];
		for (const variant of files.variants) {
			try {
				const texts: ReadyText[] = [];
				for (const { path, isDraft } of pathsOf(variant)) {
					const resolved = await resolve(await readContentFile(files, path), path, item, found);
					received.push(...resolved.received);
					refused.push(...resolved.refused);
					const publish = options.publish && !isDraft && !resolved.file.isDraft;
					texts.push({
						file: resolved.file,
						publish,
						publication: await content.prepare(options.type, resolved.file),
					});
				}
				variants.push({ language: variant.language, texts });
			} catch (error) {
				failed.push({ file: relative(folder, variant.path), key: files.key, error });
			}
		}
		if (variants.length === 0) await discard(received);
		return { files, item, variants, received, refused };
	}

	async function readContentFile(files: ItemFiles, path: string): Promise<ContentFile> {
		const file = parseContentFile(await readText(path), files.name);
		const title = options.choose?.(files.key).title ?? null;
		return title === null || path !== files.variants[0]?.path ? file : { ...file, title };
	}

	/** One item spoils its batch: then the others are written one by one, and that one is reported. */
	async function writeOrReport(ready: readonly ReadyItem[]): Promise<void> {
		if (ready.length === 0) return;
		try {
			await writeBatch(ready);
		} catch (error) {
			const [only] = ready;
			// Those that were made in it are gone with it.
			collections.clear();
			if (ready.length > 1) {
				for (const item of ready) await writeOrReport([item]);
			} else if (only) {
				await discard(only.received);
				failed.push({ file: only.files.key, key: only.files.key, error });
			}
		}
	}

	async function writeBatch(ready: readonly ReadyItem[]): Promise<void> {
		gathered.length = 0;
		const written = await database.transaction(async (transaction) => {
			const all: WrittenItem[] = [];
			for (const item of ready) all.push(await writeItem(item));
			if (gathered.length > 0) await search.writeAll(transaction, gathered);
			await options.record?.(all);
			return all;
		});
		for (const { key, links, outcomes, awaitsApproval } of written) {
			if (awaitsApproval) awaiting.push(key);
			for (const outcome of outcomes) {
				counts[outcome] += 1;
				if (outcome === 'draft') drafts.push(key);
			}
			linking.push(...links.filter(({ references }) => references.length > 0));
		}
	}

	async function writeItem({ files, item, variants, received, refused }: ReadyItem): Promise<WrittenItem> {
		const [source] = variants;
		if (!source) throw new VerbundError('request.notFound');
		const before = item.exists ? await readItemBefore(database.query, item.id) : null;
		if (item.isDeleted && options.mayRestore === false) throw new VerbundError('access.denied');
		if (item.isDeleted) await content.setDeleted(options.actor, item.id, false);
		if (!item.exists) await createItem(files, item, source);
		for (const file of received) await attach(item.id, file);
		const outcomes: ImportOutcome[] = [];
		const links: Linking[] = [];
		let awaitsApproval = false;
		for (const variant of variants) {
			const { language, texts } = variant;
			const { outcome, fault } = await writeVariant(item.id, variant, !item.exists && variant === source);
			outcomes.push(outcome);
			awaitsApproval ||= fault !== null;
			const published = fault === null && texts.find(({ publish }) => publish);
			if (published && (outcome === 'created' || outcome === 'changed')) {
				const references = published.publication.itemReferences;
				links.push({ itemId: item.id, organisationId, language, references });
			}
		}
		const [first] = source.texts;
		if (first && (!item.exists || outcomes.includes('changed'))) await writeProperties(item.id, first.file);
		if (first && !item.exists && !first.publish) await showDraftTo(item.id, first.file);
		const outcome = itemOutcome(item, outcomes);
		return { key: files.key, itemId: item.id, outcome, awaitsApproval, refused, before, links, outcomes };
	}

	async function createItem(files: ItemFiles, { id }: KnownItem, source: ReadyVariant): Promise<void> {
		const [text] = source.texts;
		if (!text) return;
		const meaningful = /[a-z]{3}/i.test(files.name);
		await content.create(
			options.actor,
			{
				id,
				type: options.type,
				organisationId,
				collectionId: await collectionFor(files.folders),
				language: source.language,
				slug: slugify(meaningful ? files.name : text.file.title),
				importKey: `${options.type}:${options.source ?? basename(folder)}/${files.key}`,
			},
			text.file,
		);
	}

	async function writeVariant(
		itemId: string,
		{ language, texts }: ReadyVariant,
		isNew: boolean,
	): Promise<{ outcome: ImportOutcome; fault: string | null }> {
		const files = texts.map(({ file }) => file);
		const { outcome, newest } = await variantOutcome(database.query, { itemId, language }, files);
		const last = files.at(-1);
		if (!isNew && (outcome === 'unchanged' || !last)) return { outcome: 'unchanged', fault: null };
		if (!isNew && outcome === 'draft' && newest && last) {
			await saveImported(itemId, language, newest.number, last);
			return { outcome, fault: null };
		}
		let revision = newest?.number ?? 0;
		let fault: string | null = null;
		for (const [index, { file, publish, publication }] of texts.entries()) {
			const isThere = isNew && index === 0 && newest !== null;
			if (!isThere) revision = await saveImported(itemId, language, revision, file);
			if (!publish) continue;
			fault = (await content.publishingRight(options.actor, itemId, language)).fault;
			if (fault !== null) continue;
			const audience = await audienceOf(file);
			await content.publish(
				options.actor,
				{ itemId, language, revision, major: false, ...(audience ? { audience } : {}) },
				publication,
				gatherer,
			);
		}
		return { outcome: isNew || !newest ? 'created' : 'changed', fault };
	}

	function saveImported(
		itemId: string,
		language: string,
		expectedRevision: number,
		file: ContentFile,
	): Promise<number> {
		const { title, summary, body, fields } = file;
		return content.saveDraft(options.actor, {
			...{ title, summary, body, fields },
			itemId,
			language,
			expectedRevision,
			origin: 'imported',
		});
	}

	async function writeProperties(itemId: string, file: ContentFile): Promise<void> {
		await content.setProperties(itemId, {
			tags: file.tags,
			reviewDueAt: file.reviewDueAt,
			checkedAt: file.checkedAt,
			...(await named.responsible(file)),
		});
	}

	/** Who reads it once it is published. */
	async function showDraftTo(itemId: string, file: ContentFile): Promise<void> {
		const audience = await audienceOf(file);
		if (audience) await content.setAudience(itemId, audience);
	}

	async function audienceOf(file: ContentFile): Promise<readonly string[] | undefined> {
		const wanted = await named.audience(file);
		const isAllowed = options.mayShare !== false || wanted?.every((one) => one === 'own');
		return (isAllowed ? wanted : null) ?? options.audience;
	}

	async function collectionFor(folders: readonly string[]): Promise<string | null> {
		let parentId = options.collectionId ?? null;
		for (const [depth, name] of folders.entries()) {
			const path = folders.slice(0, depth + 1);
			const key = path.join('/');
			const known: string | undefined = collections.get(key);
			const id: string = known ?? (await findOrCreateCollection(parentId, join(folder, ...path), name));
			collections.set(key, id);
			parentId = id;
		}
		return parentId;
	}

	async function findOrCreateCollection(
		parentId: string | null,
		path: string,
		name: string,
	): Promise<string> {
		const slug = slugify(name);
		return database.transaction(async (transaction) => {
			const found = await findCollection(transaction, organisationId, parentId, slug);
			if (found !== null) return found;
			const { title, position } = folderTitle(path, name);
			return insertCollection(transaction, { organisationId, parentId, slug, title, position });
		});
	}

	async function attach(itemId: string, { versioned, ...file }: ReceivedForItem): Promise<void> {
		await content.attachments.attach(options.actor, itemId, file, versioned);
	}

	async function discard(files: readonly ReceivedForItem[]): Promise<void> {
		for (const { id } of files) await content.attachments.discard(id);
	}
}

function pathsOf({ path, draftPath }: VariantFiles): { path: string; isDraft: boolean }[] {
	return [{ path, isDraft: false }, ...(draftPath === undefined ? [] : [{ path: draftPath, isDraft: true }])];
}

async function readText(path: string): Promise<string> {
	const { size } = await stat(path);
	if (size > largestFile) throw tooLarge();
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
	} catch (error) {
		throw new VerbundError('import.notUtf8', { cause: error });
	}
}

export function tooLarge(): VerbundError {
	return new VerbundError('import.tooLarge', { values: { megabytes: Math.floor(largestFile / 1_000_000) } });
}
