import {
	explainItem,
	explainPerson,
	type ItemReadersExplanation,
	type PersonRightsExplanation,
} from '../access/explain.ts';
import { actingOrganisation, type Actor, type Role } from '../access/actor.ts';
import type { AuditEntry } from '../access/audit.ts';
import type { AuditProof } from '../access/audit-proof.ts';
import type { PermissionDeclaration } from '../access/permissions.ts';
import type { AccountLink } from '../accounts/account-links.ts';
import type { ApiToken } from '../accounts/api-tokens.ts';
import type { Group } from '../accounts/groups.ts';
import type { Organisation, Site } from '../accounts/organisations.ts';
import type { Member, Person } from '../accounts/people.ts';
import type { OwnSession } from '../accounts/sessions.ts';
import type { App } from '../app.ts';
import { notFound } from '../errors.ts';
import { startOfDay } from '../l10n/german-days.ts';
import { administrationGroupsFor, type AdministrationGroup } from './administration/areas.ts';
import { administersWholly } from './administration/account-rights.ts';
import { readHandover, type HandoverView } from './administration/handover.ts';
import { nameAuditObjects, type AuditName } from './administration/audit-names.ts';
import {
	countNetworkPeople,
	findNetworkPeople,
	type NetworkOrganisation,
	type NetworkPerson,
} from './administration/network-people.ts';
import { findAuditObjects } from './administration/audit-objects.ts';
import { operationsFor, type Operations } from './administration/operations.ts';
import { readPersonErasure, type PersonErasure } from './administration/person-erasure.ts';
import type { PersonalDataDeclaration } from './personal-data/section.ts';
import { readOverview, type AdministrationOverview } from './administration/overview.ts';
import { readPluginReadme } from './administration/plugin-readme.ts';
import { auditJob } from './core-jobs/audit-job.ts';
import type { BrokenPlugin, DiscoveredPlugin } from './discover-plugins.ts';
import type { PluginStatus } from './plugin-host.ts';
import { pluginSwitch } from './plugin-switch.ts';
import type { SettingDeclaration } from './manifest.ts';
import { ownValue, type SettingScope, type SettingValue, type SettingValues } from './settings.ts';

/** What the administration pages show. Each question asks for its permission; answers hold no more than it covers. */
export interface Administration {
	organisations(): Promise<readonly Organisation[]>;
	/**
	 * The organisation that a page of the administration is about: the named one, else the acting one, else the first.
	 * @throws VerbundError `request.notFound` for one in which the actor does not hold the permission
	 */
	place(permission: string, slug: string | null): Promise<AdministrationPlace>;
	/** What can be administered of the organisation, in groups. */
	areas(organisationId: string): readonly AdministrationGroup[];
	overview(organisationId: string): Promise<AdministrationOverview>;
	organisation(id: string): Promise<Organisation>;
	sites(organisationId: string): Promise<readonly Site[]>;
	/** @param text part of a name or an address */
	members(organisationId: string, text?: string): Promise<readonly Member[]>;
	/** @throws VerbundError `request.notFound` */
	member(organisationId: string, personId: string): Promise<MemberView>;
	invitations(organisationId: string): Promise<readonly AccountLink[]>;
	/** Groups that the organisation owns or takes part in; members as far as the actor may see them. */
	groups(organisationId: string): Promise<readonly GroupView[]>;
	/** @throws VerbundError `request.notFound` unless the organisation takes part in it */
	group(organisationId: string, groupId: string): Promise<GroupView>;
	permissions(organisationId: string): Promise<readonly PermissionView[]>;
	plugins(organisationId: string | null): Promise<PluginOverview>;
	/** @throws VerbundError `request.notFound` */
	plugin(organisationId: string, pluginId: string): Promise<PluginDetails>;
	settings(scope: SettingScope, scopeId: string): Promise<readonly SettingView[]>;
	/** Reading the log is itself recorded. */
	audit(filter: AuditQuery): Promise<AuditPage>;
	/** The same for taking away, which is recorded as that. */
	exportAudit(filter: AuditQuery): Promise<AuditPage>;
	/** Actions that the log of this hub can hold. */
	auditActions(): readonly AuditAction[];
	/** People whose entries the actor may ask for. */
	auditPeople(organisationId: string | null): Promise<readonly Person[]>;
	/** Whether the chain of the log was whole when it was computed anew last. */
	auditProof(): Promise<AuditProofState>;
	readonly operations: Operations;
	/** @throws VerbundError `request.notFound` */
	handover(organisationId: string, personId: string): Promise<HandoverView>;
	/** @throws VerbundError `request.notFound` */
	personErasure(personId: string): Promise<PersonErasure>;
	/** What hub and plugins store about people, for everybody to read. */
	personalData(): readonly PersonalDataDeclaration[];
	network(): Promise<readonly NetworkOrganisation[]>;
	/** People of the whole network by part of a name or an address; without one, the disabled accounts. */
	findPeople(text: string): Promise<readonly NetworkPerson[]>;
	explainItem(itemId: string): Promise<ItemReadersExplanation>;
	explainPerson(personId: string): Promise<PersonRightsExplanation>;
	ownSessions(): Promise<readonly (OwnSession & { readonly current: boolean })[]>;
	ownTokens(): Promise<readonly ApiToken[]>;
}

export interface AdministrationPlace {
	readonly organisation: Organisation;
	/** All organisations that the actor may choose here. */
	readonly choices: readonly Organisation[];
}

export interface MemberView extends Member {
	/** Whether the actor may make a link for a new password; only the network may for people of several organisations. */
	readonly resettable: boolean;
}

export interface GroupView extends Group {
	readonly organisations: readonly { readonly id: string; readonly name: string }[];
	/** Whether the asking organisation owns the group, or takes part only. */
	readonly own: boolean;
	readonly members: readonly GroupMember[];
	/** Members whom the actor may not see. */
	readonly hiddenMembers: number;
}

export interface GroupMember {
	readonly id: string;
	readonly name: string;
	/** The asking organisation may take them out. */
	readonly removable: boolean;
}

export interface PermissionView extends PermissionDeclaration {
	readonly roles: readonly Role[];
	readonly isDefault: boolean;
}

export interface PluginView extends DiscoveredPlugin {
	readonly status: PluginStatus;
	readonly enabled: boolean;
	/** The network decided and organisations cannot change it. */
	readonly locked: boolean;
	/** What the network says, before the organisation chose. */
	readonly enabledInNetwork: boolean;
	/** What stands for the network itself; sent along with a change, so that nobody writes over another's. */
	readonly ownInNetwork: string;
}

export interface PluginDetails extends PluginView {
	/** Sanitised HTML. */
	readonly readme: string | null;
}

export interface PluginOverview {
	readonly plugins: readonly PluginView[];
	readonly broken: readonly BrokenPlugin[];
}

export interface SettingView {
	readonly key: string;
	readonly declaration: SettingDeclaration;
	readonly value: SettingValue;
	readonly source: SettingScope | 'default';
	readonly lockedBy: SettingScope | null;
	/** What stands in this scope itself; sent along with a change, so that nobody writes over another's. */
	readonly own: string;
}

/** Empty texts ask for anything. */
export interface AuditQuery {
	/** Null for the whole network. */
	readonly organisationId: string | null;
	readonly action?: string;
	readonly person?: string;
	/** Part of a title or a name, or an id. */
	readonly object?: string;
	/** Days in German time, `2027-11-03`; both count. */
	readonly from?: string;
	readonly until?: string;
	/** Entries before this one. */
	readonly before?: number;
	readonly limit: number;
}

export interface AuditProofState {
	/** Null while it never was. */
	readonly last: AuditProof | null;
	/** It is being computed, or is about to be. */
	readonly isRunning: boolean;
}

export interface AuditAction {
	readonly id: string;
	/** Text or `%key%` of a manifest. */
	readonly title: string;
}

export interface AuditPage {
	readonly entries: readonly AuditEntry[];
	/** Of people and things that the entries mention, as far as the actor may see them. */
	readonly names: ReadonlyMap<string, AuditName>;
	/** Where the older entries begin, or null at the end. */
	readonly before: number | null;
}

/** @param sessionId session of the request, which the person's list of sessions marks */
export function administrationFor(app: App, actor: Actor, sessionId: string | null): Administration {
	const { access, accounts, audit, auditProofs, content, database, host, jobs, settings } = app;
	const personId = actor.kind === 'person' ? actor.personId : '';

	const administration: Administration = {
		organisations: () => accounts.organisations.list(),
		async place(permission, slug) {
			const organisations = await accounts.organisations.list();
			const choices = organisations.filter(({ id }) => access.can(actor, permission, { organisationId: id }));
			const organisation =
				slug === null
					? (choices.find(({ id }) => id === actingOrganisation(actor)) ?? choices[0])
					: choices.find((choice) => choice.slug === slug);
			if (!organisation) throw notFound();
			return { organisation, choices };
		},
		areas: (organisationId) => administrationGroupsFor(access, actor, { organisationId }),
		async overview(organisationId) {
			access.require(actor, 'accounts.manage', { organisationId });
			return readOverview(database, actor, organisationId);
		},
		async organisation(id) {
			access.require(actor, 'accounts.manage', { organisationId: id });
			return accounts.organisations.get(id);
		},
		async sites(organisationId) {
			access.require(actor, 'accounts.manage', { organisationId });
			return accounts.organisations.sites([organisationId]);
		},
		async members(organisationId, text = '') {
			access.require(actor, 'accounts.manage', { organisationId });
			const members = await accounts.people.members(organisationId);
			const wanted = text.trim().toLocaleLowerCase('de');
			return members.filter(({ name, email }) => `${name} ${email}`.toLocaleLowerCase('de').includes(wanted));
		},
		async member(organisationId, id) {
			const members = await administration.members(organisationId);
			const member = members.find((one) => one.id === id);
			if (!member) throw notFound();
			return { ...member, resettable: await administersWholly(accounts.people, actor, id) };
		},
		async invitations(organisationId) {
			access.require(actor, 'accounts.manage', { organisationId });
			return accounts.links.open(organisationId);
		},
		async groups(organisationId) {
			access.require(actor, 'accounts.manage', { organisationId });
			const groups = await accounts.groups.list([organisationId]);
			const people = await accounts.people.list(actor, {
				ids: groups.flatMap((group) => group.memberIds),
				limit: 5000,
			});
			const own = await accounts.people.members(organisationId);
			const organisations = await accounts.organisations.list();
			return groups.map((group) => {
				const members = people
					.filter(({ id }) => group.memberIds.includes(id))
					.map(({ id, name }) => ({
						id,
						name,
						removable: group.organisationId === organisationId || own.some((one) => one.id === id),
					}));
				return {
					...group,
					members,
					own: group.organisationId === organisationId,
					hiddenMembers: group.memberIds.length - members.length,
					organisations: organisations
						.filter(({ id }) => group.organisationIds.includes(id))
						.map(({ id, name }) => ({ id, name })),
				};
			});
		},
		async group(organisationId, groupId) {
			const groups = await administration.groups(organisationId);
			const group = groups.find(({ id }) => id === groupId);
			if (!group) throw notFound();
			return group;
		},
		async permissions(organisationId) {
			access.require(actor, 'accounts.manage', { organisationId });
			const rows = await database.query
				.selectFrom('permission_roles')
				.select(['permission', 'roles'])
				.where('organisation_id', '=', organisationId)
				.execute();
			return access
				.declarations()
				.filter(({ scope }) => scope === 'organisation')
				.map((declaration) => {
					const row = rows.find(({ permission }) => permission === declaration.id);
					// Written by `access.setPermissionRoles` alone, which checks the roles.
					const chosen = row ? (JSON.parse(row.roles) as Role[]) : declaration.defaultRoles;
					return { ...declaration, roles: chosen, isDefault: row === undefined };
				});
		},
		async plugins(organisationId) {
			if (organisationId === null) access.require(actor, 'network.manage');
			else access.require(actor, 'plugins.manage', { organisationId });
			const values = await settings.read({ organisationId, personId: null });
			const network = await settings.read({ organisationId: null, personId: null });
			return {
				broken: host.broken,
				plugins: host.plugins.map((plugin) => ({
					...plugin,
					status: host.status(plugin.id),
					...switchOf(pluginSwitch(plugin.id), values, network),
				})),
			};
		},
		async plugin(organisationId, pluginId) {
			const { plugins } = await administration.plugins(organisationId);
			const plugin = plugins.find(({ id }) => id === pluginId);
			if (!plugin) throw notFound();
			return { ...plugin, readme: await readPluginReadme(content, plugin) };
		},
		async settings(scope, scopeId) {
			if (scope === 'network') access.require(actor, 'network.manage');
			else if (scope === 'organisation')
				access.require(actor, 'settings.manage', { organisationId: scopeId });
			else access.require(actor, 'signedIn');
			const values = await settings.read({
				organisationId:
					scope === 'organisation' ? scopeId : actor.kind === 'person' ? actor.actingOrganisationId : null,
				personId: scope === 'person' ? personId : null,
			});
			const scopes = ['network', 'organisation', 'person'];
			return [...settings.declarations()]
				.filter(
					([key, { scope: lowest }]) =>
						!key.startsWith('plugins.enabled.') && scopes.indexOf(lowest) >= scopes.indexOf(scope),
				)
				.map(([key, declaration]) => ({
					key,
					declaration,
					value: values.get(key),
					source: values.source(key),
					lockedBy: values.lockedBy(key),
					own: values.source(key) === scope ? ownValue(values.get(key), values.lockedBy(key) === scope) : '',
				}));
		},
		audit: (query) => readAudit('audit.read', query),
		exportAudit: (query) => readAudit('audit.export', query),
		auditActions: () => [
			{ id: 'audit.read', title: '%command.audit.read%' },
			{ id: 'audit.export', title: '%command.audit.export%' },
			...app.commands.declarations().map(({ id, title }) => ({ id, title })),
		],
		async auditPeople(organisationId) {
			if (organisationId === null) access.require(actor, 'network.manage');
			else access.require(actor, 'audit.read', { organisationId });
			return organisationId === null
				? accounts.people.list(actor, { limit: 5000 })
				: accounts.people.members(organisationId);
		},
		async auditProof() {
			access.require(actor, 'network.manage');
			const [newest] = await jobs.list({ type: auditJob, limit: 1 });
			return {
				last: await auditProofs.last(),
				isRunning: newest?.state === 'waiting' || newest?.state === 'running',
			};
		},
		operations: operationsFor(app, actor),
		async personErasure(id) {
			const isAdministrator =
				access.can(actor, 'network.manage') ||
				(actor.kind === 'person' && access.organisationsWhere(actor, 'accounts.manage').length > 0);
			if (!isAdministrator) throw notFound();
			return readPersonErasure(app, actor, id);
		},
		personalData: () => app.erasure.declarations(),
		async handover(organisationId, id) {
			access.require(actor, 'accounts.manage', { organisationId });
			return readHandover(app, actor, organisationId, id);
		},
		async network() {
			access.require(actor, 'network.manage');
			return countNetworkPeople(database, await accounts.organisations.list());
		},
		async findPeople(text) {
			access.require(actor, 'network.manage');
			return findNetworkPeople(database, text);
		},
		explainItem: (itemId) => explainItem(database, access, actor, itemId),
		explainPerson: (id) => explainPerson(database, access, actor, id),
		async ownSessions() {
			access.require(actor, 'signedIn');
			const sessions = await accounts.sessions.list(personId);
			return sessions.map((session) => ({ ...session, current: session.id === sessionId }));
		},
		async ownTokens() {
			access.require(actor, 'signedIn');
			return accounts.tokens.list(personId);
		},
	};
	return administration;

	async function readAudit(recordedAs: string, query: AuditQuery): Promise<AuditPage> {
		const {
			organisationId,
			action = '',
			person = '',
			object = '',
			from = '',
			until = '',
			before,
			limit,
		} = query;
		if (organisationId === null) access.require(actor, 'network.manage');
		else access.require(actor, 'audit.read', { organisationId });
		const administered =
			organisationId === null ? (await accounts.organisations.list()).map(({ id }) => id) : [organisationId];
		await audit.record(actor, recordedAs, {}, organisationId);
		const entries = await audit.list({
			limit: limit + 1,
			organisationIds: organisationId === null ? null : [organisationId],
			...(action === '' ? {} : { action }),
			...(person === '' ? {} : { actorId: person }),
			...(object.trim() === ''
				? {}
				: { objectIds: await findAuditObjects(database, actor, object, administered) }),
			...(from === '' ? {} : { from: startOfDay(from) }),
			...(until === '' ? {} : { until: startOfDay(until, 1) }),
			...(before === undefined ? {} : { before }),
		});
		const shown = entries.slice(0, limit);
		return {
			entries: shown,
			names: await nameAuditObjects(app, actor, shown, administered),
			before: entries.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
		};
	}
}

function switchOf(key: string, values: SettingValues, network: SettingValues) {
	const isDecided = network.source(key) === 'network';
	return {
		enabled: values.get(key) !== false,
		locked: values.lockedBy(key) === 'network',
		enabledInNetwork: network.get(key) !== false,
		ownInNetwork: isDecided ? ownValue(network.get(key), network.lockedBy(key) === 'network') : '',
	};
}
