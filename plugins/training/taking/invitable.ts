import { readersOf, sql, type Actor, type Person, type PluginContext } from 'verbund';

export interface InvitableFilter {
	readonly courseId: string;
	readonly organisationId: string;
	/** Part of the name; without it those of the own organisation. */
	readonly text: string;
}

/** People whom the actor may see, who may read the course, and who have nothing to do with it yet. Two queries. */
export type Invitable = (actor: Actor, filter: InvitableFilter) => Promise<readonly Person[]>;

const mostListed = 40;

export function createInvitable({ people, storage }: Pick<PluginContext, 'people' | 'storage'>): Invitable {
	return async (actor, { courseId, organisationId, text }) => {
		const known = await people.list(
			actor,
			text === '' ? { organisationId, limit: 200 } : { text, limit: 200 },
		);
		if (known.length === 0) return [];
		const { rows } = await sql<{ id: string }>`select people.id from people
			where people.id in (${sql.join(known.map(({ id }) => id))}) and ${readersOf(courseId, sql`people.id`)}
				and not exists (select 1 from training_enrolments own where own.course_id = ${courseId}
					and own.person_id = people.id and own.state not in ('left', 'declined', 'interested'))`.execute(
			storage.query(),
		);
		const free = new Set(rows.map(({ id }) => id));
		return known.filter(({ id }) => free.has(id)).slice(0, mostListed);
	};
}
