import { sql, type Kysely } from 'kysely';
import type { Actor } from '../access/actor.ts';
import { organisationsWhere } from '../access/permissions.ts';
import { visibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { VerbundError, notFound } from '../errors.ts';
import { createId } from '../ids.ts';
import { freeSlug, slugify } from '../slugs.ts';
import type { Reader } from './reader.ts';

export interface Collection {
	readonly id: string;
	readonly organisationId: string;
	readonly parentId: string | null;
	readonly slug: string;
	readonly title: string;
	/** Content types of which the reader finds something there, if they were asked for. */
	readonly types?: readonly string[];
}

export interface Collections {
	/** Collections of an organisation in which the reader finds something, or all for those who write there. */
	list(reader: Reader, filter: CollectionFilter): Promise<readonly Collection[]>;
	get(id: string): Promise<Collection>;
	/** @throws VerbundError `request.notFound` for a collection of another organisation; null is always right */
	requireOwned(id: string | null, organisationId: string): Promise<void>;
	create(collection: { organisationId: string; parentId: string | null; title: string }): Promise<string>;
	rename(id: string, title: string): Promise<void>;
	/** @throws VerbundError `content.collectionNotEmpty` */
	remove(id: string): Promise<void>;
}

export interface CollectionFilter {
	readonly organisationId: string;
	readonly types: readonly string[];
	/** Also collections that are empty for this reader, where they work. */
	readonly withEmpty: boolean;
	/** Says of what types the things are that the reader finds there. */
	readonly withTypes?: boolean;
	readonly limit: number;
}

export function createCollections(database: Database): Collections {
	const collections: Collections = {
		async list({ actor, types }, { organisationId, types: wanted, withEmpty, withTypes = false, limit }) {
			const readable = wanted.filter((type) => types.includes(type));
			const holdsReadable = sql<boolean>`exists (select 1 from items
				where items.collection_id = collections.id and items.type in (${sql.join([...readable, ''])})
				and ${visibleTo(actor, 'items.id')})`;
			let query = database.query
				.selectFrom('collections')
				.select(['id', 'organisation_id as organisationId', 'parent_id as parentId', 'slug', 'title'])
				.where('organisation_id', '=', organisationId)
				.orderBy('position')
				.orderBy('title')
				.limit(limit);
			const worksThere =
				actor.kind === 'system' || organisationsWhere(actor, 'content.readDrafts').includes(organisationId);
			if (!withEmpty || !worksThere) query = query.where(holdsReadable);
			if (!withTypes) return query.execute();
			const rows = await query.select(readableTypes(actor, readable).as('held')).execute();
			return rows.map(({ held, ...collection }) => ({ ...collection, types: held?.split(',') ?? [] }));
		},
		async get(id) {
			const row = await database.query
				.selectFrom('collections')
				.select(['id', 'organisation_id as organisationId', 'parent_id as parentId', 'slug', 'title'])
				.where('id', '=', id)
				.executeTakeFirst();
			if (!row) throw notFound();
			return row;
		},
		async requireOwned(id, organisationId) {
			if (id !== null && (await collections.get(id)).organisationId !== organisationId) throw notFound();
		},
		create: ({ organisationId, parentId, title }) =>
			database.transaction(async (transaction) => {
				await collections.requireOwned(parentId, organisationId);
				const slug = await freeSlug(slugify(title), (candidate) =>
					findCollection(transaction, organisationId, parentId, candidate).then((found) => found !== null),
				);
				return insertCollection(transaction, { organisationId, parentId, slug, title, position: 0 });
			}),
		async rename(id, title) {
			await database.transaction((transaction) =>
				transaction.updateTable('collections').set({ title }).where('id', '=', id).execute(),
			);
		},
		remove: (id) =>
			database.transaction(async (transaction) => {
				const used = await transaction.selectFrom('items').select('id').where('collection_id', '=', id).executeTakeFirst();
				const parent = await transaction.selectFrom('collections').select('id').where('parent_id', '=', id).executeTakeFirst();
				if (used || parent) throw new VerbundError('content.collectionNotEmpty');
				await transaction.deleteFrom('collections').where('id', '=', id).execute();
			}),
	};
	return collections;
}

function readableTypes(actor: Actor, types: readonly string[]) {
	return sql<string | null>`(select string_agg(held.type, ',') from (select distinct items.type from items
		where items.collection_id = collections.id and items.type in (${sql.join([...types, ''])})
			and ${visibleTo(actor, 'items.id')}) as held)`;
}

export async function findCollection(
	transaction: Kysely<Schema>,
	organisationId: string,
	parentId: string | null,
	slug: string,
): Promise<string | null> {
	const row = await transaction
		.selectFrom('collections')
		.select('id')
		.where('organisation_id', '=', organisationId)
		.where('slug', '=', slug)
		.where('parent_id', parentId === null ? 'is' : '=', parentId)
		.executeTakeFirst();
	return row?.id ?? null;
}

export async function insertCollection(
	transaction: Kysely<Schema>,
	collection: { organisationId: string; parentId: string | null; slug: string; title: string; position: number },
): Promise<string> {
	const id = createId();
	await transaction
		.insertInto('collections')
		.values({
			id,
			organisation_id: collection.organisationId,
			parent_id: collection.parentId,
			slug: collection.slug,
			title: collection.title,
			position: collection.position,
		})
		.execute();
	return id;
}
