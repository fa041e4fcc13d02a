import { beforeAll, describe, expect, test } from 'vitest';
import { startTestHub, type TestHub } from './harness/test-hub.ts';

const hostile = '<img src=x onerror=alert(1)>"\'&{{organisation.phone}}';

/** What of a page is not inside an attribute, where markup is text anyway. */
const elementsOf = (page: string) => page.replace(/="[^"]*"/g, '');

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
	await hub.app.catalogue.catchUp();
});

describe('hostile words', () => {
	test('of a search are text on the page of hits, in the list and for whoever takes care of it', async () => {
		const { as, network } = hub;
		const text = `${hostile} Xyzzyoth`;
		await as.reader.execute('search.reportMiss', { text });
		const found = await as.reader.get(`/search?${new URLSearchParams({ q: text })}`);
		const list = await as.admin.get('/admin/searches');
		const missId = /name="missId" value="([^"]+)"/.exec(list.text)?.[1];
		await as.admin.execute('search.assignMiss', {
			missId,
			revision: 1,
			assignee: `person:${network.people.author}`,
			note: hostile,
		});
		const given = await as.author.get(`/searches/${missId}`);
		const home = await as.author.get('/');

		for (const page of [found, list, given, home]) {
			expect(page.status).toBe(200);
			expect(page.text).toContain('Xyzzyoth');
			expect(elementsOf(page.text)).not.toContain('<img');
		}
	});

	test('of a group are text in its list and in its form', async () => {
		const organisationId = hub.network.alpha;
		const { id } = await hub.as.admin.execute('search.saveSynonyms', {
			organisationId,
			terms: `${hostile}\n</textarea><script>alert(1)</script>`,
		});

		for (const path of ['/admin/synonyms', `/admin/synonyms?edit=${id}`]) {
			const { text } = await hub.as.admin.get(path);
			expect(text).toContain('&lt;img src=x');
			expect(elementsOf(text)).not.toContain('<img');
			expect(text).not.toContain('</textarea><script>');
		}
	});

	test('as names of people, organisations, collections and files are text among the hits', async () => {
		const { app, as, seed } = hub;
		const name = `${hostile} Quaxolotl`;
		const personId = await app.accounts.people.create({ email: 'q@alpha.example', name, passwordHash: null });
		await app.accounts.people.addMembership(personId, hub.network.alpha, ['reader']);
		await seed.item({ collectionId: await seed.collection(name) });
		await as.foreignAdmin.execute('accounts.addSite', { organisationId: hub.network.beta, name });

		const { text } = await as.reader.get('/search?q=Quaxolotl');

		expect(text.match(/data-found="(?:person|collection|organisation):/g)).toHaveLength(3);
		expect(elementsOf(text)).not.toContain('<img');
	});
});

test('what is missing is written as whatever it is, with the words as its title', async () => {
	const { as } = hub;
	await as.reader.execute('search.reportMiss', { text: 'Essensmarken bestellen' });
	const list = await as.admin.get('/admin/searches');
	const kinds = /href="(\/content\/new\?[^"]*Essensmarken[^"]*)"/
		.exec(list.text)?.[1]
		?.replaceAll('&amp;', '&');

	const choice = await as.admin.get(kinds ?? '');
	const form = /href="(\/content\/new\?type=procedure[^"]*)"/
		.exec(choice.text)?.[1]
		?.replaceAll('&amp;', '&');
	const { text } = await as.admin.get(form ?? '');

	expect(kinds).not.toContain('type=');
	expect(text).toContain('value="Essensmarken bestellen"');
});

describe('two who change the same group', () => {
	test('get a conflict, not the last word; what the second wrote is still there', async () => {
		const organisationId = hub.network.alpha;
		const { id } = await hub.as.admin.execute('search.saveSynonyms', { organisationId, terms: 'Alt\nUralt' });
		const path = `/admin/synonyms?edit=${id}`;
		const save = (terms: string) =>
			hub.as.admin.post(path, {
				_command: 'search.saveSynonyms',
				_next: '/admin/synonyms',
				organisationId,
				id: id ?? '',
				revision: '1',
				terms,
			});

		const first = await save('Alt\nBetagt');
		const second = await save('Alt\nHochbetagt');

		expect(first.status).toBe(303);
		expect(second.status).toBe(409);
		expect(second.text).toContain('Alt, Betagt');
		expect(second.text).toContain('Alt\nHochbetagt</textarea>');
		expect(second.text).toContain('name="revision:json" value="2"');
	});

	test('and one of them is told at the field what is wrong', async () => {
		const answer = await hub.as.admin.post('/admin/synonyms', {
			_command: 'search.saveSynonyms',
			organisationId: hub.network.alpha,
			terms: 'nur eines',
		});

		expect(answer.status).toBe(422);
		expect(answer.text).toContain('id="field-terms-error"');
		expect(answer.text).toContain('nur eines</textarea>');
	});
});

describe('GET /api/search', () => {
	test('names what kind of thing each hit is, and can be narrowed to one', async () => {
		const { json } = await hub.as.reader.get('/api/search?q=author&type=person');

		expect(json).toMatchObject({
			total: 1,
			hits: [{ type: 'person', kind: 'person', title: 'Frau author', organisation: 'alpha' }],
			facets: { types: [{ value: 'person', count: 1 }] },
		});
	});

	test('tells visitors of nobody', async () => {
		const { json } = await hub.as.anonymous.get('/api/search?q=Frau');

		expect(json).toMatchObject({ total: 0, facets: { types: [], organisations: [] } });
	});

	test('a cursor of another search is refused', async () => {
		const { json } = await hub.as.admin.get('/api/search?q=Frau&limit=1');

		const other = await hub.as.admin.get(`/api/search?q=author&cursor=${json['nextCursor']}`);

		expect(other.status).toBe(400);
	});
});

test('reporting that something is missing leaves no trace of who did', async () => {
	const { text } = await hub.as.reader.get('/search?q=Nirgendwosonne');
	const form = /<form method="post">[\s\S]*?<\/form>/.exec(text.split('<search-miss')[1] ?? '')?.[0] ?? '';
	const fields = Object.fromEntries(
		[...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
	);

	const answer = await hub.as.reader.post('/search?q=Nirgendwosonne', fields);

	expect(answer.status).toBe(303);
	const keys = await hub.app.database.query.selectFrom('idempotency_keys').select('command').execute();
	expect(keys.map(({ command }) => command)).not.toContain('search.reportMiss');
});

test('a search that finds nothing changes nothing by being looked at', async () => {
	const count = () => hub.app.database.query.selectFrom('search_misses').select('id').execute();
	const before = await count();

	await hub.as.reader.get('/search?q=Nirgendwomond');
	await hub.as.author.get('/search?q=Nirgendwomond');

	expect(await count()).toEqual(before);
});
