import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../access/actor.ts';
import { isConcerned } from './concerned.ts';
import type { HolderOf } from './holders.ts';

/** Parts of a statement about what one person is asked to confirm; `asked` is `acknowledgement_requests`. */
export interface OwnRequest {
	readonly concerns: RawBuilder<unknown>;
	readonly isConfirmed: RawBuilder<unknown>;
	/** The day, where it is stored. */
	readonly confirmedOn: RawBuilder<unknown>;
	readonly dueAt: RawBuilder<unknown>;
}

/** Null for visitors, who are asked nothing. `items` is the item, of which an edition is published. */
export function ownRequest(actor: Actor, holderOf: HolderOf): OwnRequest | null {
	if (actor.kind !== 'person') return null;
	const { personId } = actor;
	const named = sql`from acknowledgement_names as named
		where named.item_id = items.id and named.edition = items.edition and named.person_id = ${personId}`;
	const joinedAt = sql`(select min(joined.created_at) from memberships as joined where joined.person_id = ${personId})`;
	// A new day counts from when it was chosen.
	const since = sql`(case when asked.chosen_at > asked.asked_at then asked.chosen_at else asked.asked_at end)`;
	return {
		concerns: sql`(asked.asked_at is not null and ${isConcerned(sql.ref('asked.item_id'), sql`${personId}`)})`,
		isConfirmed: sql`(exists (select 1 from acknowledgement_marks as mark where mark.item_id = items.id
			and mark.edition = items.edition and mark.holder = ${holderOf(personId)})
			or exists (select 1 ${named}))`,
		confirmedOn: sql`(select named.confirmed_on ${named})`,
		// Who came later has as much time as the others had.
		dueAt: sql`(case when ${joinedAt} > ${since}
			then ${joinedAt} + asked.due_at - ${since} else asked.due_at end)`,
	};
}
