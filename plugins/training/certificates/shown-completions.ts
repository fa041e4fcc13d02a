import { sql, visibleItems, type Actor, type PluginContext } from 'verbund';

export interface ShownCompletion {
	readonly name: string;
	readonly title: string;
	readonly language: string;
	readonly completedAt: number;
	readonly validUntil: number | null;
}

/**
 * What the people of an organisation have completed, the newest first, for those who oversee it; null where the
 * organisation keeps that to its people, as it does unless it has decided otherwise. How far somebody is is not shown.
 */
export type ListCompletions = (
	actor: Actor,
	organisationId: string,
	page: { readonly limit: number; readonly offset: number },
) => Promise<readonly ShownCompletion[] | null>;

export function createListCompletions({
	access,
	settings,
	storage,
}: Pick<PluginContext, 'access' | 'settings' | 'storage'>): ListCompletions {
	return async (actor, organisationId, { limit, offset }) => {
		access.require(actor, 'training.oversee', { organisationId });
		const isShown = await settings.get('training.showCompletions', { organisationId, personId: null });
		if (isShown !== true) return null;
		const { rows } = await sql<{
			name: string;
			title: string;
			language: string;
			completed_at: number;
			valid_until: number | null;
		}>`select people.name, completion.title, completion.language, completion.completed_at, completion.valid_until
			from training_completions completion join people on people.id = completion.person_id
			join memberships on memberships.person_id = people.id and memberships.organisation_id = ${organisationId}
			where completion.course_id in ${visibleItems(actor)}
			order by completion.completed_at desc, completion.id limit ${limit} offset ${offset}`.execute(
			storage.query(),
		);
		return rows.map(({ completed_at, valid_until, ...row }) => ({
			...row,
			completedAt: completed_at,
			validUntil: valid_until,
		}));
	};
}
