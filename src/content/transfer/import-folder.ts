import { readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Actor } from '../../access/actor.ts';
import type { Database } from '../../database/database.ts';
import { VerbundError } from '../../errors.ts';
import type { PreparedDocument } from '../../search/prepared-document.ts';
import type { Search } from '../../search/search.ts';
import { slugify } from '../../slugs.ts';
import { findCollection, insertCollection } from '../collections.ts';
import type { ContentStore } from '../content-store.ts';
import { sameText } from '../draft-text.ts';
import type { Publication } from '../publication.ts';
import { storeLinks } from '../publish.ts';
import { newestRevision, newestImportedRevision } from '../revisions.ts';
import { findItemFiles, folderTitle, type ItemFiles } from './find-files.ts';
import { parseContentFile, type ContentFile } from './markdown-file.ts';

export interface ImportOptions {
	readonly folder: string;
	readonly organisationId: string;
	readonly type: string;
	readonly actor: Actor;
	/** Publishes what the import brings; without it everything stays a draft. */
	readonly publish: boolean;
	/** For files whose front matter says nothing: `own`, `network`, `public`. */
	readonly audience?: readonly string[];
	readonly onProgress?: (done: number, total: number) => void;
	readonly signal?: AbortSignal;
	/** Part of the key by which a later import finds the same items; the folder's name unless given. */
	readonly source?: string;
}

export interface ImportReport {
	readonly created: number;
	readonly changed: number;
	readonly unchanged: number;
	/** Items edited in the hub since the last import: the file became a draft, nothing was overwritten. */
	readonly drafts: readonly string[];
	/** A VerbundError where the file is wrong or refused. */
	readonly failed: readonly { readonly file: string; readonly error: unknown }[];
	readonly cancelled: boolean;
}

const batchSize = 20;
const largestFile = 1_000_000;

interface ReadyVariant {
	readonly language: string;
	readonly path: string;
	readonly file: ContentFile;
	readonly publication: Publication;
}

interface ReadyItem {
	readonly files: ItemFiles;
	readonly variants: readonly ReadyVariant[];
}

/** A variant and what it links to. */
interface Linking {
	readonly itemId: string;
	readonly organisationId: string;
	readonly language: string;
	readonly references: readonly string[];
}

type Outcome = 'created' | 'changed' | 'unchanged' | 'draft';

/**
 * Takes a folder of Markdown over: folders become collections, files items, `name.<language>.md` variants. Importing
 * the same folder again changes what changed and nothing else; a bad file is reported and the rest goes on.
 */
export async function importFolder(
	{ database, content, search }: { database: Database; content: ContentStore; search: Search },
	options: ImportOptions,
): Promise<ImportReport> {
	const { folder, onProgress, signal } = options;
	const items = findItemFiles(folder);
	const counts: Record<Outcome, number> = { created: 0, changed: 0, unchanged: 0, draft: 0 };
	const drafts: string[] = [];
	const failed: { file: string; error: unknown }[] = [];
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
		for (const files of batch) ready.push({ files, variants: await prepareVariants(files) });
		const writable = ready.filter(({ variants }) => variants.length > 0);
		await writeBatch(writable).catch(async (error: unknown) => {
			// One item spoils its batch: write the others one by one, and report that one.
			if (writable.length === 1) failed.push({ file: writable[0]?.files.key ?? '', error });
			else for (const item of writable) await writeBatch([item]).catch((single: unknown) => failed.push({ file: item.files.key, error: single }));
		});
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
		failed,
		cancelled: signal?.aborted ?? false,
	};

	async function prepareVariants(files: ItemFiles): Promise<ReadyVariant[]> {
		const variants: ReadyVariant[] = [];
		for (const { path, language } of files.variants) {
			try {
				const file = parseContentFile(await readText(path), files.name);
				variants.push({ language, path, file, publication: await content.prepare(options.type, file) });
			} catch (error) {
				failed.push({ file: relative(folder, path), error });
			}
		}
		return variants;
	}

	async function writeBatch(ready: readonly ReadyItem[]): Promise<void> {
		gathered.length = 0;
		const outcomes = await database.transaction(async (transaction) => {
			const written: { key: string; outcome: Outcome; links: Linking }[] = [];
			for (const item of ready) {
				for (const one of await writeItem(item)) written.push({ key: item.files.key, ...one });
			}
			if (gathered.length > 0) await search.writeAll(transaction, gathered);
			return written;
		});
		for (const { key, outcome, links } of outcomes) {
			counts[outcome] += 1;
			if (outcome === 'draft') drafts.push(key);
			const published = options.publish && (outcome === 'created' || outcome === 'changed');
			if (published && links.references.length > 0) linking.push(links);
		}
	}

	async function writeItem({ files, variants }: ReadyItem): Promise<{ outcome: Outcome; links: Linking }[]> {
		const importKey = `${options.type}:${options.source ?? basename(folder)}/${files.key}`;
		const known = await findImported(importKey);
		const [source] = variants;
		if (!source) return [];
		const itemId = known ?? (await createItem(files, source, importKey));
		const written: { outcome: Outcome; links: Linking }[] = [];
		for (const variant of variants) {
			const { language, publication } = variant;
			written.push({
				outcome: await writeVariant(itemId, variant, known === null && variant === source),
				links: { itemId, organisationId: options.organisationId, language, references: publication.itemReferences },
			});
		}
		if (known === null || written.some(({ outcome }) => outcome === 'changed')) await writeProperties(itemId, source.file);
		return written;
	}

	async function createItem(files: ItemFiles, source: ReadyVariant, importKey: string): Promise<string> {
		const meaningful = /[a-z]{3}/i.test(files.name);
		const { id } = await content.create(
			options.actor,
			{
				type: options.type,
				organisationId: options.organisationId,
				collectionId: await collectionFor(files.folders),
				language: source.language,
				slug: slugify(meaningful ? files.name : source.file.title),
				importKey,
			},
			source.file,
		);
		return id;
	}

	async function writeVariant(itemId: string, variant: ReadyVariant, isNew: boolean): Promise<Outcome> {
		const { language, file, publication } = variant;
		const newest = await newestRevision(database.query, itemId, language);
		if (!isNew && newest) {
			const lastImported = await newestImportedRevision(database.query, itemId, language);
			if (lastImported && sameText(lastImported, file)) return 'unchanged';
			if (sameText(newest, file)) return 'unchanged';
			const edited = lastImported?.number !== newest.number;
			if (edited) {
				await saveImported(itemId, language, newest.number, file);
				return 'draft';
			}
		}
		const revision = isNew && newest ? newest.number : await saveImported(itemId, language, newest?.number ?? 0, file);
		if (options.publish) {
			await content.publish(
				options.actor,
				{ itemId, language, revision, major: false, ...(await audienceOf(file)) },
				publication,
				gatherer,
			);
		}
		return isNew || !newest ? 'created' : 'changed';
	}

	function saveImported(itemId: string, language: string, expectedRevision: number, file: ContentFile): Promise<number> {
		return content.saveDraft(options.actor, { ...file, itemId, language, expectedRevision, origin: 'imported' });
	}

	async function writeProperties(itemId: string, file: ContentFile): Promise<void> {
		await content.setProperties(itemId, {
			tags: file.tags,
			reviewDueAt: file.reviewDueAt,
			checkedAt: file.checkedAt,
			...(await responsibleOf(file)),
		});
	}

	async function findImported(importKey: string): Promise<string | null> {
		const row = await database.query
			.selectFrom('items')
			.select('id')
			.where('organisation_id', '=', options.organisationId)
			.where('import_key', '=', importKey)
			.executeTakeFirst();
		return row?.id ?? null;
	}

	async function collectionFor(folders: readonly string[]): Promise<string | null> {
		let parentId: string | null = null;
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

	async function findOrCreateCollection(parentId: string | null, path: string, name: string): Promise<string> {
		const slug = slugify(name);
		return database.transaction(async (transaction) => {
			const found = await findCollection(transaction, options.organisationId, parentId, slug);
			if (found !== null) return found;
			const { title, position } = folderTitle(path, name);
			return insertCollection(transaction, { organisationId: options.organisationId, parentId, slug, title, position });
		});
	}

	/** Slugs of front matter as the audience names them by id. */
	async function audienceOf({ audience }: ContentFile): Promise<{ audience?: readonly string[] }> {
		if (audience === null) return options.audience ? { audience: options.audience } : {};
		const choices = await Promise.all(audience.map(toChoice));
		return { audience: choices };
	}

	async function toChoice(choice: string): Promise<string> {
		const [kind, slug] = choice.split(':');
		if (choice === 'organisation') return 'own';
		if (slug === undefined) return choice;
		const id =
			kind === 'organisation'
				? await database.query.selectFrom('organisations').select('id').where('slug', '=', slug).executeTakeFirst()
				: await findGroup(slug);
		return `${kind ?? ''}:${id?.id ?? slug}`;
	}

	async function responsibleOf({ responsible }: ContentFile) {
		if (responsible === null) return {};
		const [kind, name = ''] = responsible.split(':');
		if (kind === 'group') return { responsibleGroupId: (await findGroup(name))?.id ?? null };
		const person = await database.query.selectFrom('people').select('id').where('email', '=', name).executeTakeFirst();
		return { responsiblePersonId: person?.id ?? null };
	}

	function findGroup(slug: string) {
		return database.query
			.selectFrom('groups')
			.innerJoin('group_organisations', 'group_organisations.group_id', 'groups.id')
			.select('groups.id')
			.where('groups.slug', '=', slug)
			.where('group_organisations.organisation_id', '=', options.organisationId)
			.executeTakeFirst();
	}
}

async function readText(path: string): Promise<string> {
	const { size } = await stat(path);
	if (size > largestFile) throw new VerbundError('import.tooLarge', { values: { megabytes: largestFile / 1_000_000 } });
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
	} catch (error) {
		throw new VerbundError('import.notUtf8', { cause: error });
	}
}
