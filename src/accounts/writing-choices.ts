import { sql } from 'kysely';
import type { Database } from '../database/database.ts';

export interface NamedChoice {
	readonly id: string;
	readonly name: string;
}

/** Whom those who write for an organisation can name. */
export interface WritingChoices {
	/** Other organisations that can be let in. */
	readonly partners: readonly NamedChoice[];
	/** Groups in which the organisation takes part. */
	readonly groups: readonly NamedChoice[];
	/** Own people who can answer for something. */
	readonly people: readonly NamedChoice[];
}

type Kind = keyof WritingChoices;

/** All three in one query. */
export async function listWritingChoices(
	{ query }: Pick<Database, 'query'>,
	organisationId: string,
): Promise<WritingChoices> {
	const { rows } = await sql<NamedChoice & { kind: Kind }>`
		select 'partners' as kind, organisations.id, organisations.name from organisations
			where organisations.archived_at is null and organisations.id <> ${organisationId}
		union all select 'groups', groups.id, groups.name from groups where groups.id in
			(select taking.group_id from group_organisations taking where taking.organisation_id = ${organisationId})
		union all select 'people', people.id, people.name from people
			join memberships on memberships.person_id = people.id and memberships.organisation_id = ${organisationId}
			where people.disabled_at is null
		order by 3, 2`.execute(query);
	const ofKind = (wanted: Kind) =>
		rows.filter(({ kind }) => kind === wanted).map(({ id, name }) => ({ id, name }));
	return { partners: ofKind('partners'), groups: ofKind('groups'), people: ofKind('people') };
}
