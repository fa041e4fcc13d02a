import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Who } from '../../../test/harness/test-network.ts';
import type { DocumentTables } from '../tables.ts';
import { addressIn, patternFault } from './address-pattern.ts';

let hub: TestApp;
let server: Server;
let origin: string;
const asked: { path: string; at: number }[] = [];
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures', 'documents'] });
	server = createServer((request, response) => {
		asked.push({ path: request.url ?? '', at: performance.now() });
		if (request.url === '/moved') return response.writeHead(308, { location: '/new' }).end();
		return response.writeHead(request.url === '/gone' ? 404 : 200).end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	origin = `http://localhost:${port}`;
	await hub.as.networkAdmin.execute('settings.changeNetwork', {
		key: 'documents.allowedHosts',
		value: `localhost:${port}`,
	});
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

async function addSystem(slug: string, pattern: string): Promise<string> {
	const { id } = await hub.as.admin.execute('documents.addSystem', {
		organisationId: hub.network.alpha,
		name: slug.toUpperCase(),
		slug,
		pattern,
	});
	return String(id);
}

async function createLink(input: object): Promise<string> {
	const { id } = await hub.as.author.execute('documents.createLink', {
		organisationId: hub.network.alpha,
		language: 'de',
		title: 'Vertrag',
		publish: true,
		...input,
	});
	return String(id);
}

async function view(id: string, who: Who = 'reader') {
	const { reader } = await hub.as[who].visit();
	const item = await hub.app.content.read(reader, { id });
	const { links } = await hub.app.host.use('documents');
	return links.open(item);
}

describe('a system', () => {
	test('that moves takes all links along', async () => {
		const systemId = await addSystem('dms', `${origin}/doc/{number}`);
		const id = await createLink({ system: 'dms', reference: '2027/113 ?x=#' });
		expect((await view(id)).link.url).toBe(`${origin}/doc/2027%2F113%20%3Fx%3D%23`);

		await hub.as.admin.execute('documents.changeSystem', {
			systemId,
			expectedVersion: 1,
			name: 'DMS',
			pattern: `${origin}/neu/{number}`,
		});

		expect((await view(id)).link.url).toBe(`${origin}/neu/2027%2F113%20%3Fx%3D%23`);
	});

	test('of another organisation is not one’s own, and no number leads to another server', async () => {
		await addSystem('akten', 'https://akten.example/{number}');

		const refused = hub.as.foreignAdmin.execute('documents.createLink', {
			organisationId: hub.network.beta,
			language: 'de',
			title: 'x',
			system: 'akten',
			reference: '1',
		});

		await expect(refused).rejects.toMatchObject({ code: 'command.inputInvalid' });
		expect(addressIn('https://a.example/{number}', '..')).toBe('https://a.example/%2E');
		expect(addressIn('https://a.example/{number}', '@evil.example')).toBe(
			'https://a.example/%40evil.example',
		);
	});

	test('of the network is everybody’s, and an organisation’s own goes before it', async () => {
		const details = { name: 'Aktenplan', slug: 'aktenplan' };
		await hub.as.networkAdmin.execute('documents.addNetworkSystem', {
			...details,
			pattern: `${origin}/alle/{number}`,
		});
		const { id } = await hub.as.both.execute('documents.createLink', {
			...{ organisationId: hub.network.beta, language: 'de', title: 'Akte', publish: true },
			...{ system: 'aktenplan', reference: '7' },
		});
		const ownId = await createLink({ system: 'aktenplan', reference: '7' });
		expect((await view(ownId)).link.url).toBe(`${origin}/alle/7`);

		await addSystem('aktenplan', `${origin}/eigene/{number}`);

		expect((await view(ownId)).link.url).toBe(`${origin}/eigene/7`);
		expect((await view(String(id), 'foreignReader')).link.url).toBe(`${origin}/alle/7`);
		await expect(
			hub.as.networkAdmin.execute('documents.addNetworkSystem', {
				...details,
				pattern: 'https://a.b/{number}',
			}),
		).rejects.toMatchObject({ fields: [{ path: 'name', message: 'field.taken' }] });
	});

	test.each([
		['https://dms.example/doc/{number}', null],
		['http://dms.intern:8080/?id={number}&view=1', null],
		['https://dms.example/doc/', 'noNumber'],
		['https://dms.example/{number}/{number}', 'noNumber'],
		['https://{number}.example/', 'invalid'],
		['https://dms.example:{number}/', 'invalid'],
		['javascript:alert({number})', 'invalid'],
		['file:///{number}', 'invalid'],
		['https://user:pw@dms.example/{number}', 'invalid'],
		['{number}', 'invalid'],
	])('may have the pattern %s: %s', (pattern, fault) => {
		expect(patternFault(pattern)).toBe(fault);
	});
});

describe('the checker', () => {
	test('tells whoever works on a text of dead links, a day after they failed first, and where one has moved to', async () => {
		const text = await hub.seed.item({
			title: 'Mit Links',
			body: `[weg](${origin}/gone) und [fort](${origin}/moved)`,
		});
		await runChecker();
		expect(await problemsOf(text.id)).toEqual([{ kind: 'documents.movedLink', proposal: `${origin}/new` }]);

		await aDayLater();
		await runChecker();

		expect(await problemsOf(text.id)).toEqual([
			{ kind: 'documents.deadLink', proposal: null },
			{ kind: 'documents.movedLink', proposal: `${origin}/new` },
		]);
		const times = asked.map(({ at }) => at);
		const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
		// HEAD and the GET after it are one look.
		expect(gaps.filter((gap) => gap > 900).length).toBeGreaterThan(0);
	});

	test('looks at links of documents too, and forgets what nobody leads to', async () => {
		const id = await createLink({ address: `${origin}/einzeln` });
		await runChecker();
		expect((await view(id)).target).toMatchObject({ state: 'working' });

		await hub.as.approver.execute('content.unpublish', { itemId: id, language: 'de' });
		await runChecker();

		expect((await view(id).catch(() => null))?.target ?? null).toBeNull();
		const urls = await targets();
		expect(urls.map(({ url }) => url)).not.toContain(`${origin}/einzeln`);
	});

	test('says on the page about the hub how links stand', async () => {
		const findings = await hub.app.health.examine();

		expect(findings.find(({ id }) => id === 'documents.links')?.state).toMatch(/ok|warning/);
		expect(findings.find(({ id }) => id === 'links')).toBeUndefined();
	});
});

async function runChecker(): Promise<void> {
	await hub.app.jobs.runNow('documents.checkLinks');
	await hub.app.jobs.runDue();
	const [job] = await hub.app.jobs.list({ type: 'documents.checkLinks', limit: 1 });
	expect(job?.state, JSON.stringify(job?.error)).toBe('done');
}

const tables = () =>
	hub.app.database as unknown as {
		query: Kysely<DocumentTables>;
		transaction: <T>(work: (transaction: Kysely<DocumentTables>) => Promise<T>) => Promise<T>;
	};

/** Every look so far was a day earlier. */
async function aDayLater(): Promise<void> {
	const day = 24 * 60 * 60 * 1000;
	await tables().transaction(async (transaction) => {
		await transaction
			.updateTable('documents_targets')
			.set({ checked_at: sql`checked_at - ${day}`, failed_at: sql`failed_at - ${day}` })
			.execute();
	});
}

async function targets() {
	return tables().query.selectFrom('documents_targets').selectAll().execute();
}

/** As the job finds them that looks every few minutes. */
async function problemsOf(itemId: string) {
	await hub.app.problems.refresh();
	const { reader } = await hub.as.author.visit();
	const kinds = ['documents.deadLink', 'documents.movedLink'];
	const found = await hub.app.problems.list(reader, { kinds, hints: true, limit: 500 });
	return found
		.filter((problem) => problem.itemId === itemId)
		.map(({ kind, proposal }) => ({ kind, proposal }));
}
