import type { Actor } from '../../access/actor.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { Member } from '../../accounts/people.ts';
import { responsibilitiesOf, type PersonResponsibilities } from '../../content/responsibilities.ts';
import type { Database } from '../../database/database.ts';
import { notFound } from '../../errors.ts';
import { handoverKinds, type HandoverKind } from '../handover.ts';
import type { PluginHost } from '../plugin-host.ts';
import type { Settings } from '../settings.ts';

/** What somebody answers for in an organisation, and who could take it over. */
export interface HandoverView extends PersonResponsibilities {
	readonly member: Member;
	readonly groups: readonly { readonly id: string; readonly name: string }[];
	/** Searches without a hit that the person was asked to see to. */
	readonly searches: number;
	/** Of plugins. */
	readonly others: readonly HandoverKind[];
	/** Nobody else administers the organisation. */
	readonly isLastAdmin: boolean;
	/** Where the person belongs besides. */
	readonly elsewhere: readonly string[];
	readonly people: readonly { readonly id: string; readonly name: string }[];
	readonly groupChoices: readonly { readonly id: string; readonly name: string }[];
}

interface HandoverParts {
	readonly accounts: Accounts;
	readonly database: Database;
	readonly host: PluginHost;
	readonly settings: Settings;
}

/** @throws VerbundError `request.notFound` unless the person belongs to the organisation */
export async function readHandover(
	{ accounts, database, host, settings }: HandoverParts,
	actor: Actor,
	organisationId: string,
	personId: string,
): Promise<HandoverView> {
	const members = await accounts.people.members(organisationId);
	const member = members.find(({ id }) => id === personId);
	if (!member) throw notFound();
	const others = members.filter(({ id, disabled }) => id !== personId && !disabled);
	const groups = await accounts.groups.list([organisationId]);
	const { organisationIds } = await accounts.people.rightsOf(personId);
	const organisations = await accounts.organisations.list();
	const searches = await database.query
		.selectFrom('search_misses')
		.select((select) => select.fn.countAll<number>().as('count'))
		.where('organisation_id', '=', organisationId)
		.where('assigned_person_id', '=', personId)
		.where('state', '=', 'open')
		.executeTakeFirstOrThrow();
	return {
		...(await responsibilitiesOf(database, actor, { organisationId, personId })),
		member,
		groups: groups.filter(({ memberIds }) => memberIds.includes(personId)),
		searches: Number(searches.count),
		others: await handoverKinds(host, settings, { organisationId, personId }),
		isLastAdmin: member.roles.includes('admin') && !others.some(({ roles }) => roles.includes('admin')),
		elsewhere: organisations
			.filter(({ id }) => id !== organisationId && organisationIds.includes(id))
			.map(({ name }) => name),
		people: others,
		groupChoices: groups.filter(({ memberIds }) => memberIds.some((id) => id !== personId)),
	};
}
