import { beforeAll, beforeEach, expect, test } from 'vitest';
import { noteQueries } from '../harness/asked-queries.ts';
import { untilSettled } from '../harness/database-state.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
const queries: string[] = [];

beforeAll(async () => {
	hub = await startTestHub({ onQuery: noteQueries(queries) });
	await hub.app.host.activate('procedures');
});

beforeEach(() => {
	queries.length = 0;
});

test('a page that was read before costs one query, and is the same page', async () => {
	const item = await hub.seed.item({ title: 'Schlüsselkasten', audience: ['network'] });
	await untilSettled(hub.app);
	const first = await hub.as.reader.get(item.url);
	queries.length = 0;

	const second = await hub.as.reader.get(item.url);

	expect(queries).toHaveLength(1);
	expect(second.status).toBe(200);
	expect(second.headers).toMatchObject({ ...first.headers, date: expect.any(String) });
	expect(withoutKeys(second.text)).toBe(withoutKeys(first.text));
});

test('a page that was read before is the same page compressed, one answer after the other on one line', async () => {
	const item = await hub.seed.item({ audience: ['network'] });
	const plain = await hub.as.reader.get(item.url);

	// Undone by `fetch`, which keeps its connections.
	for (const encoding of ['br', 'gzip', 'br', 'identity', 'br']) {
		const answer = await fetch(hub.url + item.url, {
			headers: { ...hub.as.reader.headers, 'accept-encoding': encoding },
		});
		expect(answer.headers.get('content-encoding') ?? 'identity').toBe(encoding);
		expect(withoutKeys(await answer.text())).toBe(withoutKeys(plain.text));
	}
});

test('each sending has form keys of its own, so that a form sent from either has its effect', async () => {
	const item = await hub.seed.item({ audience: ['network'] });

	const pages = [await hub.as.reader.get(item.url), await hub.as.reader.get(item.url)];

	const keys = pages.flatMap(({ text }) => [...text.matchAll(formKey)].map(([, key]) => key));
	expect(keys.length).toBeGreaterThan(1);
	expect(new Set(keys).size).toBe(keys.length);
});

test('nobody is sent the page of another: not a colleague, not a visitor, not another session', async () => {
	const item = await hub.seed.item({ audience: ['own'] });
	const mine = await hub.as.author.get(item.url);
	expect(mine.text).toContain(hub.network.people.author);

	expect((await hub.as.anonymous.get(item.url)).status).toBe(404);
	expect((await hub.as.foreignReader.get(item.url)).status).toBe(404);
	const colleague = await hub.as.reader.get(item.url);
	expect(colleague.status).toBe(200);
	expect(colleague.text).not.toContain(hub.network.people.author);
	const renewed = await hub.app.accounts.sessions.start(hub.network.people.author, 'Test', null);
	queries.length = 0;
	await hub.client({ cookie: `verbund=${renewed}` }).get(item.url);
	expect(queries.length).toBeGreaterThan(1);
});

test('a session that has ended reads nothing that was kept for it', async () => {
	const item = await hub.seed.item({ audience: ['own'] });
	const { people } = hub.network;
	const token = await hub.app.accounts.sessions.start(people.reader, 'Test', null);
	const { get } = hub.client({ cookie: `verbund=${token}` });
	expect((await get(item.url)).status).toBe(200);

	const sessions = await hub.app.accounts.sessions.list(people.reader);
	const newest = sessions.at(0)?.id ?? '';
	await hub.app.accounts.sessions.end(people.reader, newest);

	expect((await get(item.url)).status).toBe(404);
});

test('what was written since is on the page: a linked title, and the name of the organisation', async () => {
	const { as, seed, network } = hub;
	const target = await seed.item({ title: 'Alter Titel', audience: ['network'] });
	const item = await seed.item({ body: `Siehe [[procedure/${target.slug}]].`, audience: ['network'] });
	expect((await as.reader.get(item.url)).text).toContain('Alter Titel');

	const saved = await as.author.execute('content.saveDraft', {
		itemId: target.id,
		language: 'de',
		expectedRevision: target.revision,
		title: 'Neuer Titel',
		body: '',
	});
	await as.author.execute('content.publish', {
		itemId: target.id,
		language: 'de',
		revision: saved['revision'],
	});
	const renamed = (await as.reader.get(item.url)).text;
	await hub.app.accounts.organisations.change(network.alpha, { name: 'Haus am Deich' });

	expect(renamed).toContain('Neuer Titel');
	expect(renamed).not.toContain('Alter Titel');
	expect((await as.reader.get(item.url)).text).toContain('Haus am Deich');
});

test('whoever changes the organisation that they act for is sent pages of that one', async () => {
	const { app, client, network, seed } = hub;
	const item = await seed.item({ body: '{{organisation.name}}', audience: ['network'] });
	await app.accounts.people.addMembership(network.people.reader, network.beta, ['reader']);
	const token = await app.accounts.sessions.start(network.people.reader, 'Test', null);
	const { get, run } = client({ cookie: `verbund=${token}` });
	const names = new Map((await app.accounts.organisations.list()).map(({ id, name }) => [id, name]));
	await run('accounts.switchOrganisation', { organisationId: network.alpha });
	const before = (await get(item.url)).text;
	await get(item.url);

	await run('accounts.switchOrganisation', { organisationId: network.beta });

	expect(before).toContain(`<p>${names.get(network.alpha)}`);
	expect((await get(item.url)).text).toContain(`<p>${names.get(network.beta)}`);
});

test('a visitor without an account is sent a kept page in the language that the browser asks for', async () => {
	const item = await hub.seed.item({ audience: ['public'] });
	const get = (language: string) => hub.as.anonymous.get(item.url, { 'accept-language': language });
	await get('de');
	queries.length = 0;

	const [german, english] = [await get('de'), await get('en')];

	expect(german.text).toContain('<html lang="de"');
	expect(english.text).toContain('<html lang="en"');
});

test('only pages of items are kept', async () => {
	await hub.as.reader.get('/search?q=Dienstwagen');
	queries.length = 0;

	await hub.as.reader.get('/search?q=Dienstwagen');

	expect(queries.length).toBeGreaterThan(1);
});

const formKey = /name="_key" value="([^"]+)"/g;

function withoutKeys(html: string): string {
	return html.replace(formKey, 'name="_key"');
}
