import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Database } from '../../database/database.ts';
import { readAudience } from '../audience.ts';
import type { ContentStore } from '../content-store.ts';
import type { DraftText } from '../draft-text.ts';
import type { FieldSchema } from '../fields.ts';
import { filesIn } from '../files/file-fields.ts';
import type { Reader } from '../reader.ts';
import { toRevision } from '../revisions.ts';
import { collectionPaths, principalSlugs, type CollectionStep } from './export-names.ts';
import { exportableVariants, type ExportableVariant, type ExportScope } from './exportable-items.ts';
import { createExportedFiles, fileAddress, type ExportedFiles } from './exported-files.ts';
import { encodePath } from './map-links.ts';
import { formatContentFile } from './markdown-file.ts';
import { mapTexts } from './map-texts.ts';

export interface ExportOptions {
	readonly folder: string;
	/** Gets what they may read, and of what they work on the drafts too. */
	readonly reader: Reader;
	/** All organisations unless given. */
	readonly scope?: ExportScope;
	readonly onProgress?: (done: number, total: number) => void;
	readonly signal?: AbortSignal;
}

export interface ExportOutcome {
	/** Texts. */
	readonly files: number;
	readonly items: number;
}

/**
 * Writes what the reader may have as `<organisation>/<type>/<collection>/<slug>.<language>.md`, the layout that
 * `importFolder` reads: published texts, drafts as `<slug>.<language>.draft` beside them, files of the item in
 * `<slug>.files`.
 */
export async function exportFolder(
	{ database, content }: { readonly database: Database; readonly content: ContentStore },
	{ folder, reader, scope = {}, onProgress, signal }: ExportOptions,
): Promise<ExportOutcome> {
	const variants = await exportableVariants(database, reader, scope);
	const paths = await collectionPaths(database);
	const slugs = await principalSlugs(database);
	const written = new Set<string>();
	const filesOf = new Map<string, ExportedFiles>();

	let files = 0;
	for (const [index, variant] of variants.entries()) {
		if (signal?.aborted) break;
		const base = join(variant.organisation_slug, variant.type);
		const collections = variant.collection_id === null ? [] : (paths.get(variant.collection_id) ?? []);
		await writeCollections(join(folder, base), collections);
		const place = join(base, ...collections.map(({ slug }) => slug), variant.slug);
		const kept = filesOf.get(variant.id) ?? filesBeside(variant, place);
		filesOf.set(variant.id, kept);
		const isSource = variant.language === variant.source_language;
		const properties = isSource ? await itemProperties(variant, kept, dirname(place)) : {};
		for (const { ending, text, isDraft } of await textsOf(variant)) {
			await writeTo(
				join(folder, `${place}.${variant.language}${ending}`),
				formatContentFile({
					...(await withLocalFiles(text, variant.type, kept, dirname(place))),
					...properties,
					id: variant.id,
					isDraft,
				}),
			);
			files += 1;
		}
		onProgress?.(index + 1, variants.length);
	}
	return { files, items: filesOf.size };

	function filesBeside({ id }: ExportableVariant, place: string): ExportedFiles {
		const taken = written.has(`${place}.files`);
		written.add(`${place}.files`);
		return createExportedFiles({
			attachments: content.attachments,
			actor: reader.actor,
			folder,
			place: taken ? `${place}-${id}.files` : `${place}.files`,
		});
	}

	/** Whoever works on it gets it as it is stored; all others what they read. */
	async function textsOf(variant: ExportableVariant) {
		const { id, language, published_revision: published, draft_revision: draft } = variant;
		if (variant.works === 0)
			return [{ ending: '.md', text: await content.source(reader, id, language), isDraft: false }];
		const texts: { ending: string; text: DraftText; isDraft: boolean }[] = [];
		if (published !== null) texts.push({ ending: '.md', text: await readRevision(id, published), isDraft: false });
		if (draft !== null)
			texts.push({
				ending: published === null ? '.md' : '.draft',
				text: await readRevision(id, draft),
				isDraft: published === null,
			});
		return texts;
	}

	async function readRevision(itemId: string, number: number): Promise<DraftText> {
		const row = await database.query
			.selectFrom('revisions')
			.selectAll()
			.where('item_id', '=', itemId)
			.where('number', '=', number)
			.executeTakeFirstOrThrow();
		return toRevision(row);
	}

	async function writeCollections(base: string, collections: readonly CollectionStep[]): Promise<void> {
		for (const [depth, { title, position }] of collections.entries()) {
			const path = join(base, ...collections.slice(0, depth + 1).map(({ slug }) => slug), '_collection.yaml');
			if (written.has(path)) continue;
			written.add(path);
			await writeTo(path, stringify({ title, position }));
		}
	}

	async function itemProperties(variant: ExportableVariant, kept: ExportedFiles, home: string) {
		const { id } = variant;
		const tags = await database.query.selectFrom('item_tags').select('tag').where('item_id', '=', id).execute();
		const tagged = { tags: tags.map(({ tag }) => tag) };
		if (variant.works === 0) return tagged;
		const principals = await readAudience(database.query, id);
		const attached = await content.attachments.list(id);
		const files: string[] = [];
		for (const file of attached) {
			const path = await kept.keep(file.id);
			if (path !== null) files.push(path.slice(home.length + 1));
		}
		return {
			...tagged,
			files,
			checkedAt: variant.checked_at,
			reviewDueAt: variant.review_due_at,
			audience: principals.map((principal) => {
				if (principal === `organisation:${variant.organisation_id}`) return 'organisation';
				return slugs.get(principal) ?? principal;
			}),
		};
	}

	/** Addresses of files become paths beside the text. */
	async function withLocalFiles(
		{ title, summary, body, fields }: DraftText,
		type: string,
		kept: ExportedFiles,
		home: string,
	): Promise<DraftText> {
		const schema: FieldSchema = content.types.find(type)?.fields ?? { type: 'object' };
		const versions = new Set(filesIn(schema, fields));
		const text = JSON.stringify([body, fields]);
		const local = new Map<string, string>();
		for (const id of [...versions, ...[...text.matchAll(fileAddress)].map(([, one = '']) => one)]) {
			const path = await kept.keep(id);
			if (path !== null) local.set(id, encodePath(path.slice(home.length + 1)));
		}
		const rewrite = (value: string) =>
			value.replace(fileAddress, (address, id: string) => local.get(id) ?? address);
		const rewriteField = (value: string) =>
			versions.has(value) ? (local.get(value) ?? value) : rewrite(value);
		return { title, summary, body: rewrite(body), fields: mapTexts(fields, rewriteField) };
	}
}

async function writeTo(path: string, text: string): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, text);
}
