import { beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type Answer, type TestHub } from '../harness/test-hub.ts';
import { createObjects, type Objects } from '../matrix/objects.ts';
import { routeTable } from '../matrix/routes.ts';

let hub: TestHub;
let objects: Objects;

beforeAll(async () => {
	hub = await startTestHub();
	objects = await createObjects(hub, 'alpha');
});

type Sent = readonly [string, () => Promise<Answer>];

const ofReaders: readonly Sent[] = [
	['a page', () => hub.as.reader.get('/')],
	['a page for everyone', () => hub.as.anonymous.get('/sign-in')],
	['the way to the sign-in', () => hub.as.anonymous.get('/settings')],
	['a page that is not there', () => hub.as.reader.get('/gibt/es/nicht')],
	['a page that one may not open', () => hub.as.reader.get('/admin')],
	['a form that came back', () => hub.as.reader.post('/settings', { _command: 'content.preview' })],
	[
		'a form that was carried out',
		() => hub.as.reader.post('/settings', { _command: 'accounts.changePreferences' }),
	],
];

const ofEveryone: readonly Sent[] = [
	['the service worker', () => hub.as.anonymous.get('/service-worker.js')],
	['what the start screen needs', () => hub.as.anonymous.get('/manifest.webmanifest')],
];

const dataOfReaders: readonly Sent[] = [
	['data', () => hub.as.reader.get('/api/search?q=a')],
	['a refusal of the interface', () => hub.as.reader.run('network.nothing')],
	['health', () => hub.as.anonymous.get('/api/health')],
	['readiness', () => hub.as.anonymous.get('/api/ready')],
	['a refused origin', () => hub.as.reader.send('POST', '/')],
	['an unknown method', () => hub.as.reader.send('PROPFIND', '/')],
	['a foreign host', () => hub.as.reader.get('/', { host: 'evil.example' })],
];

describe.each([...ofReaders, ...ofEveryone])('%s', (_, send) => {
	test('runs nothing but our own scripts, is framed by nobody and tells others nothing', async () => {
		const { headers } = await send();
		const policy = new Map(
			String(headers['content-security-policy'])
				.split('; ')
				.map((one) => [one.split(' ')[0], one.split(' ').slice(1).join(' ')]),
		);

		expect(policy.get('default-src')).toBe("'none'");
		expect(policy.get('script-src')).toBe("'self'");
		expect(policy.get('style-src')).toBe("'self'");
		expect(policy.get('base-uri')).toBe("'none'");
		expect(policy.get('frame-ancestors')).toBe("'none'");
		expect(policy.get('form-action')).toBe("'self'");
		expect(headers['content-security-policy']).not.toMatch(/unsafe|\*|https?:|data:/);
		expect(headers).toMatchObject({
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'same-origin',
			'cross-origin-opener-policy': 'same-origin',
			'cross-origin-resource-policy': 'same-origin',
		});
		expect(headers).not.toHaveProperty('x-powered-by');
		expect(headers).not.toHaveProperty('server');
		expect(headers).not.toHaveProperty('access-control-allow-origin');
	});
});

test.each<Sent>([
	...dataOfReaders,
	['colours', () => hub.as.anonymous.get('/organisations.css')],
	['a file of the build', async () => hub.as.anonymous.get(await builtFile())],
	['one that is not there', async () => hub.as.anonymous.get('/_astro/x.js')],
])(
	'%s is no document: it loads nothing, posts nothing, is framed by nobody and taken for nothing else',
	async (_, send) => {
		const { headers } = await send();

		expect(headers).toMatchObject({
			'content-security-policy':
				"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
			'x-content-type-options': 'nosniff',
			'cross-origin-resource-policy': 'same-origin',
		});
		for (const header of ['x-powered-by', 'server', 'access-control-allow-origin'])
			expect(headers).not.toHaveProperty(header);
	},
);

test('what depends on the reader is stored by nobody, and files of the build for good', async () => {
	for (const [name, send] of [...ofReaders, ...dataOfReaders]) {
		expect((await send()).headers['cache-control'], name).toBe('private, no-store');
	}
	expect((await hub.as.anonymous.get(await builtFile())).headers['cache-control']).toContain('immutable');
});

test.each(Object.keys(routeTable).filter((route) => !route.startsWith('/api/')))(
	'%s has no script or style in its HTML, and loads nothing from elsewhere',
	async (route) => {
		for (const { path } of routeTable[route]?.addresses(objects) ?? []) {
			for (const who of ['admin', 'networkAdmin', 'anonymous'] as const) {
				const { text } = await hub.as[who].get(path);

				expect(text, path).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
				expect(text.match(/<script(?![^>]*\ssrc="\/_astro\/)/g), path).toBeNull();
				expect(text.match(/\s(?:src|srcset|data|poster)="(?!\/)[^"]*"/g), path).toBeNull();
				expect(text.match(/<link[^>]*\shref="(?!\/)[^"]*"/g), path).toBeNull();
			}
		}
	},
);

async function builtFile(): Promise<string> {
	const { text } = await hub.as.anonymous.get('/sign-in');
	return /\/_astro\/[^"]+/.exec(text)?.[0] ?? '';
}
