import type { Kysely } from 'kysely';
import type { Actor } from '../access/actor.ts';
import type { Schema } from '../database/schema.ts';
import { notFound } from '../errors.ts';
import { createId } from '../ids.ts';
import { freeSlug, slugify } from '../slugs.ts';
import { toPrincipals } from './audience.ts';
import type { ContentType } from './content-types.ts';

export interface NewItem {
	/** Drawn beforehand, so that others can link to it. */
	readonly id?: string;
	readonly type: string;
	readonly organisationId: string;
	readonly collectionId: string | null;
	readonly language: string;
	readonly slug?: string;
	readonly importKey?: string;
}

/** A new item without text, in the audience that its type begins with. */
export async function insertItem(
	transaction: Kysely<Schema>,
	actor: Actor,
	type: ContentType,
	item: NewItem,
	title: string,
): Promise<string> {
	const id = item.id ?? createId();
	const slug = await freeSlug(item.slug ?? slugify(title), async (candidate) => {
		const taken = await transaction
			.selectFrom('items')
			.select('id')
			.where('organisation_id', '=', item.organisationId)
			.where('type', '=', type.id)
			.where('slug', '=', candidate)
			.executeTakeFirst();
		return taken !== undefined;
	});
	const now = Date.now();
	await transaction
		.insertInto('items')
		.values({
			id,
			type: type.id,
			organisation_id: item.organisationId,
			collection_id: item.collectionId,
			slug,
			source_language: item.language,
			edition: 0,
			last_revision: 0,
			import_key: item.importKey ?? null,
			created_at: now,
			created_by: actor.kind === 'person' ? actor.personId : null,
			updated_at: now,
		})
		.execute();
	await transaction
		.insertInto('item_audience')
		.values(
			toPrincipals([type.defaultAudience === 'network' ? 'network' : 'own'], item.organisationId).map((principal) => ({
				item_id: id,
				principal,
			})),
		)
		.execute();
	return id;
}

/** Something about it changed, which lists and kept copies have to see. */
export async function touchItem(transaction: Kysely<Schema>, id: string): Promise<void> {
	await transaction.updateTable('items').set({ updated_at: Date.now() }).where('id', '=', id).execute();
}

/** @throws VerbundError `request.notFound` */
export async function requireItem(
	transaction: Kysely<Schema>,
	id: string,
	bin: 'withDeleted' | 'withoutDeleted' = 'withoutDeleted',
) {
	let query = transaction
		.selectFrom('items')
		.select([
			'id',
			'type',
			'organisation_id',
			'collection_id',
			'source_language',
			'edition',
			'review_due_at',
			'deleted_at',
		])
		.where('id', '=', id);
	if (bin === 'withoutDeleted') query = query.where('deleted_at', 'is', null);
	return query.executeTakeFirstOrThrow(notFound);
}

