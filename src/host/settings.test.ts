import { beforeEach, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';

let hub: TestApp;
beforeEach(async () => {
	hub = await createTestApp({ plugins: [] });
});

const read = async (key: string) =>
	(await hub.app.settings.read({ organisationId: hub.network.alpha, personId: null })).get(key);

test('a number that a form sent as text is stored as a number', async () => {
	const { as, network } = hub;

	await as.admin.execute('settings.changeOrganisation', {
		organisationId: network.alpha,
		key: 'content.reviewMonths',
		value: ' 24 ',
	});

	expect(await read('content.reviewMonths')).toBe(24);
});

test.each(['', '24.5', 'viele', '999'])(
	'a setting refuses the text %j where it wants a number',
	async (value) => {
		const { as, network } = hub;

		const changing = as.admin.execute('settings.changeOrganisation', {
			organisationId: network.alpha,
			key: 'content.reviewMonths',
			value,
		});

		await expect(changing).rejects.toMatchObject({ code: 'settings.invalid', fields: [{ path: 'value' }] });
	},
);

test('the network keeps its name when an empty one is sent', async () => {
	const changing = hub.as.networkAdmin.execute('settings.changeNetwork', { key: 'network.name', value: ' ' });

	await expect(changing).rejects.toMatchObject({ code: 'settings.invalid' });
});

test('a setting that an organisation resets is again what the network says', async () => {
	const { as, network } = hub;
	const key = 'content.reviewMonths';
	await as.networkAdmin.execute('settings.changeNetwork', { key, value: 6 });
	await as.admin.execute('settings.changeOrganisation', { organisationId: network.alpha, key, value: 9 });

	await as.admin.execute('settings.resetOrganisation', { organisationId: network.alpha, key });

	expect(await read(key)).toBe(6);
});
