import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startTestHub, type Answer, type TestHub } from '../harness/test-hub.ts';
import { addressOf, testPassword } from '../harness/test-network.ts';

const email = addressOf('author');

describe('a session', () => {
	test('lives in a cookie that scripts and foreign pages do not get', async () => {
		const hub = await startTestHub();

		const cookies = cookiesOf(await signIn(hub, email, testPassword));

		expect(cookies).toHaveLength(2);
		for (const cookie of cookies) {
			expect(cookie).toMatch(/; HttpOnly(;|$)/);
			expect(cookie).toMatch(/; SameSite=Lax(;|$)/);
			expect(cookie).toMatch(/; Path=\/(;|$)/);
			expect(cookie).not.toMatch(/Domain=/i);
		}
	});

	test('over HTTPS is bound to this host and never sent without', async () => {
		const hub = await startTestHub({ url: new URL('https://hub.example'), urlIsFixed: true });

		const cookies = cookiesOf(await signIn(hub, email, testPassword, { host: 'hub.example' }));

		for (const cookie of cookies) expect(cookie).toMatch(/^__Host-verbund.*; Secure(;|$)/);
	});

	test('has a new token after each sign-in, whatever cookie came along', async () => {
		const hub = await startTestHub();
		const given = 'A'.repeat(43);

		const first = tokenOf(await signIn(hub, email, testPassword, { cookie: `verbund=${given}` }));
		const second = tokenOf(await signIn(hub, email, testPassword, { cookie: `verbund=${first}` }));

		expect(new Set([given, first, second]).size).toBe(3);
		expect(Buffer.from(first, 'base64url')).toHaveLength(32);
	});

	test('ends when it is too old, however busy it was', async () => {
		const hub = await startTestHub();
		const { as, app } = hub;
		expect((await as.reader.get('/settings/security')).status).toBe(200);

		await app.database.transaction((transaction) =>
			transaction
				.updateTable('sessions')
				.set({ absolute_expires_at: Date.now() - 1 })
				.execute(),
		);

		expect((await as.reader.get('/settings/security')).status).toBe(303);
	});
});

test('secrets are stored as digests only: no cookie, link, token or password is in the data folder', async () => {
	const { app, as, network, ...hub } = await startTestHub();
	const { token: apiToken } = await app.accounts.tokens.create({
		personId: network.people.author,
		name: 'Skript',
		scope: 'read',
		expiresAt: null,
	});
	const { token: linkToken } = await app.accounts.links.create({
		kind: 'invitation',
		organisationId: network.alpha,
	});
	const sessionToken = tokenOf(await signIn({ ...hub, app, as, network }, email, testPassword));

	const stored = readdirSync(app.config.dataFolder)
		.map((file) => readFileSync(join(app.config.dataFolder, file)).toString('latin1'))
		.join('\n');

	expect(stored).toContain(email);
	for (const secret of [apiToken, apiToken.slice(8), linkToken, sessionToken, testPassword]) {
		expect(stored).not.toContain(secret);
	}
});

describe('signing in', () => {
	const disabled = addressOf('disabled');

	test('answers unknown addresses, wrong passwords and disabled accounts alike', async () => {
		const hub = await startTestHub();

		const answers = [
			await signIn(hub, 'niemand@alpha.example', testPassword),
			await signIn(hub, email, 'falsches Passwort'),
			await signIn(hub, disabled, testPassword),
		].map(({ status, text, headers }) => ({ status, text, headers: { ...headers, date: '' } }));

		expect(answers[0]).toMatchObject({ status: 401 });
		expect(answers[1]).toEqual(answers[0]);
		expect(answers[2]).toEqual(answers[0]);
	});

	test('takes as long for an unknown address as for a wrong password', async () => {
		const hub = await startTestHub();
		const times = { unknown: [] as number[], wrong: [] as number[] };
		for (let round = 0; round < 9; round += 1) {
			times.unknown.push(
				await timed(() => signIn(hub, `niemand${round}@alpha.example`, 'falsches Passwort')),
			);
			times.wrong.push(await timed(() => signIn(hub, email, 'falsches Passwort')));
		}

		// The quickest of each: whatever else the machine does only adds.
		const ratio = Math.min(...times.unknown) / Math.min(...times.wrong);

		expect(ratio).toBeGreaterThan(0.6);
		expect(ratio).toBeLessThan(1.6);
	});

	test('is slowed down for an account under attack, but not for the device its owner uses', async () => {
		const hub = await startTestHub();
		const device = cookiesOf(await signIn(hub, email, testPassword)).find((cookie) =>
			cookie.includes('-device='),
		);
		const cookie = device?.split(';')[0] ?? '';
		for (let attempt = 0; attempt < 10; attempt += 1) {
			expect((await signIn(hub, email, `geraten ${attempt}`)).status).toBe(401);
		}

		const attacker = await signIn(hub, email, testPassword);
		const forged = await signIn(hub, email, testPassword, {
			cookie: `verbund-device=${hub.network.people.author}.${'A'.repeat(43)}`,
		});
		const owner = await signIn(hub, email, testPassword, { cookie });
		const other = await signIn(hub, addressOf('reader'), testPassword, { cookie });

		expect([attacker.status, forged.status, owner.status, other.status]).toEqual([429, 429, 200, 200]);
		expect(Number(attacker.headers['retry-after'])).toBeGreaterThan(0);
	});

	test('counts by the address that a trusted proxy vouches for, and by nobody else’s word', async () => {
		const buckets = async (hub: TestHub) => {
			await signIn(hub, email, 'falsches Passwort', { 'x-forwarded-for': '198.51.100.7, 203.0.113.9' });
			const rows = await hub.app.database.query.selectFrom('sign_in_attempts').select('bucket').execute();
			return rows.map(({ bucket }) => bucket).filter((bucket) => bucket.startsWith('network:'));
		};

		expect(await buckets(await startTestHub())).toEqual(['network:127.0.0']);
		expect(await buckets(await startTestHub({ trustedProxies: ['127.0.0.1'] }))).toEqual([
			'network:203.0.113',
		]);
		expect(await buckets(await startTestHub({ trustedProxies: ['127.0.0.0/8', '203.0.113.0/24'] }))).toEqual([
			'network:198.51.100',
		]);
	});
});

function signIn(hub: TestHub, address: string, password: string, headers = {}): Promise<Answer> {
	return hub.as.anonymous.run('accounts.signIn', { email: address, password }, headers);
}

function cookiesOf({ headers }: Answer): readonly string[] {
	return headers['set-cookie'] ?? [];
}

function tokenOf(answer: Answer): string {
	return /^(?:__Host-)?verbund=([^;]+)/.exec(cookiesOf(answer)[0] ?? '')?.[1] ?? '';
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}
