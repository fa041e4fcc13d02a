import { beforeAll, expect, test } from 'vitest';
import { databaseState } from '../harness/database-state.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import type { Who } from '../harness/test-network.ts';
import { createObjects, type Objects } from '../matrix/objects.ts';

let hub: TestHub;
let alpha: Objects;
let beta: Objects;

beforeAll(async () => {
	hub = await startTestHub();
	alpha = await createObjects(hub, 'alpha');
	beta = await createObjects(hub, 'beta');
});

/** A request that names two things is refused where either of them is foreign, and changes nothing. */
const requests: readonly (readonly [string, Who, string, () => unknown])[] = [
	[
		'a foreign person into the own group',
		'admin',
		'accounts.addGroupMember',
		() => ({
			groupId: alpha.groupId,
			personId: beta.memberId,
			organisationId: alpha.organisationId,
		}),
	],
	[
		'an own person into a foreign group',
		'foreignAdmin',
		'accounts.addGroupMember',
		() => ({
			groupId: alpha.groupId,
			personId: beta.memberId,
			organisationId: beta.organisationId,
		}),
	],
	[
		'a partner’s person out of the common group',
		'foreignAdmin',
		'accounts.removeGroupMember',
		() => ({
			groupId: alpha.groupId,
			personId: alpha.memberId,
			organisationId: beta.organisationId,
		}),
	],
	[
		'an organisation into a group that another one owns',
		'foreignAdmin',
		'accounts.addGroupOrganisation',
		() => ({
			groupId: hub.network.committee,
			organisationId: beta.organisationId,
		}),
	],
	[
		'roles for a foreign person',
		'admin',
		'accounts.changeRoles',
		() => ({
			organisationId: alpha.organisationId,
			personId: beta.memberId,
			roles: ['admin'],
		}),
	],
	[
		'a foreign person out of the own organisation',
		'admin',
		'accounts.removeMember',
		() => ({
			organisationId: alpha.organisationId,
			personId: beta.memberId,
		}),
	],
	[
		'a password for a foreign person',
		'admin',
		'accounts.createPasswordReset',
		() => ({
			organisationId: alpha.organisationId,
			personId: beta.memberId,
		}),
	],
	[
		'a password for someone with rights elsewhere',
		'admin',
		'accounts.createPasswordReset',
		() => ({
			organisationId: alpha.organisationId,
			personId: hub.network.people.both,
		}),
	],
	[
		'the sessions of a foreign person',
		'admin',
		'accounts.endSessionsOf',
		() => ({
			organisationId: alpha.organisationId,
			personId: beta.memberId,
		}),
	],
	[
		'a foreign site',
		'admin',
		'accounts.changeSite',
		() => ({
			organisationId: alpha.organisationId,
			siteId: beta.siteId,
			name: 'Unser',
		}),
	],
	[
		'the removal of a foreign site',
		'admin',
		'accounts.removeSite',
		() => ({
			organisationId: alpha.organisationId,
			siteId: beta.siteId,
		}),
	],
	[
		'a text in a foreign collection',
		'author',
		'content.create',
		() => ({
			organisationId: alpha.organisationId,
			collectionId: beta.collectionId,
			type: 'procedure',
			language: 'de',
			title: 'x',
		}),
	],
	[
		'a text moved into a foreign collection',
		'author',
		'content.setProperties',
		() => ({
			itemId: alpha.item.id,
			collectionId: beta.collectionId,
		}),
	],
	[
		'a foreign person as responsible',
		'author',
		'content.setProperties',
		() => ({
			itemId: alpha.item.id,
			responsiblePersonId: beta.memberId,
		}),
	],
	[
		'a foreign group as responsible',
		'author',
		'content.setProperties',
		() => ({
			itemId: alpha.item.id,
			responsibleGroupId: beta.groupId,
		}),
	],
	[
		'a foreign group as audience',
		'author',
		'content.setAudience',
		() => ({
			itemId: alpha.item.id,
			audience: [`group:${beta.groupId}`],
		}),
	],
	[
		'an unknown audience',
		'author',
		'content.setAudience',
		() => ({
			itemId: alpha.item.id,
			audience: ['organisation:gibt-es-nicht'],
		}),
	],
	[
		'a collection below a foreign one',
		'author',
		'content.createCollection',
		() => ({
			organisationId: alpha.organisationId,
			parentId: beta.collectionId,
			title: 'x',
		}),
	],
	[
		'a foreign text and the own acting organisation',
		'author',
		'content.restoreRevision',
		() => ({
			itemId: beta.item.id,
			revision: 1,
		}),
	],
	[
		'the switch of a foreign organisation',
		'admin',
		'plugins.switch',
		() => ({
			organisationId: beta.organisationId,
			pluginId: 'procedures',
			enabled: false,
		}),
	],
	[
		'an organisation that one does not belong to',
		'reader',
		'accounts.switchOrganisation',
		() => ({
			organisationId: beta.organisationId,
		}),
	],
];

test.each(requests)('%s: refused', async (_, who, command, input) => {
	const before = await databaseState(hub.app);

	const { status } = await hub.as[who].run(command, input());

	expect([403, 404, 422]).toContain(status);
	expect(await databaseState(hub.app)).toEqual(before);
});

test('an invitation of another organisation stays', async () => {
	const open = () => hub.app.accounts.links.open(beta.organisationId);
	const before = await open();

	await hub.as.admin.run('accounts.revokeInvitation', {
		organisationId: alpha.organisationId,
		id: beta.invitationId,
	});

	expect(await open()).toEqual(before);
	expect(before).not.toEqual([]);
});

test('nobody ends another person’s session or token', async () => {
	const { app, network, as } = hub;
	const [session] = await app.accounts.sessions.list(network.people.admin);
	const token = await app.accounts.tokens.create({
		personId: network.people.admin,
		name: 'Skript',
		scope: 'read',
		expiresAt: null,
	});

	await as.reader.run('accounts.endSession', { sessionId: session?.id });
	const { status } = await as.reader.run('accounts.revokeToken', { id: token.id });

	expect(status).toBe(404);
	expect((await as.admin.get('/settings/security')).status).toBe(200);
	expect(await app.accounts.tokens.validate(token.token)).not.toBeNull();
});

test('a network administrator who names what is not there is told so', async () => {
	for (const [command, input] of [
		['accounts.createGroup', { organisationId: 'gibt-es-nicht', name: 'x' }],
		['accounts.addSite', { organisationId: 'gibt-es-nicht', name: 'x' }],
		['accounts.changeOrganisation', { organisationId: 'gibt-es-nicht', name: 'x' }],
		['accounts.invite', { organisationId: 'gibt-es-nicht', roles: ['reader'] }],
		['accounts.setDisabled', { personId: 'gibt-es-nicht', disabled: true }],
		[
			'access.setPermissionRoles',
			{ organisationId: 'gibt-es-nicht', permission: 'content.write', roles: [] },
		],
		[
			'settings.changeOrganisation',
			{ organisationId: 'gibt-es-nicht', key: 'content.reviewMonths', value: 6 },
		],
		['plugins.switch', { organisationId: 'gibt-es-nicht', pluginId: 'procedures', enabled: true }],
	] as const) {
		expect((await hub.as.networkAdmin.run(command, input)).status, command).toBe(404);
	}
});
