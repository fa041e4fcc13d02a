import { beforeEach, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';

let hub: TestApp;
beforeEach(async () => {
	hub = await createTestApp({ plugins: [] });
});

test('the last network administrator cannot be locked out', async () => {
	const { as, network } = hub;

	const disabling = as.networkAdmin.execute('accounts.setDisabled', {
		personId: network.people.networkAdmin,
		disabled: true,
	});

	await expect(disabling).rejects.toMatchObject({ code: 'accounts.lastAdmin' });
});

test('an account that does not exist cannot be disabled', async () => {
	const disabling = hub.as.networkAdmin.execute('accounts.setDisabled', {
		personId: 'nobody',
		disabled: true,
	});

	await expect(disabling).rejects.toMatchObject({ code: 'request.notFound' });
});

test('the former name of a renamed group is free again', async () => {
	const { as, network } = hub;
	const group = { organisationId: network.alpha, name: 'Arbeitskreis' };
	const { id } = await as.admin.execute('accounts.createGroup', group);
	await as.admin.execute('accounts.renameGroup', { groupId: id, name: 'Runde' });

	await as.admin.execute('accounts.createGroup', group);
	const again = as.admin.execute('accounts.createGroup', group);

	await expect(again).rejects.toMatchObject({ code: 'accounts.slugTaken', fields: [{ path: 'name' }] });
});

test('own placeholders come and go, and the others stay', async () => {
	const { app, as, network } = hub;
	const organisationId = network.alpha;
	const fields = async () => (await app.accounts.organisations.get(organisationId)).fields;

	await as.admin.execute('accounts.setOrganisationField', { organisationId, name: 'onCall', value: '0176' });
	expect(await fields()).toEqual({ phone: '0123 456', onCall: '0176' });

	await as.admin.execute('accounts.removeOrganisationField', { organisationId, name: 'onCall' });
	expect(await fields()).toEqual({ phone: '0123 456' });
});

test.each(['On call', '__proto__', 'über', ''])('%j is no name for a placeholder', async (name) => {
	const setting = hub.as.admin.execute('accounts.setOrganisationField', {
		organisationId: hub.network.alpha,
		name,
		value: '0176',
	});

	await expect(setting).rejects.toMatchObject({
		fields: [{ path: 'name', message: 'field.placeholderName' }],
	});
});
