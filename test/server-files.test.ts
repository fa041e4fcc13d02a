import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { request as sendRequest } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../src/config.ts';
import { commandOf, parseContainerFile, valuesOf } from './harness/container-file.ts';
import { block, filesOf } from './harness/handbook-files.ts';
import { closeAfterTests, temporaryFolder } from './harness/test-app.ts';
import { root } from './harness/test-config.ts';
import { startTestHub, type TestHub } from './harness/test-hub.ts';
import { addressOf, testPassword } from './harness/test-network.ts';

// The files that the handbook has people copy to their server, as they stand there.
const name = 'verbund.example.org';
const isInstalled = (program: string) => spawnSync('which', [program]).status === 0;

test('the English page has the files of the German one', () => {
	expect(filesOf('en/operation/server')).toEqual(filesOf('de/operation/server'));
});

test('the environment file is understood', () => {
	const environment = block('de/operation/server', 'sh', 'VERBUND_URL');

	const config = readConfig(parseEnv(environment), root, { demo: false });

	expect(config).toMatchObject({
		url: new URL(`https://${name}`),
		urlIsFixed: true,
		trustedProxies: ['127.0.0.1'],
		dataFolder: '/var/lib/verbund/data',
		host: '127.0.0.1',
		port: 4321,
	});
});

test('the service starts a script that is there', () => {
	const unit = block('de/operation/server', 'ini', 'ExecStart');
	const [, script = ''] = /^ExecStart=\/usr\/bin\/node (\S+) start$/m.exec(unit) ?? [];

	expect(existsSync(join(root, script))).toBe(true);
});

test.skipIf(!isInstalled('systemd-analyze')).each([
	['verbund.service', 'de/operation/server', '[Install]'],
	['verbund-backup.service', 'de/operation/backup', 'ExecStart='],
	['verbund-backup.timer', 'de/operation/backup', '[Timer]'],
])('systemd has nothing to say against %s', (unit, path, part) => {
	const folder = temporaryFolder();
	// The account, and programs where this machine does not have them, are not what is asked.
	const text = block(path, 'ini', part).replace(/^(ExecStart(?:Post)?)=\S+/gm, '$1=/bin/true');
	writeFileSync(join(folder, unit), text);
	if (unit.endsWith('.timer')) {
		writeFileSync(join(folder, 'verbund-backup.service'), '[Service]\nType=oneshot\nExecStart=/bin/true\n');
	}

	const { stderr } = spawnSync('systemd-analyze', ['verify', join(folder, unit)], { encoding: 'utf8' });

	expect(stderr.split('\n').filter((line) => line.includes('verbund'))).toEqual([]);
});

describe('the container', () => {
	const [build = [], image = []] = parseContainerFile(
		block('de/operation/container', 'dockerfile', 'HEALTHCHECK'),
	);
	const settings = valuesOf(image, 'ENV').map((line) => line.split('='));
	const config = readConfig(Object.fromEntries(settings), root, { demo: false });

	test('is built on Debian in both of its stages', () => {
		for (const stage of [build, image]) expect(valuesOf(stage, 'FROM')[0]).toMatch(/\/debian:\w+-slim/);
	});

	test('runs a script that is there, as somebody who is not root', () => {
		const [program, script = '', command] = commandOf(image, 'CMD');

		expect([program, command]).toEqual(['node', 'start']);
		expect(existsSync(join(root, script))).toBe(true);
		expect(image.findIndex(({ name }) => name === 'USER')).toBeLessThan(
			image.findIndex(({ name }) => name === 'CMD'),
		);
		expect(valuesOf(image, 'USER')).toEqual(['verbund']);
	});

	test('keeps the data in its volume, and says on which port it listens', () => {
		expect(config.dataFolder.startsWith(`${valuesOf(image, 'VOLUME')[0]}/`)).toBe(true);
		expect(valuesOf(image, 'EXPOSE')).toEqual([String(config.port)]);
		expect(commandOf(image, 'HEALTHCHECK').join(' ')).toContain(`127.0.0.1:${config.port}/api/health`);
	});

	test('is started by Compose with settings that are understood, open to this machine alone', () => {
		const { services, networks } = composeSchema.parse(
			parse(block('de/operation/container', 'yaml', 'services')),
		);
		const { environment, ports, volumes, build: source, networks: used } = services.verbund;
		const understood = readConfig({ ...Object.fromEntries(settings), ...environment }, root, { demo: false });

		expect(understood).toMatchObject({
			url: new URL(`https://${name}`),
			backupFolder: '/var/backups/verbund',
		});
		expect(ports).toEqual([`127.0.0.1:${config.port}:${config.port}`]);
		expect(volumes.map((volume) => volume.split(':')[1])).toEqual([
			...valuesOf(image, 'VOLUME'),
			understood.backupFolder,
		]);
		expect(source.dockerfile).toBe('Containerfile');
		expect(used.map((network) => networks[network]?.ipam.config[0]?.gateway)).toEqual(
			understood.trustedProxies,
		);
	});
});

const composeSchema = z.object({
	services: z.object({
		verbund: z.object({
			build: z.object({ dockerfile: z.string() }),
			environment: z.record(z.string(), z.string()),
			ports: z.array(z.string()),
			volumes: z.array(z.string()),
			networks: z.array(z.string()),
			read_only: z.literal(true),
			cap_drop: z.tuple([z.literal('ALL')]),
		}),
	}),
	networks: z.record(
		z.string(),
		z.object({ ipam: z.object({ config: z.array(z.object({ gateway: z.string() })) }) }),
	),
});

const proxies = [
	{ program: 'nginx', start: startNginx },
	{ program: 'caddy', start: startCaddy },
].filter(({ program }) => isInstalled(program) && isInstalled('openssl'));

describe.each(proxies)('behind $program', ({ start }) => {
	let hub: TestHub;
	let ask: Ask;
	beforeAll(async () => {
		hub = await startTestHub({
			url: new URL(`https://${name}`),
			urlIsFixed: true,
			trustedProxies: ['127.0.0.1'],
		});
		ask = await start(hub.port);
	});

	test('pages come over TLS, with HSTS once', async () => {
		const { status, headers } = await ask('GET', '/sign-in');

		expect(status).toBe(200);
		expect(headers['strict-transport-security']).toBe('max-age=31536000');
	});

	test('signing in gives cookies that are bound to this host', async () => {
		const { status, headers } = await signIn({ origin: `https://${name}` }, testPassword);

		expect(status).toBe(303);
		expect(headers['set-cookie']).toEqual([
			expect.stringMatching(/^__Host-verbund=\S+; Path=\/; HttpOnly; SameSite=Lax; Secure;/),
			expect.stringMatching(/^__Host-verbund-device=\S+; Path=\/; HttpOnly; SameSite=Lax; Secure;/),
		]);
	});

	test('a form of another site is refused', async () => {
		const { status } = await signIn({ origin: 'https://evil.example' }, testPassword);

		expect(status).toBe(403);
	});

	test('what a visitor claims as the own address is not believed', async () => {
		await signIn({ origin: `https://${name}`, 'x-forwarded-for': '203.0.113.7' }, 'wrong password');

		const buckets = await hub.app.database.query.selectFrom('sign_in_attempts').select('bucket').execute();
		const networks = buckets.map(({ bucket }) => bucket).filter((bucket) => bucket.startsWith('network:'));
		expect(networks).toEqual(['network:127.0.0']);
	});

	function signIn(headers: Record<string, string>, password: string): Promise<Answer> {
		const body = new URLSearchParams({
			_command: 'accounts.signIn',
			_next: '/',
			email: addressOf('reader'),
			password,
		});
		return ask('POST', '/sign-in', headers, body.toString());
	}
});

type Ask = (method: string, path: string, headers?: Record<string, string>, body?: string) => Promise<Answer>;

interface Answer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
}

async function startNginx(hubPort: number): Promise<Ask> {
	const folder = temporaryFolder();
	const [port, plainPort] = [await freePort(), await freePort()];
	makeCertificate(folder);
	const site = block('de/operation/server', 'nginx', 'server_name')
		.replaceAll(`/etc/letsencrypt/live/${name}`, folder)
		.replace(/^\s*listen \[::\].*$/gm, '')
		.replace('listen 443', `listen ${port}`)
		.replace('listen 80', `listen ${plainPort}`)
		.replace('127.0.0.1:4321', `127.0.0.1:${hubPort}`);
	const temporaryPaths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
		(kind) => `${kind}_temp_path ${join(folder, kind)};`,
	);
	writeFileSync(
		join(folder, 'nginx.conf'),
		`daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
		http { access_log off; ${temporaryPaths.join(' ')} ${site} }`,
	);
	return run('nginx', ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], port);
}

async function startCaddy(hubPort: number): Promise<Ask> {
	const folder = temporaryFolder();
	const port = await freePort();
	makeCertificate(folder);
	const site = block('de/operation/server', 'caddyfile', 'reverse_proxy')
		.replace(`${name} {`, `https://${name}:${port} {\n\ttls ${folder}/fullchain.pem ${folder}/privkey.pem`)
		.replace('127.0.0.1:4321', `127.0.0.1:${hubPort}`);
	writeFileSync(
		join(folder, 'Caddyfile'),
		`{\n\tadmin off\n\tauto_https disable_redirects\n\tstorage file_system ${folder}/storage\n}\n${site}`,
	);
	return run('caddy', ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], port);
}

async function run(program: string, parameters: readonly string[], port: number): Promise<Ask> {
	const home = temporaryFolder();
	const server = spawn(program, parameters, {
		env: { ...process.env, HOME: home },
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let output = '';
	server.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
	closeAfterTests(async () => {
		server.kill('SIGTERM');
		if (server.exitCode === null && server.signalCode === null) {
			await new Promise((resolve) => server.once('exit', resolve));
		}
	});
	const ask = askAt(port);
	for (let attempt = 0; attempt < 100; attempt++) {
		if (await ask('GET', '/api/health').catch(() => null)) return ask;
		await wait(100);
	}
	throw new Error(`${program} does not answer: ${output}`);
}

function askAt(port: number): Ask {
	return (method, path, headers = {}, body) =>
		new Promise((resolve, reject) => {
			const form = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
			const request = sendRequest(
				{
					port,
					host: '127.0.0.1',
					servername: name,
					rejectUnauthorized: false,
					agent: false,
					method,
					path,
					headers: { host: name, ...form, ...headers },
				},
				(response) => {
					response.resume();
					response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
				},
			);
			request.on('error', reject);
			request.end(body);
		});
}

function makeCertificate(folder: string): void {
	mkdirSync(folder, { recursive: true });
	const { status, stderr } = spawnSync(
		'openssl',
		['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', `/CN=${name}`]
			.concat(['-addext', `subjectAltName=DNS:${name}`])
			.concat(['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')]),
		{ encoding: 'utf8' },
	);
	if (status !== 0) throw new Error(stderr);
}

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => resolve(port));
		});
	});
}
