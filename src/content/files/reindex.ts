import type { Database } from '../../database/database.ts';
import type { Search } from '../../search/search.ts';
import type { ContentTypes } from '../content-types.ts';
import type { Prepare } from '../publication.ts';
import { findRevision } from '../revisions.ts';

export type Reindex = (itemId: string) => Promise<void>;

interface ReindexParts {
	readonly database: Database;
	readonly types: ContentTypes;
	readonly search: Search;
	readonly prepare: Prepare;
}

export function createReindex({ database, types, search, prepare }: ReindexParts): Reindex {
	return async (itemId) => {
		const variants = await database.query
			.selectFrom('item_variants')
			.innerJoin('items', 'items.id', 'item_variants.item_id')
			.select(['items.type', 'items.organisation_id', 'item_variants.language', 'published_revision'])
			.where('items.id', '=', itemId)
			.where('published_revision', 'is not', null)
			.execute();
		for (const { type: typeId, organisation_id: organisationId, language, published_revision: revision } of variants) {
			const type = types.find(typeId);
			const text = revision === null ? null : await findRevision(database.query, itemId, revision);
			if (!type || !text) continue;
			const publication = await prepare(type, text);
			await database.transaction(async (transaction) => {
				const still = await transaction
					.selectFrom('item_variants')
					.select('language')
					.where('item_id', '=', itemId)
					.where('language', '=', language)
					.where('published_revision', '=', revision)
					.executeTakeFirst();
				// What is published since then was indexed with it.
				if (!still) return;
				const tags = await transaction.selectFrom('item_tags').select('tag').where('item_id', '=', itemId).execute();
				await search.write(
					transaction,
					publication.searchDocument({ id: itemId, organisationId, language, tags: tags.map(({ tag }) => tag) }),
				);
			});
		}
	};
}
