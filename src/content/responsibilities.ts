import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../access/actor.ts';
import { visibleTo, workingVisibleTo } from '../access/visible-to.ts';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { isSourceVariant } from './source-variant.ts';

/** An item that a person answers for, or whose unpublished draft is theirs alone. */
export interface Responsibility {
	readonly itemId: string;
	readonly title: string;
	readonly language: string;
	readonly type: string;
	readonly reviewDueAt: number | null;
	readonly archived: boolean;
	/** The person is named; else nobody is, and the draft is the person's. */
	readonly named: boolean;
	readonly draft: boolean;
}

export interface PersonResponsibilities {
	/** As far as the actor may read them, what is due first at the top. */
	readonly items: readonly Responsibility[];
	/** All of them, with those whose titles the actor may not read. */
	readonly count: number;
}

/** Who takes an item over; the one that is not named becomes empty. */
export interface Successor {
	readonly kind: 'person' | 'group';
	readonly id: string;
}

const shownItems = 300;

/** What a person answers for in an organisation. */
export async function responsibilitiesOf(
	{ query }: Database,
	actor: Actor,
	of: { readonly organisationId: string; readonly personId: string },
): Promise<PersonResponsibilities> {
	const readable = sql<SqlBool>`(${visibleTo(actor, 'items.id')} or ${workingVisibleTo(actor, 'items.id')})`;
	const { count } = await query
		.selectFrom('items')
		.select((select) => select.fn.countAll<number>().as('count'))
		.where(answeredBy(of))
		.executeTakeFirstOrThrow();
	const rows = await query
		.selectFrom('items')
		.innerJoin('item_variants', isSourceVariant)
		.select([
			'items.id',
			'items.type',
			'items.review_due_at',
			'items.archived_at',
			'items.responsible_person_id',
			'item_variants.title',
			'item_variants.language',
			sql<number>`case when ${draftBy(of.personId)} then 1 else 0 end`.as('draft'),
		])
		.where(answeredBy(of))
		.where(readable)
		.orderBy(sql`case when items.review_due_at is null then 1 else 0 end`)
		.orderBy('items.review_due_at')
		.orderBy('item_variants.title')
		.limit(shownItems)
		.execute();
	return {
		count: Number(count),
		items: rows.map((row) => ({
			itemId: row.id,
			title: row.title,
			language: row.language,
			type: row.type,
			reviewDueAt: row.review_due_at,
			archived: row.archived_at !== null,
			named: row.responsible_person_id === of.personId,
			draft: Number(row.draft) === 1,
		})),
	};
}

/** Ids of all items that would have to be handed over. */
export async function answeredItems(
	transaction: Kysely<Schema>,
	of: { readonly organisationId: string; readonly personId: string },
): Promise<readonly string[]> {
	const rows = await transaction.selectFrom('items').select('id').where(answeredBy(of)).orderBy('id').execute();
	return rows.map(({ id }) => id);
}

const atOnce = 500;

/** Names somebody else for these items. */
export async function handOverItems(
	transaction: Kysely<Schema>,
	itemIds: readonly string[],
	{ kind, id }: Successor,
): Promise<void> {
	for (let start = 0; start < itemIds.length; start += atOnce) {
		await transaction
			.updateTable('items')
			.set({
				responsible_person_id: kind === 'person' ? id : null,
				responsible_group_id: kind === 'group' ? id : null,
				updated_at: Date.now(),
			})
			.where('id', 'in', itemIds.slice(start, start + atOnce))
			.execute();
	}
}

function answeredBy({
	organisationId,
	personId,
}: {
	readonly organisationId: string;
	readonly personId: string;
}): RawBuilder<SqlBool> {
	return sql<SqlBool>`(items.organisation_id = ${organisationId} and items.deleted_at is null and (
		items.responsible_person_id = ${personId}
		or (items.responsible_person_id is null and items.responsible_group_id is null and ${draftBy(personId)})
	))`;
}

function draftBy(personId: string): RawBuilder<SqlBool> {
	return sql<SqlBool>`exists (
		select 1 from item_variants as drafted
		join revisions on revisions.item_id = drafted.item_id and revisions.number = drafted.draft_revision
		where drafted.item_id = items.id and revisions.author_id = ${personId}
	)`;
}
