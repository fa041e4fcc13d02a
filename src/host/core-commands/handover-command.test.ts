import { beforeEach, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';

let hub: TestApp;

beforeEach(async () => {
	hub = await createTestApp();
});

const fieldsOf = (error: unknown) =>
	(error as { fields: readonly { path: string; message: string }[] }).fields;

async function handOver(wish: Readonly<Record<string, unknown>>, by: 'admin' | 'networkAdmin' = 'admin') {
	const { as, network } = hub;
	const base = { organisationId: network.alpha, personId: network.people.author, afterwards: 'leave' };
	return as[by].execute('accounts.handOver', { ...base, ...wish });
}

/** A published item of alpha that this person answers for. */
async function itemOf(who: 'author' | 'trainer', title: string): Promise<string> {
	const { as, network, seed } = hub;
	const { id } = await seed.item({ title });
	await as.admin.execute('content.setProperties', {
		itemId: id,
		responsiblePersonId: network.people[who],
	});
	return id;
}

async function responsible(itemId: string) {
	return hub.app.database.query
		.selectFrom('items')
		.select(['responsible_person_id as person', 'responsible_group_id as group'])
		.where('id', '=', itemId)
		.executeTakeFirstOrThrow();
}

async function isMember(who: 'author' | 'admin'): Promise<boolean> {
	const members = await hub.app.accounts.people.members(hub.network.alpha);
	return members.some(({ id }) => id === hub.network.people[who]);
}

test('one person takes everything, another a single item, and the membership ends', async () => {
	const { people, committee } = hub.network;
	const [first, second, draft] = [
		await itemOf('author', 'Schlüssel'),
		await itemOf('author', 'Post'),
		(await hub.seed.item({ title: 'Entwurf', published: false })).id,
	];
	const other = await itemOf('trainer', 'Fortbildung');

	const answer = await handOver({
		to: `person:${people.approver}`,
		items: [
			{ itemId: first, to: '' },
			{ itemId: second, to: `group:${committee}` },
		],
	});

	expect(answer).toMatchObject({ count: 3 });
	expect(await responsible(first)).toEqual({ person: people.approver, group: null });
	expect(await responsible(second)).toEqual({ person: null, group: committee });
	expect(await responsible(draft)).toEqual({ person: people.approver, group: null });
	expect(await responsible(other)).toEqual({ person: people.trainer, group: null });
	expect(await isMember('author')).toBe(false);
	const [entry] = await hub.app.audit.list({ organisationIds: [hub.network.alpha], limit: 1 });
	expect(entry).toMatchObject({
		action: 'accounts.handOver',
		objects: { person: people.author, heir: people.approver, count: 3 },
	});
});

test('what is left over without anybody refuses the whole handover', async () => {
	const item = await itemOf('author', 'Schlüssel');

	const failing = handOver({});

	await expect(failing).rejects.toSatisfy((error) => fieldsOf(error)[0]?.path === 'to');
	expect(await responsible(item)).toEqual({ person: hub.network.people.author, group: null });
	expect(await isMember('author')).toBe(true);
});

test.each(['foreignReader', 'disabled', 'author'] as const)('%s takes nothing over', async (who) => {
	await itemOf('author', 'Schlüssel');

	const failing = handOver({ to: `person:${hub.network.people[who]}` });

	await expect(failing).rejects.toMatchObject({ code: 'command.inputInvalid' });
});

test('a group in which nobody else is takes nothing over', async () => {
	const { as, network } = hub;
	const { id: groupId } = await as.admin.execute('accounts.createGroup', {
		organisationId: network.alpha,
		name: 'Leer',
	});
	await as.admin.execute('accounts.addGroupMember', {
		groupId,
		personId: network.people.author,
		organisationId: network.alpha,
	});
	await itemOf('author', 'Schlüssel');

	await expect(handOver({ to: `group:${groupId}` })).rejects.toSatisfy(
		(error) => fieldsOf(error)[0]?.message === 'field.heirGroupEmpty',
	);
});

test('somebody comes into the group instead', async () => {
	const { as, network, app } = hub;
	const { people, alpha, committee } = network;
	await as.admin.execute('accounts.addGroupMember', {
		groupId: committee,
		personId: people.author,
		organisationId: alpha,
	});

	await handOver({ groups: [{ groupId: committee, to: `person:${people.reader}` }], afterwards: 'stay' });

	const { memberIds } = await app.accounts.groups.get(committee);
	expect(memberIds).toContain(people.reader);
	expect(memberIds).not.toContain(people.author);
	expect(await isMember('author')).toBe(true);
});

test('the last administrator leaves only when somebody else becomes one', async () => {
	const { people, alpha } = hub.network;
	const leaving = { personId: people.admin };

	await expect(handOver(leaving, 'networkAdmin')).rejects.toSatisfy(
		(error) => fieldsOf(error)[0]?.path === 'adminSuccessorId',
	);
	expect(await isMember('admin')).toBe(true);
	await handOver({ ...leaving, adminSuccessorId: people.reader }, 'networkAdmin');

	expect(await isMember('admin')).toBe(false);
	const members = await hub.app.accounts.people.members(alpha);
	expect(members.find(({ id }) => id === people.reader)?.roles).toContain('admin');
});

test('only those who administer the network disable the account with it', async () => {
	const { people } = hub.network;

	await expect(handOver({ afterwards: 'disable' })).rejects.toMatchObject({ code: 'access.denied' });
	await handOver({ afterwards: 'disable' }, 'networkAdmin');

	expect(await hub.app.accounts.find(people.author)).toBeNull();
});

test('the last administrator cannot be disabled past the handover', async () => {
	const { as, network } = hub;

	const disabling = as.networkAdmin.execute('accounts.setDisabled', {
		personId: network.people.admin,
		disabled: true,
	});

	await expect(disabling).rejects.toMatchObject({ code: 'accounts.lastAdmin' });
});
