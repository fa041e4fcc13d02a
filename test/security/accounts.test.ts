import { beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../harness/test-app.ts';
import { testPassword } from '../harness/test-network.ts';

const newPassword = 'Regenschirm mit Kupfergriff 77';
const token = { name: 'Skript', scope: 'write' };

let hub: TestApp;
beforeEach(async () => {
	hub = await createTestApp({ plugins: [] });
});

describe('API tokens', () => {
	const works = async (secret: unknown) => (await hub.app.accounts.tokens.validate(String(secret))) !== null;

	test('end when their owner chooses another password', async () => {
		const created = await hub.as.reader.execute('accounts.createToken', token);
		expect(await works(created['token'])).toBe(true);

		await hub.as.reader.execute('accounts.changePassword', {
			currentPassword: testPassword,
			password: newPassword,
		});

		expect(await works(created['token'])).toBe(false);
	});

	test('stay if their owner says so', async () => {
		const created = await hub.as.reader.execute('accounts.createToken', token);

		await hub.as.reader.execute('accounts.changePassword', {
			currentPassword: testPassword,
			password: newPassword,
			keepTokens: true,
		});

		expect(await works(created['token'])).toBe(true);
	});

	test('end with a reset link, whoever had them', async () => {
		const { as, network } = hub;
		const created = await as.reader.execute('accounts.createToken', token);
		const other = await as.author.execute('accounts.createToken', token);
		const input = { organisationId: network.alpha, personId: network.people.reader };
		const link = await as.admin.execute('accounts.createPasswordReset', input);

		await as.anonymous.execute('accounts.resetPassword', { token: link['token'], password: newPassword });

		expect(await works(created['token'])).toBe(false);
		expect(await works(other['token'])).toBe(true);
	});
});

describe('the present password', () => {
	const guess = (currentPassword: string) =>
		hub.as.reader.execute('accounts.changePassword', { currentPassword, password: newPassword });

	test('can be guessed as little as at the sign-in', async () => {
		for (let attempt = 0; attempt < 10; attempt += 1) {
			await expect(guess(`falsch ${attempt}`)).rejects.toMatchObject({ code: 'accounts.passwordWrong' });
		}

		await expect(guess(testPassword)).rejects.toMatchObject({ code: 'accounts.throttled' });
	});

	test('guessed wrongly by whoever took over a session does not lock its owner out of the sign-in', async () => {
		for (let attempt = 0; attempt < 11; attempt += 1) await guess('falsch').catch(() => undefined);

		const signIn = hub.as.anonymous.execute('accounts.signIn', {
			email: 'reader@alpha.example',
			password: testPassword,
		});

		await expect(signIn).resolves.toMatchObject({ personId: hub.network.people.reader });
	});
});

describe('an invitation for an address', () => {
	test('lets in nobody who is signed in with another one, and stays open for its own', async () => {
		const { as, network } = hub;
		const { token: secret } = await as.foreignAdmin.execute('accounts.invite', {
			organisationId: network.beta,
			roles: ['admin'],
			email: 'Author@alpha.example',
		});

		const stealing = as.reader.execute('accounts.joinByInvitation', { token: secret });
		await expect(stealing).rejects.toMatchObject({ code: 'accounts.invitationForOther' });

		await expect(as.author.execute('accounts.joinByInvitation', { token: secret })).resolves.toMatchObject({
			organisationId: network.beta,
		});
	});
});

describe('a reset link', () => {
	const reset = async (lose: () => Promise<unknown>) => {
		const { as, network } = hub;
		const input = { organisationId: network.alpha, personId: network.people.reader };
		const { token: secret } = await as.admin.execute('accounts.createPasswordReset', input);
		await lose();
		return as.anonymous.execute('accounts.resetPassword', { token: secret, password: newPassword });
	};

	test('is worth nothing once its maker is no administrator, however that came about', async () => {
		const { app, network } = hub;
		const { alpha, people } = network;
		await app.accounts.people.addMembership(people.author, alpha, ['admin']);

		const using = reset(() => app.accounts.people.setRoles(people.admin, alpha, ['reader']));

		await expect(using).rejects.toMatchObject({ code: 'accounts.linkInvalid' });
	});

	test('is worth nothing once the account reaches further than its maker', async () => {
		const { app, network } = hub;

		const using = reset(() =>
			app.accounts.people.addMembership(network.people.reader, network.beta, ['admin']),
		);

		await expect(using).rejects.toMatchObject({ code: 'accounts.linkInvalid' });
	});

	test('works while its maker still administers the account', async () => {
		await expect(reset(() => Promise.resolve())).resolves.toMatchObject({
			personId: hub.network.people.reader,
		});
	});
});

describe('the last administrator of an organisation', () => {
	test('is not disabled, and anybody else is', async () => {
		const { as, network } = hub;
		const disable = (personId: string) =>
			as.networkAdmin.execute('accounts.setDisabled', { personId, disabled: true });

		await expect(disable(network.people.foreignAdmin)).rejects.toMatchObject({ code: 'accounts.lastAdmin' });
		await expect(disable(network.people.foreignReader)).resolves.toEqual({});
		await hub.app.accounts.people.addMembership(network.people.both, network.beta, ['admin']);
		await expect(disable(network.people.foreignAdmin)).resolves.toEqual({});
	});
});
