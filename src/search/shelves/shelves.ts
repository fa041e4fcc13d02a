import type { Kysely } from 'kysely';
import { checkAudience, type AudienceChoice } from '../../content/audience.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { notFound } from '../../errors.ts';
import type { Search } from '../search.ts';

/** Things that are read by the same people, such as the files of one source. */
export interface Shelf {
	readonly id: string;
	/** As a kind of hits; a plugin's `searchTypes` declare it. */
	readonly type: string;
	/** Whose it is. */
	readonly organisationId: string;
	/** Who may read what stands on it; nobody else does. */
	readonly audience: readonly AudienceChoice[];
}

export interface ShelvedThing {
	readonly id: string;
	/** Without one it goes by the passage that is found. */
	readonly title: string;
	/** Plain text, as a reader sees it. */
	readonly text: string;
	/** Path of the hub where it is read. */
	readonly url: string;
	/** What it belongs to, as hits say it. */
	readonly partOf: string;
	/** Among things that are found alike, the newest stands first. */
	readonly updatedAt?: number;
}

/** What plugins have the search find besides content. Who may read a shelf is decided here, in the query. */
export interface Shelves {
	/** Makes it or changes it; effective with the next request. @throws VerbundError `command.inputInvalid` */
	set(shelf: Shelf): Promise<void>;
	/** Nobody reads it from now on; what stood on it leaves the index afterwards. */
	remove(shelfId: string): Promise<void>;
	/** Puts things there, or new words in the place of those they had. @throws VerbundError `request.notFound` */
	put(shelfId: string, things: readonly ShelvedThing[]): Promise<void>;
	take(shelfId: string, ids: readonly string[]): Promise<void>;
	/** Whom shelves are for (`network`, `organisation:<id>`, `group:<id>`), by their ids. */
	audiences(shelfIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** As the index knows things on shelves. */
export const shelvedSource = 'shelved';

interface ShelfParts {
	readonly database: Database;
	readonly search: Search;
	/** What was on a shelf that is gone waits to leave the index. */
	readonly left: () => Promise<void>;
}

export function createShelves({ database, search, left }: ShelfParts): Shelves {
	return {
		set: ({ id, type, organisationId, audience }) =>
			database.transaction(async (transaction) => {
				const principals = await checkAudience(transaction, organisationId, audience);
				await transaction
					.insertInto('shelves')
					.values({ id, type, organisation_id: organisationId })
					.onConflict((conflict) => conflict.doNothing())
					.execute();
				await transaction.deleteFrom('shelf_audience').where('shelf_id', '=', id).execute();
				await transaction
					.insertInto('shelf_audience')
					.values(principals.map((principal) => ({ shelf_id: id, principal })))
					.execute();
			}),
		remove: (shelfId) =>
			database.transaction(async (transaction) => {
				await transaction.deleteFrom('shelves').where('id', '=', shelfId).execute();
				await transaction
					.insertInto('search_changes')
					.columns(['source', 'object_id'])
					.expression((select) =>
						select
							.selectFrom('shelved')
							.select(({ val }) => [val(shelvedSource).as('source'), 'id'])
							.where('shelf_id', '=', shelfId),
					)
					.onConflict((conflict) => conflict.doNothing())
					.execute();
				await transaction.deleteFrom('shelved').where('shelf_id', '=', shelfId).execute();
				await left();
			}),
		async put(shelfId, things) {
			if (things.length === 0) return;
			const shelf = await findShelf(database.query, shelfId);
			const documents = things.map(({ id, title, text, updatedAt = 0 }) =>
				search.prepare({
					source: shelvedSource,
					type: shelf.type,
					objectId: id,
					// As names and other files: read by the rules of the language that the network works in.
					language: 'de',
					organisationId: shelf.organisation_id,
					title,
					headings: [],
					text,
					updatedAt,
				}),
			);
			await database.transaction(async (transaction) => {
				// It may have been removed while the words were analysed.
				await findShelf(transaction, shelfId);
				await Promise.all(
					things.map(({ id, url, partOf }) =>
						transaction
							.insertInto('shelved')
							.values({ id, shelf_id: shelfId, url, part_of: partOf })
							.onConflict((conflict) => conflict.column('id').doUpdateSet({ url, part_of: partOf }))
							.execute(),
					),
				);
				await search.writeAll(transaction, documents);
			});
		},
		take: (shelfId, ids) =>
			database.transaction(async (transaction) => {
				const { numDeletedRows } = await transaction
					.deleteFrom('shelved')
					.where('shelf_id', '=', shelfId)
					.where('id', 'in', [...ids, ''])
					.executeTakeFirst();
				if (numDeletedRows === 0n) return;
				for (const objectId of ids) await search.remove(transaction, { source: shelvedSource, objectId });
			}),
		async audiences(shelfIds) {
			const rows = await database.query
				.selectFrom('shelf_audience')
				.selectAll()
				.where('shelf_id', 'in', [...shelfIds, ''])
				.orderBy('principal')
				.execute();
			const byShelf = Map.groupBy(rows, ({ shelf_id: id }) => id);
			return new Map([...byShelf].map(([id, all]) => [id, all.map(({ principal }) => principal)]));
		},
	};
}

function findShelf(database: Kysely<Schema>, id: string) {
	return database
		.selectFrom('shelves')
		.select(['type', 'organisation_id'])
		.where('id', '=', id)
		.executeTakeFirstOrThrow(notFound);
}
