import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { Search } from '../search/search.ts';
import type { Publication } from './publication.ts';
import { keepVersions } from './version-readers.ts';

export interface PublishTarget {
	readonly itemId: string;
	readonly organisationId: string;
	readonly language: string;
	readonly revision: number;
	readonly major: boolean;
}

/**
 * Makes a revision the one that readers see: rendition, links and search index in the transaction of the content.
 *
 * @returns the item's edition, raised by the first and by each major publication
 */
export async function storePublication(
	transaction: Kysely<Schema>,
	search: Pick<Search, 'write'>,
	{ itemId, organisationId, language, revision, major }: PublishTarget,
	publication: Publication,
): Promise<number> {
	const now = Date.now();
	const { title, summary } = publication.text;
	await transaction
		.updateTable('item_variants')
		.set({ state: 'published', published_revision: revision, draft_revision: null, title, summary, published_at: now })
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.execute();
	await transaction
		.insertInto('renditions')
		.values({ item_id: itemId, language, revision, ...publication.rendition })
		.onConflict((conflict) =>
			conflict.columns(['item_id', 'language']).doUpdateSet({ revision, ...publication.rendition }),
		)
		.execute();
	const { edition } = await transaction
		.updateTable('items')
		.set((is) => ({
			published_at: is.fn.coalesce('published_at', is.val(now)),
			updated_at: now,
			edition: is.case().when('edition', '=', 0).then(1).else(is('edition', '+', major ? 1 : 0)).end(),
		}))
		.where('id', '=', itemId)
		.returning('edition')
		.executeTakeFirstOrThrow();
	await keepVersions(transaction, itemId);
	await storeLinks(transaction, { itemId, organisationId, language }, publication.itemReferences);
	await storeFiles(transaction, { itemId, language }, publication.files);
	const tags = await transaction.selectFrom('item_tags').select('tag').where('item_id', '=', itemId).execute();
	await search.write(
		transaction,
		publication.searchDocument({ id: itemId, organisationId, language, tags: tags.map(({ tag }) => tag) }),
	);
	return edition;
}

/** From now on these are the versions that readers of the variant get. */
async function storeFiles(
	transaction: Kysely<Schema>,
	{ itemId, language }: { itemId: string; language: string },
	files: readonly string[],
): Promise<void> {
	await withdrawFiles(transaction, itemId, language);
	if (files.length === 0) return;
	await transaction
		.insertInto('published_files')
		.values(files.map((file) => ({ item_id: itemId, language, file_id: file })))
		.execute();
}

export async function withdrawFiles(transaction: Kysely<Schema>, itemId: string, language: string): Promise<void> {
	await transaction
		.deleteFrom('published_files')
		.where('item_id', '=', itemId)
		.where('language', '=', language)
		.execute();
}

/** Remembers which items a text links to, as far as they exist; references are ids or `<type>/<slug>` of the owner. */
export async function storeLinks(
	transaction: Kysely<Schema>,
	{ itemId, organisationId, language }: { itemId: string; organisationId: string; language: string },
	references: readonly string[],
): Promise<void> {
	await transaction.deleteFrom('item_links').where('item_id', '=', itemId).where('language', '=', language).execute();
	for (const reference of new Set(references)) {
		const [type = '', slug] = reference.split('/');
		const target = await transaction
			.selectFrom('items')
			.select('id')
			.where((is) =>
				slug === undefined
					? is('id', '=', reference)
					: is.and([is('organisation_id', '=', organisationId), is('type', '=', type), is('slug', '=', slug)]),
			)
			.executeTakeFirst();
		if (!target || target.id === itemId) continue;
		await transaction
			.insertInto('item_links')
			.values({ item_id: itemId, language, target_item_id: target.id })
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	}
}
