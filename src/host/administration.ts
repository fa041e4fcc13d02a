import {
	explainItem,
	explainPerson,
	type ItemReadersExplanation,
	type PersonRightsExplanation,
} from '../access/explain.ts';
import type { Actor, Role } from '../access/actor.ts';
import type { AuditEntry } from '../access/audit.ts';
import type { PermissionDeclaration } from '../access/permissions.ts';
import type { AccountLink } from '../accounts/account-links.ts';
import type { ApiToken } from '../accounts/api-tokens.ts';
import type { Group } from '../accounts/groups.ts';
import type { Organisation, Site } from '../accounts/organisations.ts';
import type { Member } from '../accounts/people.ts';
import type { OwnSession } from '../accounts/sessions.ts';
import type { App } from '../app.ts';
import type { BrokenPlugin, DiscoveredPlugin } from './discover-plugins.ts';
import type { PluginStatus } from './plugin-host.ts';
import { pluginSwitch } from './plugin-host.ts';
import type { SettingDeclaration } from './manifest.ts';
import type { SettingScope, SettingValue } from './settings.ts';

/** What the administration pages show. Each question asks for its permission; answers hold no more than it covers. */
export interface Administration {
	organisations(): Promise<readonly Organisation[]>;
	organisation(id: string): Promise<Organisation>;
	sites(organisationId: string): Promise<readonly Site[]>;
	members(organisationId: string): Promise<readonly Member[]>;
	invitations(organisationId: string): Promise<readonly AccountLink[]>;
	/** Groups that the organisation owns or takes part in; members as far as the actor may see them. */
	groups(organisationId: string): Promise<readonly GroupView[]>;
	permissions(organisationId: string): Promise<readonly PermissionView[]>;
	plugins(organisationId: string | null): Promise<PluginOverview>;
	settings(scope: SettingScope, scopeId: string): Promise<readonly SettingView[]>;
	/** Reading the log is itself recorded. */
	audit(filter: {
		organisationId: string | null;
		action?: string;
		before?: number;
		limit: number;
	}): Promise<readonly AuditView[]>;
	explainItem(itemId: string): Promise<ItemReadersExplanation>;
	explainPerson(personId: string): Promise<PersonRightsExplanation>;
	ownSessions(): Promise<readonly OwnSession[]>;
	ownTokens(): Promise<readonly ApiToken[]>;
}

export interface GroupView extends Group {
	readonly organisationNames: readonly string[];
	readonly members: readonly { readonly id: string; readonly name: string }[];
	/** Members whom the actor may not see. */
	readonly hiddenMembers: number;
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
}

export interface AuditView extends AuditEntry {
	/** Name of the person, as far as the actor may see them. */
	readonly actorName: string | null;
}

export function administrationFor(app: App, actor: Actor): Administration {
	const { access, accounts, audit, database, host, settings } = app;
	const personId = actor.kind === 'person' ? actor.personId : '';

	return {
		organisations: () => accounts.organisations.list(),
		async organisation(id) {
			access.require(actor, 'accounts.manage', { organisationId: id });
			return accounts.organisations.get(id);
		},
		async sites(organisationId) {
			access.require(actor, 'accounts.manage', { organisationId });
			return accounts.organisations.sites([organisationId]);
		},
		async members(organisationId) {
			access.require(actor, 'accounts.manage', { organisationId });
			return accounts.people.members(organisationId);
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
			const organisations = await accounts.organisations.list();
			return groups.map((group) => {
				const members = people.filter(({ id }) => group.memberIds.includes(id));
				return {
					...group,
					members,
					hiddenMembers: group.memberIds.length - members.length,
					organisationNames: organisations
						.filter(({ id }) => group.organisationIds.includes(id))
						.map(({ name }) => name),
				};
			});
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
			return {
				broken: host.broken,
				plugins: host.plugins.map((plugin) => ({
					...plugin,
					status: host.status(plugin.id),
					enabled: values.get(pluginSwitch(plugin.id)) !== false,
					locked: values.lockedBy(pluginSwitch(plugin.id)) === 'network',
				})),
			};
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
				}));
		},
		async audit({ organisationId, ...filter }) {
			if (organisationId === null) access.require(actor, 'network.manage');
			else access.require(actor, 'audit.read', { organisationId });
			await audit.record(actor, 'audit.read', {}, organisationId);
			const entries = await audit.list({
				...filter,
				organisationIds: organisationId === null ? null : [organisationId],
			});
			const ids = [
				...new Set(
					entries.flatMap((entry) => (entry.actorKind === 'person' && entry.actorId ? [entry.actorId] : [])),
				),
			];
			const people = await accounts.people.list(actor, { ids, limit: 1000 });
			return entries.map((entry) => ({
				...entry,
				actorName: people.find(({ id }) => id === entry.actorId)?.name ?? null,
			}));
		},
		explainItem: (itemId) => explainItem(database, access, actor, itemId),
		explainPerson: (id) => explainPerson(database, access, actor, id),
		async ownSessions() {
			access.require(actor, 'signedIn');
			return accounts.sessions.list(personId);
		},
		async ownTokens() {
			access.require(actor, 'signedIn');
			return accounts.tokens.list(personId);
		},
	};
}
