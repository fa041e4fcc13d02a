import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import { readersOf } from '../access/visible-to.ts';
import type { Schema } from '../database/schema.ts';
import { createId } from '../ids.ts';
import type { NewNotification, NotificationKind, Receivers } from './notification.ts';

/** What was told; `delivery` says whether somebody wants to hear of it elsewhere than on the page, and at once. */
export interface Told {
	readonly id: string;
	readonly delivery: boolean;
	readonly personIds: readonly string[];
}

/**
 * Writes one notification and a row for each receiver: one statement for ten thousand. How each wants to hear of it is
 * decided here; whether they may read it, whenever it is shown.
 */
export async function tell(
	transaction: Kysely<Schema>,
	kind: NotificationKind,
	{ to, itemId, path, data = {}, by, key }: NewNotification,
): Promise<Told> {
	const id = createId();
	// What was deleted for good is no news.
	if (itemId !== undefined && !(await exists(transaction, itemId)))
		return { id, delivery: false, personIds: [] };
	await transaction
		.insertInto('notifications')
		.values({
			id,
			kind: kind.id,
			item_id: itemId ?? null,
			path: path ?? null,
			data: JSON.stringify(data),
			by_person_id: by ?? null,
			key: key ?? null,
			created_at: Date.now(),
		})
		.execute();
	const personIds: string[] = [];
	for (const among of receivers(to))
		personIds.push(...(await addReceivers(transaction, id, kind, by, among)));
	if (key !== undefined) await replaceUnread(transaction, kind.id, key, id);
	const waiting = await transaction
		.selectFrom('notification_receivers')
		.select('person_id')
		.where('notification_id', '=', id)
		.where((is) => is.or([is('mail', '=', 'now'), is('push', '=', 1)]))
		.limit(1)
		.executeTakeFirst();
	return { id, delivery: waiting !== undefined, personIds };
}

async function exists(transaction: Kysely<Schema>, itemId: string): Promise<boolean> {
	const item = await transaction.selectFrom('items').select('id').where('id', '=', itemId).executeTakeFirst();
	return item !== undefined;
}

const atOnce = 5000;

/** Conditions on `people.id`, each for one statement. */
function receivers(to: Receivers): readonly RawBuilder<SqlBool>[] {
	if ('readersOf' in to) return [readersOf(to.readersOf, 'people.id')];
	const parts = Array.from({ length: Math.ceil(to.length / atOnce) }, (_, index) =>
		to.slice(index * atOnce, (index + 1) * atOnce),
	);
	return parts.map((ids) => sql<SqlBool>`people.id in (${sql.join(ids)})`);
}

async function addReceivers(
	transaction: Kysely<Schema>,
	id: string,
	kind: NotificationKind,
	by: string | undefined,
	among: RawBuilder<SqlBool>,
): Promise<readonly string[]> {
	const wished = sql`coalesce(choice.mail, ${kind.mail})`;
	const mail = kind.invites ? sql`case when ${wished} = 'never' then 'never' else 'now' end` : wished;
	const hasDevice = sql`exists (select 1 from push_subscriptions where push_subscriptions.person_id = people.id)`;
	const { rows } = await sql<{
		person_id: string;
	}>`insert into notification_receivers (person_id, notification_id, read_at, mail, push)
		select people.id, ${id}, cast(null as bigint),
			case when ${mail} = 'never' then null else ${mail} end,
			case when coalesce(choice.push, 1) = 1 and ${hasDevice} then 1 else 0 end
		from people left join notification_choices as choice
			on choice.person_id = people.id and choice.kind = ${kind.id}
		where people.disabled_at is null and people.id <> ${by ?? ''} and ${among}
			and (coalesce(choice.page, 1) = 1 or ${mail} <> 'never' or coalesce(choice.push, 1) = 1)
		on conflict do nothing returning person_id`.execute(transaction);
	return rows.map((row) => row.person_id);
}

/** Of what was told under the same key before, only what was read stays. */
async function replaceUnread(
	transaction: Kysely<Schema>,
	kindId: string,
	key: string,
	newest: string,
): Promise<void> {
	await transaction
		.deleteFrom('notification_receivers')
		.where('read_at', 'is', null)
		.where('notification_id', 'in', (earlier) =>
			earlier
				.selectFrom('notifications')
				.select('id')
				.where('kind', '=', kindId)
				.where('key', '=', key)
				.where('id', '<>', newest),
		)
		.where('person_id', 'in', (told) =>
			told
				.selectFrom('notification_receivers as newer')
				.select('newer.person_id')
				.where('newer.notification_id', '=', newest),
		)
		.execute();
}

export async function withdraw(transaction: Kysely<Schema>, kindId: string, key: string): Promise<void> {
	await transaction
		.deleteFrom('notification_receivers')
		.where('read_at', 'is', null)
		.where('notification_id', 'in', (told) =>
			told.selectFrom('notifications').select('id').where('kind', '=', kindId).where('key', '=', key),
		)
		.execute();
}
