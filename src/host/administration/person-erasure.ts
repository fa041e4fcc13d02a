import { sql } from 'kysely';
import { actingOrganisation, type Actor } from '../../access/actor.ts';
import type { App } from '../../app.ts';
import type { AuthoredDraft } from '../../content/authored-texts.ts';
import { notFound } from '../../errors.ts';
import { administersAll } from './account-rights.ts';

/** What an administrator should know before a person is erased. */
export interface PersonErasure {
	readonly person: { readonly id: string; readonly name: string; readonly email: string };
	readonly isSelf: boolean;
	readonly organisations: readonly { readonly slug: string; readonly name: string }[];
	/** Texts that go with the person, because nobody else has written in them and they were never published. */
	readonly drafts: readonly AuthoredDraft[];
	/** Texts that the person answers for and then nobody. */
	readonly answersFor: number;
	/** Which plugins store something about people, in words of their manifests. */
	readonly plugins: readonly { readonly name: string; readonly what: string }[];
}

const countAnswersFor = sql<number>`(select count(*) from items
	where responsible_person_id = people.id and deleted_at is null)`;

/** @throws VerbundError `request.notFound` for a person whom the actor does not wholly administer */
export async function readPersonErasure(
	{ authored, database, host }: App,
	actor: Actor,
	personId: string,
): Promise<PersonErasure> {
	const rows = await database.query
		.selectFrom('people')
		.leftJoin('memberships', 'memberships.person_id', 'people.id')
		.leftJoin('organisations', 'organisations.id', 'memberships.organisation_id')
		.select([
			'people.id',
			'people.name',
			'email',
			'network_admin',
			'organisations.id as organisationId',
			'slug',
		])
		.select(['organisations.name as organisation', countAnswersFor.as('answersFor')])
		.where('people.id', '=', personId)
		.orderBy('organisations.name')
		.execute();
	const [row] = rows;
	if (!row) throw notFound();
	const rights = {
		networkAdmin: row.network_admin === 1,
		organisationIds: rows.flatMap(({ organisationId }) => organisationId ?? []),
	};
	if (!administersAll(actor, rights)) throw notFound();
	const acting = actingOrganisation(actor);
	return {
		person: { id: row.id, name: row.name, email: row.email },
		isSelf: actor.kind === 'person' && actor.personId === personId,
		organisations: rows
			.flatMap(({ organisationId: id, slug, organisation: name }) =>
				id !== null && slug !== null && name !== null ? [{ id, slug, name }] : [],
			)
			.sort((a, b) => Number(b.id === acting) - Number(a.id === acting)),
		drafts: await authored.drafts(personId, actor),
		answersFor: Number(row.answersFor),
		plugins: host.plugins.flatMap(({ manifest }) =>
			manifest.contributes.personalData.map(({ what }) => ({ name: manifest.displayName, what })),
		),
	};
}
