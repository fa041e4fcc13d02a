import { readersOf, sql, type Actor, type Person, type PluginContext } from 'verbund';

export interface InvitableFilter {
	readonly courseId: string;
	readonly organisationId: string;
	/** Part of the name; without it those of the own organisation. */
	readonly text: string;
}

/** People whom the actor may see, who may read the course, and who have nothing to do with it yet. One query. */
export type Invitable = (actor: Actor, filter: InvitableFilter) => Promise<readonly Person[]>;

const mostListed = 40;

export function createInvitable({ people }: Pick<PluginContext, 'people'>): Invitable {
	return (actor, { courseId, organisationId, text }) =>
		people.list(actor, {
			...(text === '' ? { organisationId } : { text }),
			among: sql`(select candidate.id from people candidate where ${readersOf(courseId, sql`candidate.id`)}
				and not exists (select 1 from training_enrolments own where own.course_id = ${courseId}
					and own.person_id = candidate.id and own.state not in ('left', 'declined', 'interested')))`,
			limit: mostListed,
		});
}
