import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import type { Who } from '../../test/harness/test-network.ts';
import { administrationFor } from './administration.ts';

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp({ plugins: [] });
});

const administrationOf = async (who: Who) =>
	administrationFor(hub.app, (await hub.as[who].visit()).actor, null);

test('the administration is about the acting organisation unless another is named', async () => {
	const administration = await administrationOf('admin');

	const { organisation, choices } = await administration.place('accounts.manage', null);

	expect(organisation.id).toBe(hub.network.alpha);
	expect(choices.map(({ id }) => id)).toEqual([hub.network.alpha]);
});

test('an organisation that one does not administer is not there', async () => {
	const administration = await administrationOf('admin');

	await expect(administration.place('accounts.manage', 'beta')).rejects.toMatchObject({
		code: 'request.notFound',
	});
	await expect(administration.overview(hub.network.beta)).rejects.toMatchObject({ code: 'access.denied' });
});

test('network administrators choose among all organisations', async () => {
	const administration = await administrationOf('networkAdmin');

	const { organisation, choices } = await administration.place('accounts.manage', 'beta');

	expect(organisation.id).toBe(hub.network.beta);
	expect(choices).toHaveLength(2);
});

test('what happens to the network is not in the log of an organisation', async () => {
	await hub.app.accounts.people.addMembership(hub.network.people.networkAdmin, hub.network.alpha, ['reader']);
	const change = { personId: hub.network.people.foreignReader, disabled: true };
	await hub.as.networkAdmin.execute('accounts.setDisabled', change);

	const own = await (await administrationOf('admin')).audit({ organisationId: hub.network.alpha, limit: 50 });
	const all = await (await administrationOf('networkAdmin')).audit({ organisationId: null, limit: 50 });

	expect(own.entries.map(({ action }) => action)).not.toContain('accounts.setDisabled');
	expect(all.entries.map(({ action }) => action)).toContain('accounts.setDisabled');
});

test('members of a group whom one may not see are counted, not named', async () => {
	const administration = await administrationOf('admin');

	const group = await administration.group(hub.network.alpha, hub.network.committee);

	expect(group.members).toEqual([]);
	expect(group.hiddenMembers).toBe(1);
});

test('a password link for someone of two organisations is left to the network', async () => {
	const { alpha, people } = hub.network;

	const forAdmin = await (await administrationOf('admin')).member(alpha, people.both);
	const forNetwork = await (await administrationOf('networkAdmin')).member(alpha, people.both);

	expect(forAdmin.resettable).toBe(false);
	expect(forNetwork.resettable).toBe(true);
});
