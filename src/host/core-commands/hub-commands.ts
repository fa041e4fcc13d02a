import { z } from 'zod';
import { roles } from '../../access/actor.ts';
import type { Access } from '../../access/permissions.ts';
import { VerbundError, notFound } from '../../errors.ts';
import type { Database } from '../../database/database.ts';
import type { CommandContext } from '../command.ts';
import type { PluginHost } from '../plugin-host.ts';
import { pluginSwitch } from '../plugin-switch.ts';
import type { Settings } from '../settings.ts';
import { id, type AddCommand } from './core-command.ts';
import { requireUnchanged } from './require-unchanged.ts';

const settingValue = z.union([z.string().max(10_000), z.boolean(), z.number()]);
/** What the form showed, so that nobody writes over what somebody else has changed since. */
const expected = z.string().max(11_000).optional();
const roleList = z.array(z.enum(roles)).max(roles.length);
const ofOrganisation = (_context: CommandContext, input: { organisationId: string }) =>
	Promise.resolve(input);

export interface HubCommandParts {
	readonly database: Database;
	readonly access: Access;
	readonly settings: Settings;
	readonly host: PluginHost;
}

/** What administrators do with plugins, settings and permissions. */
export function addHubCommands(add: AddCommand, { database, access, settings, host }: HubCommandParts): void {
	const requirePlugin = (pluginId: string) => {
		if (!host.plugins.some((plugin) => plugin.id === pluginId)) throw notFound();
	};

	const rolesOf = async ({ organisationId, permission }: { organisationId: string; permission: string }) => {
		const declaration = access.declarations().find((one) => one.id === permission);
		if (declaration?.scope !== 'organisation') throw notFound();
		const row = await database.query
			.selectFrom('permission_roles')
			.select('roles')
			.where('organisation_id', '=', organisationId)
			.where('permission', '=', permission)
			.executeTakeFirst();
		const chosen = row ? roleList.parse(JSON.parse(row.roles)) : declaration.defaultRoles;
		return { roles: chosen.toSorted() };
	};

	add(
		'plugins.switch',
		{ permission: 'plugins.manage' },
		{
			input: z.strictObject({ organisationId: id, pluginId: id, enabled: z.boolean() }),
			target: ofOrganisation,
			async run(_context, input) {
				requirePlugin(input.pluginId);
				await settings.change(
					'organisation',
					input.organisationId,
					pluginSwitch(input.pluginId),
					input.enabled,
				);
				return {};
			},
			audit: (input) => ({
				objects: { plugin: input.pluginId, enabled: input.enabled ? 1 : 0 },
				organisationId: input.organisationId,
			}),
		},
	);
	add(
		'plugins.switchNetwork',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({
				pluginId: id,
				enabled: z.boolean(),
				locked: z.boolean().default(false),
				expected,
			}),
			async run(_context, input) {
				requirePlugin(input.pluginId);
				await settings.change('network', '', pluginSwitch(input.pluginId), input.enabled, {
					locked: input.locked,
					expected: input.expected,
				});
				return {};
			},
			audit: (input) => ({
				objects: { plugin: input.pluginId, enabled: input.enabled ? 1 : 0 },
				organisationId: null,
			}),
		},
	);
	add(
		'settings.changeNetwork',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({
				key: z.string().max(120),
				value: settingValue,
				locked: z.boolean().default(false),
				expected,
			}),
			async run(_context, input) {
				const { locked, expected: before } = input;
				await settings.change('network', '', input.key, input.value, { locked, expected: before });
				return {};
			},
			audit: (input) => ({ objects: { setting: input.key }, organisationId: null }),
		},
	);
	add(
		'settings.changeOrganisation',
		{ permission: 'settings.manage' },
		{
			input: z.strictObject({
				organisationId: id,
				key: z.string().max(120),
				value: settingValue,
				locked: z.boolean().default(false),
				expected,
			}),
			target: ofOrganisation,
			async run(_context, input) {
				const { locked, expected: before } = input;
				await settings.change('organisation', input.organisationId, input.key, input.value, {
					locked,
					expected: before,
				});
				return {};
			},
			audit: (input) => ({ objects: { setting: input.key }, organisationId: input.organisationId }),
		},
	);
	add(
		'settings.resetNetwork',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({ key: z.string().max(120), expected }),
			async run(_context, input) {
				await settings.reset('network', '', input.key, input.expected);
				return {};
			},
			audit: (input) => ({ objects: { setting: input.key }, organisationId: null }),
		},
	);
	add(
		'settings.resetOrganisation',
		{ permission: 'settings.manage' },
		{
			input: z.strictObject({ organisationId: id, key: z.string().max(120), expected }),
			target: ofOrganisation,
			async run(_context, input) {
				await settings.reset('organisation', input.organisationId, input.key, input.expected);
				return {};
			},
			audit: (input) => ({ objects: { setting: input.key }, organisationId: input.organisationId }),
		},
	);
	add(
		'settings.changeOwn',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ key: z.string().max(120), value: settingValue }),
			async run({ actor }, input) {
				if (actor.kind !== 'person') throw new VerbundError('access.signInRequired');
				await settings.change('person', actor.personId, input.key, input.value, {
					within: actor.actingOrganisationId,
				});
				return {};
			},
			audit: false,
		},
	);
	add(
		'access.setPermissionRoles',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({
				organisationId: id,
				permission: z.string().max(80),
				roles: roleList,
				/** The roles that the form showed. */
				expected: roleList.optional(),
			}),
			target: ofOrganisation,
			async run(_context, input) {
				const present = await rolesOf(input);
				requireUnchanged({
					title: input.permission,
					expected: { roles: input.expected?.toSorted() },
					present,
					wanted: { roles: input.roles.toSorted() },
				});
				// An administrator who took this from the own role could not give it back.
				if (input.permission === 'accounts.manage' && !input.roles.includes('admin')) {
					throw new VerbundError('accounts.lastAdmin', {
						fields: [{ path: 'roles', message: 'error.accounts.lastAdmin' }],
					});
				}
				const row = {
					organisation_id: input.organisationId,
					permission: input.permission,
					roles: JSON.stringify(input.roles),
				};
				await database.query
					.insertInto('permission_roles')
					.values(row)
					.onConflict((conflict) =>
						conflict.columns(['organisation_id', 'permission']).doUpdateSet({ roles: row.roles }),
					)
					.execute();
				return {};
			},
			audit: (input) => ({
				objects: { permission: input.permission, roles: input.roles },
				organisationId: input.organisationId,
			}),
		},
	);
	add(
		'access.resetPermissionRoles',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({
				organisationId: id,
				permission: z.string().max(80),
				expected: roleList.optional(),
			}),
			target: ofOrganisation,
			async run(_context, input) {
				requireUnchanged({
					title: input.permission,
					expected: { roles: input.expected?.toSorted() },
					present: await rolesOf(input),
				});
				await database.query
					.deleteFrom('permission_roles')
					.where('organisation_id', '=', input.organisationId)
					.where('permission', '=', input.permission)
					.execute();
				return {};
			},
			audit: (input) => ({
				objects: { permission: input.permission },
				organisationId: input.organisationId,
			}),
		},
	);
}
