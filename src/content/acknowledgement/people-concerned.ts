import { sql } from 'kysely';
import type { Actor } from '../../access/actor.ts';
import { readersOf, visiblePeople } from '../../access/visible-to.ts';
import type { Database } from '../../database/database.ts';
import { isConcerned } from './concerned.ts';

/** Somebody whom a request concerns at this moment. */
export interface ConcernedPerson {
	readonly id: string;
	readonly name: string;
	/** Whether the actor may know of them. */
	readonly isVisible: boolean;
	readonly organisationIds: readonly string[];
}

/** All who may read the item and are meant: who came since then is one of them, who left or lost the right is not. */
export async function peopleConcerned(
	{ query }: Pick<Database, 'query'>,
	actor: Actor,
	itemId: string,
): Promise<readonly ConcernedPerson[]> {
	const { rows } = await sql<{
		id: string;
		name: string;
		visible: number;
		organisation_id: string | null;
	}>`select people.id, people.name, memberships.organisation_id,
			case when ${visiblePeople(actor, 'people.id')} then 1 else 0 end as visible
		from people left join memberships on memberships.person_id = people.id
		where people.disabled_at is null and ${readersOf(itemId, 'people.id')}
			and ${isConcerned(sql`${itemId}`, sql.ref('people.id'))}
		order by people.name, people.id`.execute(query);
	return [...Map.groupBy(rows, ({ id }) => id)].flatMap(([id, memberships]) => {
		const [first] = memberships;
		if (!first) return [];
		const organisationIds = memberships.flatMap((one) => one.organisation_id ?? []);
		return [{ id, name: first.name, isVisible: Number(first.visible) === 1, organisationIds }];
	});
}
