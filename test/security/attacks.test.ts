import { beforeEach, describe, expect, test } from 'vitest';
import { digest } from '../../src/accounts/secrets.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { addressOf, testPassword } from '../harness/test-network.ts';

let hub: TestHub;
beforeEach(async () => {
	hub = await startTestHub();
});

const newPassword = 'Regenschirm am Bahnsteig Neun';

test('many wrong passwords at once are throttled like one after the other', async () => {
	const guesses = Array.from({ length: 30 }, (_, index) =>
		hub.as.anonymous.run('accounts.signIn', { email: addressOf('admin'), password: `geraten-${index}` }),
	);

	const statuses = (await Promise.all(guesses)).map(({ status }) => status);

	expect(statuses.filter((status) => status === 401)).toHaveLength(10);
	expect(statuses.filter((status) => status === 429)).toHaveLength(20);
});

test('signing in uses up no budget of the network', async () => {
	const input = { email: addressOf('reader'), password: testPassword };
	for (let time = 0; time < 3; time += 1) await hub.as.anonymous.run('accounts.signIn', input);

	const buckets = await hub.app.database.query.selectFrom('sign_in_attempts').select('failures').execute();

	expect(buckets.every(({ failures }) => failures === 0)).toBe(true);
});

test('a retry key leaves nothing behind by which a password could be guessed', async () => {
	const input = { email: addressOf('reader'), password: testPassword };
	await hub.as.anonymous.run('accounts.signIn', input, { 'idempotency-key': 'a7f0' });

	const rows = await hub.app.database.query.selectFrom('idempotency_keys').selectAll().execute();

	expect(rows).toHaveLength(1);
	expect(JSON.stringify(rows)).not.toContain(digest(JSON.stringify(input)));
	expect(JSON.stringify(rows)).not.toContain('a7f0"');
});

test('a token makes no others: what was lent for a while does not outlive its end', async () => {
	const token = { name: 'Skript', scope: 'write' };
	const lent = await hub.as.admin.execute('accounts.createToken', token);
	const holder = hub.client({ authorization: `Bearer ${String(lent['token'])}` });

	const { status } = await holder.run('accounts.createToken', token);

	expect(status).toBe(403);
	expect((await holder.run('accounts.changePreferences', { theme: 'dark' })).status).toBe(200);
});

describe('a form', () => {
	const post = (client: TestHub['as']['reader'], body: string) =>
		client.send('POST', '/sign-in', {
			headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
			body,
		});

	test('with a million fields is refused at once', async () => {
		const start = performance.now();
		const { status } = await post(hub.as.anonymous, `_command=accounts.signIn${'&a='.repeat(1_000_000)}`);

		expect(status).toBe(400);
		expect(performance.now() - start).toBeLessThan(5000);
	});

	test('with as many fields as are allowed holds nobody up', async () => {
		const start = performance.now();
		const { status } = await post(hub.as.anonymous, `_command=accounts.signIn${'&a='.repeat(4900)}`);

		expect(status).toBe(422);
		expect(performance.now() - start).toBeLessThan(2000);
	});
});

describe('a link into an account', () => {
	const resetFor = (personId: string) =>
		hub.as.admin.execute('accounts.createPasswordReset', { organisationId: hub.network.alpha, personId });
	const reset = (token: unknown) =>
		hub.as.anonymous.execute('accounts.resetPassword', { token, password: newPassword });
	const gone = { code: 'accounts.linkInvalid' };

	test('ends when the account gets rights that its maker does not have', async () => {
		const { reader, author } = hub.network.people;
		const promoted = await resetFor(reader);
		const joined = await resetFor(author);

		await hub.as.networkAdmin.execute('accounts.setNetworkAdmin', { personId: reader, networkAdmin: true });
		const { token } = await hub.as.foreignAdmin.execute('accounts.invite', {
			organisationId: hub.network.beta,
			roles: ['admin'],
		});
		await hub.as.author.execute('accounts.joinByInvitation', { token });

		await expect(reset(promoted['token'])).rejects.toMatchObject(gone);
		await expect(reset(joined['token'])).rejects.toMatchObject(gone);
	});

	test('ends when its owner chooses another password', async () => {
		const { token } = await resetFor(hub.network.people.reader);

		await hub.as.reader.execute('accounts.changePassword', {
			currentPassword: testPassword,
			password: newPassword,
		});

		await expect(reset(token)).rejects.toMatchObject(gone);
	});

	test.each(['demoted', 'removed', 'disabled'])(
		'ends when the administrator who made it is %s',
		async (how) => {
			const { as, network } = hub;
			const personId = network.people.author;
			const organisationId = network.alpha;
			await as.admin.execute('accounts.changeRoles', { organisationId, personId, roles: ['admin'] });
			const { token } = await as.author.execute('accounts.invite', { organisationId, roles: ['admin'] });

			if (how === 'demoted')
				await as.admin.execute('accounts.changeRoles', { organisationId, personId, roles: ['reader'] });
			if (how === 'removed') await as.admin.execute('accounts.removeMember', { organisationId, personId });
			if (how === 'disabled')
				await as.networkAdmin.execute('accounts.setDisabled', { personId, disabled: true });

			const joining = as.stranger.execute('accounts.joinByInvitation', { token });
			await expect(joining).rejects.toMatchObject(gone);
		},
	);
});

test.each(['/api/people?limit=1.5', '/procedures?page=1e99', '/procedures?page=Infinity'])(
	'a number that is none in %s is no fault of the hub',
	async (path) => {
		const { status, text } = await hub.as.reader.get(path);

		expect(status).toBe(200);
		expect(text.trimEnd()).toMatch(/(?:<\/html>|\})$/);
	},
);

test('the device cookie is no receipt for a file', async () => {
	const item = await hub.seed.item({ type: 'procedure' });
	const signedIn = await hub.as.anonymous.run('accounts.signIn', {
		email: addressOf('author'),
		password: testPassword,
	});
	const device = /verbund-device=([^;]+)/.exec(String(signedIn.headers['set-cookie']))?.[1];

	const { status } = await hub.as.author.run('content.attachFile', { itemId: item.id, receipt: device });

	expect(status).toBe(404);
});
