import { beforeAll, expect, test } from 'vitest';
import { databaseState, untilSettled } from '../harness/database-state.ts';
import { pdfOf } from '../harness/sample-files.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import type { Who } from '../harness/test-network.ts';
import { createObjects, type Objects } from '../matrix/objects.ts';

let hub: TestHub;
let alpha: Objects;
let beta: Objects;
let ownUpload: string;
let foreignUpload: string;
let foreignFile: string;

beforeAll(async () => {
	hub = await startTestHub();
	alpha = await createObjects(hub, 'alpha');
	beta = await createObjects(hub, 'beta');
	ownUpload = await send('admin');
	foreignUpload = await send('foreignAdmin');
	const { reader } = await hub.as.foreignAdmin.visit();
	foreignFile = (await hub.app.content.versions(reader, beta.document.id)).revisions[0]?.fileId ?? '';
	await untilSettled(hub.app);
});

async function send(who: Who): Promise<string> {
	async function* bytes() {
		yield pdfOf('x');
	}
	const { id } = await hub.app.content.attachments.uploads.receive(hub.network.people[who], 'x.pdf', bytes());
	return id;
}

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
		'a rule for a foreign collection',
		'admin',
		'content.saveReviewPolicy',
		() => ({
			organisationId: alpha.organisationId,
			collectionId: beta.collectionId,
			approvers: 'nobody',
		}),
	],
	[
		'a foreign rule made the own one',
		'admin',
		'content.saveReviewPolicy',
		() => ({
			organisationId: alpha.organisationId,
			id: beta.policyId,
			revision: 1,
			approvers: 'nobody',
		}),
	],
	[
		'a foreign person as an approver',
		'admin',
		'content.saveReviewPolicy',
		() => ({
			organisationId: alpha.organisationId,
			approvers: 'people',
			personIds: [hub.network.people.foreignMember],
		}),
	],
	[
		'a foreign group as approvers',
		'admin',
		'content.saveReviewPolicy',
		() => ({
			organisationId: alpha.organisationId,
			approvers: 'group',
			groupId: beta.groupId,
		}),
	],
	[
		'the removal of a foreign rule',
		'admin',
		'content.removeReviewPolicy',
		() => ({
			organisationId: alpha.organisationId,
			id: beta.policyId,
			revision: 1,
		}),
	],
	[
		'a comment on a revision of another item',
		'author',
		'content.comment',
		() => ({
			itemId: beta.reviewed.itemId,
			language: 'de',
			revision: 1,
			text: 'Hm',
		}),
	],
	[
		'an audience of a foreign group for a text under review',
		'author',
		'content.submitForReview',
		() => ({
			itemId: alpha.reviewed.itemId,
			language: 'de',
			revision: 1,
			audience: [`group:${beta.groupId}`],
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
	[
		'a document with a file that somebody else has sent',
		'admin',
		'documents.upload',
		() => ({ organisationId: alpha.organisationId, language: 'de', uploadId: foreignUpload }),
	],
	[
		'a version of a foreign document',
		'admin',
		'documents.addVersion',
		() => ({ itemId: beta.document.id, language: 'de', expectedRevision: 2, uploadId: ownUpload }),
	],
	[
		'an own document back to the file of a foreign one',
		'admin',
		'documents.restoreVersion',
		() => ({ itemId: alpha.document.id, language: 'de', expectedRevision: 2, fileId: foreignFile }),
	],
	[
		'a link into a foreign collection',
		'admin',
		'documents.createLink',
		() => ({
			organisationId: alpha.organisationId,
			collectionId: beta.collectionId,
			language: 'de',
			title: 'x',
			address: 'https://a.example/',
		}),
	],
	[
		'a foreign group asked to confirm',
		'admin',
		'acknowledgements.ask',
		() => ({ itemId: alpha.items.own.id, concerned: [`group:${beta.groupId}`] }),
	],
	[
		'a foreign item whose readers are asked',
		'admin',
		'acknowledgements.ask',
		() => ({ itemId: beta.items.public.id, concerned: [`organisation:${alpha.organisationId}`] }),
	],
	[
		'a confirmation of what one may not read',
		'admin',
		'acknowledgements.confirm',
		() => ({ itemId: beta.announcement.id, edition: 1 }),
	],
	[
		'an announcement for another organisation',
		'admin',
		'announcements.publish',
		() => ({ organisationId: beta.organisationId, title: 'x', audience: ['own'] }),
	],
	[
		'an announcement for a foreign group',
		'admin',
		'announcements.publish',
		() => ({ organisationId: alpha.organisationId, title: 'x', audience: [`group:${beta.groupId}`] }),
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
