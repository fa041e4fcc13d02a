import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Database } from '../../database/database.ts';
import { toRevision } from '../revisions.ts';
import { formatContentFile } from './markdown-file.ts';

export interface ExportOptions {
	readonly folder: string;
	/** All organisations unless given. */
	readonly organisationId?: string;
	readonly onProgress?: (done: number, total: number) => void;
	readonly signal?: AbortSignal;
}

/**
 * Writes what the hub knows as `<organisation>/<type>/<collection>/<slug>.<language>.md`, the layout that
 * `importFolder` reads: published texts, and drafts as `<slug>.<language>.draft` beside them.
 *
 * @returns the number of files written
 */
export async function exportFolder(database: Database, options: ExportOptions): Promise<number> {
	let query = database.query
		.selectFrom('items')
		.innerJoin('organisations', 'organisations.id', 'items.organisation_id')
		.innerJoin('item_variants', 'item_variants.item_id', 'items.id')
		.select([
			'items.id',
			'items.type',
			'items.slug',
			'items.source_language',
			'items.collection_id',
			'items.checked_at',
			'items.review_due_at',
			'organisations.slug as organisation_slug',
			'organisations.id as organisation_id',
			'item_variants.language',
			'item_variants.published_revision',
			'item_variants.draft_revision',
		])
		.where('items.deleted_at', 'is', null)
		.orderBy('items.id');
	if (options.organisationId !== undefined) query = query.where('items.organisation_id', '=', options.organisationId);
	const variants = await query.execute();
	const paths = await collectionPaths(database);
	const slugs = await principalSlugs(database);
	const written = new Set<string>();

	let files = 0;
	for (const [index, variant] of variants.entries()) {
		if (options.signal?.aborted) break;
		const base = join(options.folder, variant.organisation_slug, variant.type);
		const collections = variant.collection_id === null ? [] : (paths.get(variant.collection_id) ?? []);
		await writeCollections(base, collections);
		const name = join(base, ...collections.map(({ slug }) => slug), `${variant.slug}.${variant.language}`);
		const isSource = variant.language === variant.source_language;
		const properties = isSource ? await itemProperties(variant.id, variant.organisation_id) : {};
		for (const [number, ending] of [
			[variant.published_revision, '.md'],
			[variant.draft_revision, variant.published_revision === null ? '.md' : '.draft'],
		] as const) {
			if (number === null) continue;
			const revision = await readRevision(variant.id, number);
			await writeTo(
				`${name}${ending}`,
				formatContentFile({
					...revision,
					...properties,
					...(isSource ? { checkedAt: variant.checked_at, reviewDueAt: variant.review_due_at } : {}),
				}),
			);
			files += 1;
		}
		options.onProgress?.(index + 1, variants.length);
	}
	return files;

	async function writeCollections(base: string, collections: readonly CollectionStep[]): Promise<void> {
		for (const [depth, { title, position }] of collections.entries()) {
			const path = join(base, ...collections.slice(0, depth + 1).map(({ slug }) => slug), '_collection.yaml');
			if (written.has(path)) continue;
			written.add(path);
			await writeTo(path, stringify({ title, position }));
		}
	}

	async function readRevision(itemId: string, number: number) {
		const row = await database.query
			.selectFrom('revisions')
			.selectAll()
			.where('item_id', '=', itemId)
			.where('number', '=', number)
			.executeTakeFirstOrThrow();
		return toRevision(row);
	}

	async function itemProperties(itemId: string, ownerId: string) {
		const tags = await database.query.selectFrom('item_tags').select('tag').where('item_id', '=', itemId).execute();
		const principals = await database.query
			.selectFrom('item_audience')
			.select('principal')
			.where('item_id', '=', itemId)
			.execute();
		return {
			tags: tags.map(({ tag }) => tag),
			audience: principals.map(({ principal }) => {
				if (principal === `organisation:${ownerId}`) return 'organisation';
				return slugs.get(principal) ?? principal;
			}),
		};
	}
}

interface CollectionStep {
	readonly slug: string;
	readonly title: string;
	readonly position: number;
}

/** The steps from the root to each collection. */
async function collectionPaths(database: Database): Promise<Map<string, readonly CollectionStep[]>> {
	const rows = await database.query.selectFrom('collections').selectAll().execute();
	const byId = new Map(rows.map((row) => [row.id, row]));
	const pathOf = (id: string | null): CollectionStep[] => {
		const row = id === null ? undefined : byId.get(id);
		return row ? [...pathOf(row.parent_id), row] : [];
	};
	return new Map(rows.map(({ id }) => [id, pathOf(id)]));
}

/** `organisation:<id>` and `group:<id>` as files name them: by slug. */
async function principalSlugs(database: Database): Promise<ReadonlyMap<string, string>> {
	const organisations = await database.query.selectFrom('organisations').select(['id', 'slug']).execute();
	const groups = await database.query.selectFrom('groups').select(['id', 'slug']).execute();
	return new Map([
		...organisations.map(({ id, slug }) => [`organisation:${id}`, `organisation:${slug}`] as const),
		...groups.map(({ id, slug }) => [`group:${id}`, `group:${slug}`] as const),
	]);
}

async function writeTo(path: string, text: string): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, text);
}
