import { sql } from 'kysely';
import type { Actor } from '../../access/actor.ts';
import { organisationsWhere } from '../../access/permissions.ts';
import { visibleTo, workingVisibleTo } from '../../access/visible-to.ts';
import type { Database } from '../../database/database.ts';
import { notFound } from '../../errors.ts';
import { findPolicy } from './policies.ts';
import { monthsAfter } from './review-policy.ts';

/** An item whose review an actor may confirm. */
export interface ConfirmableItem {
	readonly organisationId: string;
	readonly type: string;
	readonly collectionId: string | null;
	readonly title: string;
	readonly reviewDueAt: number | null;
}

/**
 * For those who publish in the owning organisation, and for whoever answers for the item.
 *
 * @throws VerbundError `request.notFound`
 */
export async function confirmableItem(
	{ query }: Database,
	actor: Actor,
	itemId: string,
): Promise<ConfirmableItem> {
	const person = actor.kind === 'person' ? actor.personId : '';
	const groups = actor.kind === 'person' ? actor.groupIds : [];
	return query
		.selectFrom('items')
		.select([
			'organisation_id as organisationId',
			'type',
			'collection_id as collectionId',
			'review_due_at as reviewDueAt',
			sql<string>`coalesce((select title from item_variants where item_id = items.id
				and language = items.source_language), '')`.as('title'),
		])
		.where('items.id', '=', itemId)
		.where('deleted_at', 'is', null)
		.where((is) => is.or([visibleTo(actor, 'items.id'), workingVisibleTo(actor, 'items.id')]))
		.where((is) =>
			is.or([
				is('organisation_id', 'in', [...organisationsWhere(actor, 'content.publish'), '']),
				is('responsible_person_id', '=', person),
				is('responsible_group_id', 'in', [...groups, '']),
			]),
		)
		.executeTakeFirstOrThrow(notFound);
}

/** When an item that holds today is checked again. */
export async function nextReviewOf(
	{ query }: Database,
	item: Pick<ConfirmableItem, 'organisationId' | 'type' | 'collectionId'>,
	usualMonths: number,
): Promise<number> {
	const policy = await findPolicy(query, item);
	return monthsAfter(Date.now(), policy?.checkMonths ?? usualMonths);
}
