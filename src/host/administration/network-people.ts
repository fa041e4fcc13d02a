import { sql } from 'kysely';
import type { Organisation } from '../../accounts/organisations.ts';
import type { Database } from '../../database/database.ts';

/** Someone in the network, for its administrators: disabled accounts too. */
export interface NetworkPerson {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly networkAdmin: boolean;
	readonly disabled: boolean;
	readonly organisations: readonly { readonly slug: string; readonly name: string }[];
}

export interface NetworkOrganisation extends Organisation {
	readonly people: number;
	readonly admins: number;
}

const shownPeople = 50;

/** People whose name or address holds the text. Without a text, the disabled accounts. */
export async function findNetworkPeople(
	{ query }: Database,
	text: string,
): Promise<readonly NetworkPerson[]> {
	const pattern = `%${text
		.trim()
		.toLowerCase()
		.replace(/[\\%_]/g, '\\$&')}%`;
	const people = await query
		.selectFrom('people')
		.select(['id', 'name', 'email', 'network_admin', 'disabled_at'])
		.where((is) =>
			text.trim() === ''
				? is('disabled_at', 'is not', null)
				: sql<boolean>`(lower(name) like ${pattern} escape '\\' or email like ${pattern} escape '\\')`,
		)
		.orderBy('name')
		.limit(shownPeople)
		.execute();
	const memberships = await query
		.selectFrom('memberships')
		.innerJoin('organisations', 'organisations.id', 'memberships.organisation_id')
		.select(['memberships.person_id', 'organisations.slug', 'organisations.name'])
		.where('memberships.person_id', 'in', [...people.map(({ id }) => id), ''])
		.orderBy('organisations.name')
		.execute();
	return people.map(({ network_admin, disabled_at, ...person }) => ({
		...person,
		networkAdmin: network_admin === 1,
		disabled: disabled_at !== null,
		organisations: memberships
			.filter(({ person_id }) => person_id === person.id)
			.map(({ slug, name }) => ({ slug, name })),
	}));
}

/** How many people each organisation has, and how many of them administer it. */
export async function countNetworkPeople(
	{ query }: Database,
	organisations: readonly Organisation[],
): Promise<readonly NetworkOrganisation[]> {
	const counts = await query
		.selectFrom('memberships')
		.innerJoin('people', 'people.id', 'memberships.person_id')
		.leftJoin('membership_roles', (join) =>
			join
				.onRef('membership_roles.person_id', '=', 'memberships.person_id')
				.onRef('membership_roles.organisation_id', '=', 'memberships.organisation_id')
				.on('membership_roles.role', '=', 'admin'),
		)
		.select([
			'memberships.organisation_id',
			sql<number>`count(*)`.as('people'),
			sql<number>`count(membership_roles.role)`.as('admins'),
		])
		.where('people.disabled_at', 'is', null)
		.groupBy('memberships.organisation_id')
		.execute();
	return organisations.map((organisation) => {
		const count = counts.find(({ organisation_id }) => organisation_id === organisation.id);
		return { ...organisation, people: Number(count?.people ?? 0), admins: Number(count?.admins ?? 0) };
	});
}
