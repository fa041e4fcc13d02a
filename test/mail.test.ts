import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import SqliteConnection from 'better-sqlite3';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createApp } from '../src/app.ts';
import { databasePath } from '../src/database/database-path.ts';
import { startMailServer, type TestMailServer } from './harness/mail-server.ts';
import { closeAfterTests, createTestApp, temporaryFolder, type TestApp } from './harness/test-app.ts';
import { createTestConfig } from './harness/test-config.ts';
import { addressOf } from './harness/test-network.ts';

const url = new URL('https://hub.example');
afterEach(() => vi.useRealTimers());

const invite = ({ as, network }: TestApp, email: string) =>
	as.admin.execute('accounts.invite', { organisationId: network.alpha, roles: ['reader'], email });
const later = (milliseconds: number) =>
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds });
const health = async ({ app }: TestApp) => (await app.health.look()).findings.find(({ id }) => id === 'mail');

describe('without a mail server', () => {
	test('the hub says so and goes on: invitations are links, and nothing waits', async () => {
		const hub = await createTestApp();

		const { mailed, token } = await invite(hub, 'neu@alpha.example');

		expect(mailed).toBe(false);
		expect(token).toBeTruthy();
		expect(await hub.app.mails.list({ limit: 10 })).toEqual([]);
		expect(await health(hub)).toMatchObject({ state: 'notice', outcome: 'notSetUp' });
		const testing = hub.as.networkAdmin.execute('mail.sendTest');
		await expect(testing).rejects.toMatchObject({ code: 'mail.notSetUp' });
	});
});

describe('with one', () => {
	let hub: TestApp;
	let server: TestMailServer;
	beforeAll(async () => {
		server = await startMailServer({ user: 'verbund', password: 'Wörter & mehr' });
		hub = await createTestApp({ url });
		const { user, from, host, port } = server.address;
		await hub.as.networkAdmin.execute('mail.configure', {
			host,
			port,
			security: 'none',
			user,
			password: server.address.password,
			from,
		});
	});
	const states = async () => (await hub.app.mails.list({ limit: 3 })).map(({ state }) => state);

	test('invitations and links for a new password go out, and the link to copy stays', async () => {
		const invited = await invite(hub, 'neu@alpha.example');
		const reset = await hub.as.admin.execute('accounts.createPasswordReset', {
			organisationId: hub.network.alpha,
			personId: hub.network.people.reader,
		});
		expect([invited['mailed'], reset['mailed']]).toEqual([true, true]);
		await hub.app.jobs.runDue();
		await server.until(2);

		const mailTo = (address: string) => server.received.find(({ to }) => to.includes(address))?.message;
		expect(mailTo('neu@alpha.example')?.text).toContain(`https://hub.example/invitation/${invited['token']}`);
		expect(mailTo('neu@alpha.example')?.subject).toBe('Einladung zu Verbund');
		expect(mailTo(addressOf('reader'))?.text).toContain(`https://hub.example/password/${reset['token']}`);
		expect(mailTo(addressOf('reader'))?.from).toEqual({ name: 'Verbund', address: 'verbund@hub.example' });
		expect(await states()).toEqual(['sent', 'sent']);
		expect(await hub.app.mails.list({ limit: 3 })).toContainEqual(expect.objectContaining({ address: '' }));
	});

	test('an invitation that was withdrawn before it went out does not', async () => {
		const { id } = await invite(hub, 'doch-nicht@alpha.example');
		await hub.as.admin.execute('accounts.revokeInvitation', { organisationId: hub.network.alpha, id });

		await hub.app.jobs.runDue();

		expect((await states())[0]).toBe('dropped');
	});

	test('neither the password nor a link lies readable in the data folder', async () => {
		server.refuse('451 later');
		const { token } = await invite(hub, 'wartet@alpha.example');
		await hub.app.jobs.runDue();
		server.refuse(null);

		const { dataFolder } = hub.app.config;
		const files = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' })
			.map((file) => join(dataFolder, file))
			.filter((file) => statSync(file).isFile());
		for (const secret of [server.address.password, String(token)])
			expect(files.filter((file) => readFileSync(file).includes(secret))).toEqual([]);
		expect(statSync(join(dataFolder, 'seal.key')).mode & 0o077).toBe(0);
		const seen = await hub.app.mails.servers.view();
		expect(seen).toMatchObject({ hasPassword: true, passwordLost: false });
		expect(JSON.stringify(seen)).not.toContain('Wörter');
		const audit = await hub.app.audit.list({ organisationIds: null, limit: 100 });
		expect(JSON.stringify(audit)).not.toContain('Wörter');
	});

	test('what the server does not want now is tried again with growing pauses, and then goes', async () => {
		const id = (await hub.app.mails.list({ limit: 1 }))[0]?.id;
		const waiting = async () => (await hub.app.mails.list({ limit: 10 })).find((mail) => mail.id === id);
		const pauseOf = async () => ((await waiting())?.nextAt ?? 0) - Date.now();
		expect(await waiting()).toMatchObject({
			state: 'waiting',
			attempts: 1,
			error: expect.stringContaining('451'),
		});
		const first = await pauseOf();

		server.refuse('451 later');
		later(first + 61_000);
		await hub.app.jobs.runDue();
		expect(await waiting()).toMatchObject({ attempts: 2 });
		expect(await pauseOf()).toBeGreaterThan(first);

		server.refuse(null);
		later((await pauseOf()) + 61_000);
		await hub.app.jobs.runDue();
		expect(await waiting()).toMatchObject({ state: 'sent', error: null });
	});

	test('what it will never want is shown to the administrator, who drops it or tries again', async () => {
		for (const [at, answer] of [
			['receiver', '550 no such user'],
			['content', '554 spam'],
		] as const) {
			server.refuse(answer, at);
			await invite(hub, `${at}@alpha.example`);
			await hub.app.jobs.runDue();
		}
		server.refuse(null);
		const failed = await hub.app.mails.list({ state: 'failed', limit: 10 });
		expect(failed.map(({ error }) => error)).toEqual([
			expect.stringContaining('spam'),
			expect.stringContaining('no such user'),
		]);
		expect(await health(hub)).toMatchObject({ state: 'warning', outcome: 'failed', values: { count: 2 } });
		const before = server.received.length;

		await hub.as.networkAdmin.execute('mail.drop', { mailId: failed[0]?.id });
		await hub.as.networkAdmin.execute('mail.retry', { mailId: failed[1]?.id });
		await hub.app.jobs.runDue();

		expect(server.received).toHaveLength(before + 1);
		expect(server.received.at(-1)?.to).toEqual(['receiver@alpha.example']);
		expect(await health(hub)).toMatchObject({ state: 'ok' });
		const again = hub.as.networkAdmin.execute('mail.retry', { mailId: failed[1]?.id });
		await expect(again).rejects.toMatchObject({ code: 'request.notFound' });
	});

	test('a server that is set up anew gets what waits at once', async () => {
		server.refuse('451 later');
		await invite(hub, 'eilig@alpha.example');
		await hub.app.jobs.runDue();
		server.refuse(null);
		expect((await states())[0]).toBe('waiting');
		const { host, port, user, from } = server.address;

		await hub.as.networkAdmin.execute('mail.configure', { host, port, security: 'none', user, from });
		await hub.app.jobs.runDue();

		expect((await states())[0]).toBe('sent');
	});

	test('many go through few connections', async () => {
		const before = server.connections();
		const taken = server.received.length;
		await hub.app.mails.send(
			Array.from({ length: 40 }, () => ({
				template: 'passwordReset',
				to: { personId: hub.network.people.reader },
				data: { token: 'x' },
			})),
		);
		const { token } = await hub.as.admin.execute('accounts.createPasswordReset', {
			organisationId: hub.network.alpha,
			personId: hub.network.people.reader,
		});
		await hub.app.mails.send(
			Array.from({ length: 40 }, () => ({
				template: 'passwordReset',
				to: { personId: hub.network.people.reader },
				data: { token },
			})),
		);

		await hub.app.jobs.runDue();

		expect(server.received).toHaveLength(taken + 41);
		expect(server.connections() - before).toBeLessThanOrEqual(3);
	});

	test('a person who is disabled meanwhile gets nothing', async () => {
		const { people } = hub.network;
		await hub.as.admin.execute('accounts.createPasswordReset', {
			organisationId: hub.network.alpha,
			personId: people.trainer,
		});
		await hub.as.networkAdmin.execute('accounts.setDisabled', { personId: people.trainer, disabled: true });
		const before = server.received.length;

		await hub.app.jobs.runDue();

		expect(server.received).toHaveLength(before);
		expect((await states())[0]).toBe('dropped');
	});

	test('a password goes to no other server than the one it was given for', async () => {
		const { from, host, port, user } = server.address;
		const change = { host, port, security: 'none', user, from };
		await hub.as.networkAdmin.execute('mail.configure', change);
		await hub.as.networkAdmin.execute('mail.sendTest');

		await hub.as.networkAdmin.execute('mail.configure', { ...change, host: 'localhost' });
		expect(await hub.app.mails.servers.view()).toMatchObject({ hasPassword: false });
		const testing = hub.as.networkAdmin.execute('mail.sendTest');
		await expect(testing).rejects.toMatchObject({ code: 'mail.refused' });
	});
});

test('while the server is away everything waits, nobody is blamed, and all of it goes when it is back', async () => {
	const gone = await startMailServer();
	const hub = await createTestApp({ url, mail: gone.address });
	await gone.close();
	for (const name of ['a', 'b', 'c']) await invite(hub, `${name}@alpha.example`);
	await hub.app.jobs.runDue();

	expect(await health(hub)).toMatchObject({ state: 'problem', outcome: 'refused' });
	expect(await hub.app.mails.list({ limit: 5 })).toMatchObject(
		Array.from({ length: 3 }, () => ({ state: 'waiting', attempts: 0 })),
	);

	const back = await startMailServer({ port: gone.port });
	later(5 * 60_000);
	await hub.app.jobs.runDue();
	expect(back.received).toHaveLength(3);
	expect(await health(hub)).toMatchObject({ state: 'ok' });
});

test('a server in the environment is the one that counts, and is changed there only', async () => {
	const server = await startMailServer();
	const { app, as } = await createTestApp({ url, mail: server.address });
	await as.networkAdmin.execute('mail.sendTest');

	expect(server.received[0]).toMatchObject({ to: [addressOf('networkAdmin')] });
	expect(await app.mails.servers.view()).toMatchObject({ fixed: true, hasPassword: false });
	const { host, from } = server.address;
	const change = as.networkAdmin.execute('mail.configure', { host, port: 25, security: 'none', from });
	await expect(change).rejects.toMatchObject({ code: 'mail.setInEnvironment' });
});

test('kill -9 in the middle: none is lost, and none that the server has answered for is sent again', async () => {
	const count = 250;
	const server = await startMailServer();
	const dataFolder = temporaryFolder();
	const app = await createApp(createTestConfig({ dataFolder, mail: server.address }));
	const { id: organisationId } = await app.accounts.organisations.create({ name: 'Alpha' });
	const addresses = Array.from({ length: count }, (_, index) => `${index}@alpha.example`);
	const mails = addresses.map(async (email) => {
		const { token } = await app.accounts.links.create({ kind: 'invitation', organisationId, email });
		return { template: 'invitation', to: { address: email }, data: { token } };
	});
	await app.mails.send(await Promise.all(mails));
	await app.close();

	for (const holdAfter of [7, 120, Infinity]) {
		server.holdAfter(holdAfter);
		const hub = spawn('node', [script, dataFolder, String(server.port)], { stdio: 'inherit' });
		closeAfterTests(async () => void hub.kill('SIGKILL'));
		while (knownAsSent(dataFolder) < Math.min(holdAfter, count)) await pause(20);
		hub.kill('SIGKILL');
		await once(hub, 'exit');
		expireLeases(dataFolder);
	}

	const taken = server.received.map(({ to }) => to[0]);
	expect(taken).toHaveLength(count);
	expect(new Set(taken).size).toBe(count);
	expect(new Set(server.received.map(({ message }) => message.messageId)).size).toBe(count);
}, 400_000);

const script = fileURLToPath(new URL('./harness/mailing-process.ts', import.meta.url));

/** Mails of which the hub knows that the server has taken them: by its journal, or by the database. */
function knownAsSent(dataFolder: string): number {
	const journal = join(dataFolder, 'mail-answered.log');
	const noted = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').filter(Boolean) : [];
	const connection = new SqliteConnection(databasePath(dataFolder), { readonly: true });
	const sent = connection.prepare(`select id from mails where state = 'sent'`).pluck().all();
	connection.close();
	return new Set([...noted, ...sent]).size;
}

/** So that the next process need not wait until the one that was killed counts as gone. */
function expireLeases(dataFolder: string): void {
	const connection = new SqliteConnection(databasePath(dataFolder));
	connection.exec('update jobs set lease_until = 0 where lease_until is not null');
	connection.close();
}
