import { beforeAll, describe, expect, test } from 'vitest';
import type { SeededItem } from '../harness/seed.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
let secret: SeededItem;
let open: SeededItem;
const strangers = ['reader', 'admin', 'networkAdmin', 'foreignMember', 'anonymous'] as const;
const word = 'Zitronenfalter';

beforeAll(async () => {
	hub = await startTestHub();
	const { seed, network, as } = hub;
	const collectionId = await seed.collection('Schmetterlingsbereich', 'beta');
	open = await seed.item({ title: 'Brieftauben füttern', body: 'Mais und Hirse.', audience: ['public'] });
	secret = await seed.item({
		owner: 'beta',
		title: `Geheimplan ${word}`,
		summary: `Über ${word}`,
		body: `Der ${word} und die Brieftauben: [[${open.id}]]`,
		audience: [`group:${await privateGroup()}`],
		collectionId,
	});
	await as.foreignAdmin.execute('content.setProperties', {
		itemId: secret.id,
		tags: ['Schmetterlingsetikett'],
	});

	/** A group of beta that nobody sits in: its owner's readers do not read it either. */
	async function privateGroup(): Promise<string> {
		const group = await as.foreignAdmin.execute('accounts.createGroup', {
			organisationId: network.beta,
			name: 'Vorstand',
		});
		return group['id'] ?? '';
	}
});

describe.each(strangers)('what %s may not read', (who) => {
	test('answers on every address as if it were not there', async () => {
		const { get } = hub.as[who];
		const paths = ['/procedures/beta/SLUG', '/procedures/beta/SLUG?language=en', '/i/ID', '/api/content/ID'];
		for (const path of paths) {
			const there = await get(path.replace('SLUG', secret.slug).replace('ID', secret.id));
			const missing = await get(path.replace('SLUG', 'gibt-es-nicht').replace('ID', 'gibt-es-nicht'));

			expect(there.status, path).toBe(404);
			expect(anonymised(there, secret.slug, secret.id)).toEqual(anonymised(missing, 'gibt-es-nicht'));
		}
	});

	test.each([
		['the word', word],
		['part of the word', 'Zitronen'],
		['the title', `Geheimplan ${word}`],
		['a phrase', `"Geheimplan ${word}"`],
		['the tag', 'Schmetterlingsetikett'],
		['the collection', 'Schmetterlingsbereich'],
	])('is not found by %s, nor counted, nor offered as what was meant', async (_, query) => {
		for (const text of [query, `${query.slice(0, -3)}rre`]) {
			const { json } = await hub.as[who].get(`/api/search?q=${encodeURIComponent(text)}`);
			const nonsense = await hub.as[who].get(
				`/api/search?q=${encodeURIComponent(text.replaceAll(/[a-z]/g, 'q'))}`,
			);

			expect(json).toEqual({ ...nonsense.json, query: text, tookMs: expect.any(Number) });
		}
	});

	test('adds nothing to counts and facets of a search that finds other things', async () => {
		const { json } = await hub.as[who].get('/api/search?q=Brieftauben');

		expect(json).toMatchObject({
			total: 1,
			hits: [{ id: open.id }],
			facets: { organisations: [{ value: 'alpha', count: 1 }], types: [{ value: 'procedure', count: 1 }] },
		});
	});

	test('is in no list, tree, collection or backlink', async () => {
		const { get } = hub.as[who];
		const { collection_id } = await hub.app.database.query
			.selectFrom('items')
			.select('collection_id')
			.where('id', '=', secret.id)
			.executeTakeFirstOrThrow();
		const paths = [
			'/procedures',
			'/procedures?organisation=beta',
			`/procedures?collection=${collection_id}`,
			'/procedures?tag=Schmetterlingsetikett',
			`/search?q=${word}`,
			'/search?q=Brieftauben',
			open.url,
			'/directory/beta',
			...(who === 'anonymous' ? [] : ['/']),
		];
		for (const path of paths) {
			const { status, text } = await get(path);

			expect([200, 404], path).toContain(status);
			expect(text.replaceAll(`q=${word}`, '').replaceAll(`value="${word}"`, ''), path).not.toMatch(
				/Geheimplan|Schmetterlingsbereich/,
			);
		}
	});
});

describe('a text that points at something', () => {
	test('shows title and link to those who may read it, and neither to others', async () => {
		const { id } = secret;
		const pointing = await hub.seed.item({
			title: 'Wegweiser',
			body: `Hier [[${id}]], dort [[${id}|mit eigenem Wort]].\n\n![[${id}]]`,
			fields: { steps: [{ title: 'Erst', text: `Siehe [[${id}]]` }] },
			audience: ['network'],
		});

		const stranger = await hub.as.reader.get(pointing.url);
		const api = await hub.as.reader.get(`/api/content/${pointing.id}`);

		expect(stranger.text).toContain('mit eigenem Wort');
		for (const { text } of [stranger, api]) {
			expect(text).not.toContain('Geheimplan');
			expect(text).not.toContain(secret.slug);
		}
	});
});

describe('what is not published', () => {
	test('is read by nobody but those who work on it', async () => {
		const item = await hub.seed.item({ title: 'Erste Fassung', body: 'Altwort', audience: ['public'] });
		const saved = await hub.as.author.execute('content.saveDraft', {
			itemId: item.id,
			language: 'de',
			expectedRevision: item.revision,
			title: 'Zweite Fassung',
			body: 'Entwurfswort',
		});
		const all = async (who: 'reader' | 'anonymous') =>
			Promise.all(
				[item.url, `/api/content/${item.id}`, '/api/search?q=Entwurfswort', '/procedures'].map(
					async (path) => (await hub.as[who].get(path)).text,
				),
			);

		expect((await all('reader')).join()).not.toMatch(/Zweite Fassung|<p>Entwurfswort/);
		expect((await all('anonymous')).join()).not.toMatch(/Zweite Fassung|<p>Entwurfswort/);

		await hub.as.author.execute('content.publish', {
			itemId: item.id,
			language: 'de',
			revision: saved['revision'],
		});
		const { json } = await hub.as.reader.get('/api/search?q=Altwort');

		expect(json).toMatchObject({ total: 0, hits: [] });
		expect((await all('anonymous')).join()).toMatch(/Zweite Fassung/);
	});

	test.each(['content.archive', 'content.remove', 'content.unpublish', 'content.setAudience'])(
		'%s takes a text from readers and from the search at once',
		async (command) => {
			const item = await hub.seed.item({
				title: `Rückruf ${command}`,
				body: 'Kormoran',
				audience: ['network'],
			});
			const seen = async () => {
				const page = await hub.as.foreignReader.get(item.url);
				const search = await hub.as.foreignReader.get(`/api/search?q=Kormoran`);
				return { status: page.status, ids: JSON.parse(search.text).hits.map(({ id }: { id: string }) => id) };
			};
			expect((await seen()).ids).toContain(item.id);

			const more = command === 'content.setAudience' ? { audience: ['own'] } : {};
			const language = command === 'content.unpublish' ? { language: 'de' } : {};
			await hub.as.admin.execute(command, { itemId: item.id, ...more, ...language });

			expect((await seen()).status).toBe(404);
			expect((await seen()).ids).not.toContain(item.id);
		},
	);
});

test('partners do not see each other’s people, unless a group or a responsibility joins them', async () => {
	const names = async (who: 'reader' | 'foreignMember') => {
		const { actor } = await hub.as[who].visit();
		return (await hub.app.accounts.people.list(actor)).map(({ name }) => name);
	};

	expect(await names('reader')).not.toContain('Frau foreignReader');
	expect(await names('reader')).toContain('Frau both');

	const item = await hub.seed.item({ owner: 'beta', title: 'Ansprechperson', audience: ['network'] });
	await hub.as.foreignAdmin.execute('content.setProperties', {
		itemId: item.id,
		responsiblePersonId: hub.network.people.foreignReader,
	});

	expect(await names('reader')).toContain('Frau foreignReader');
});

test('nor does the search name them, in hits or in the choices beside', async () => {
	await hub.app.catalogue.catchUp();
	const found = async (who: 'reader' | 'foreignReader') => {
		const { json } = await hub.as[who].get('/api/search?q=both&type=person');
		return JSON.stringify(json);
	};

	expect(await found('reader')).toContain('Frau both');
	expect((await found('reader')).includes('Beta')).toBe(false);
	expect(await found('foreignReader')).toContain('Frau both');
	expect((await found('foreignReader')).includes('Alpha')).toBe(false);
});

test('of a person one sees, nobody learns of organisations that have nothing to do with it', async () => {
	const organisationsOf = async (who: 'reader' | 'foreignReader' | 'networkAdmin' | 'both', name: string) => {
		const { json } = await hub.as[who].get(`/api/people?q=${name}`);
		const { people } = json as unknown as { people: { name: string; organisations: string[] }[] };
		return people.find((one) => one.name === `Frau ${name}`)?.organisations;
	};

	expect(await organisationsOf('reader', 'both')).toEqual(['Alpha']);
	expect(await organisationsOf('foreignReader', 'both')).toEqual(['Beta']);
	expect(await organisationsOf('both', 'both')).toEqual(['Alpha', 'Beta']);
	expect(await organisationsOf('networkAdmin', 'both')).toEqual(['Alpha', 'Beta']);

	const item = await hub.seed.item({ owner: 'beta', title: 'Verantwortung', audience: ['network'] });
	await hub.as.foreignAdmin.execute('content.setProperties', {
		itemId: item.id,
		responsiblePersonId: hub.network.people.both,
	});

	expect(await organisationsOf('reader', 'both')).toEqual(['Alpha', 'Beta']);
});

function anonymised(
	{ status, headers, text }: { status: number; headers: object; text: string },
	...names: string[]
) {
	const plain = names
		.reduce((left, name) => left.replaceAll(name, '…'), text)
		.replace(/name="_key" value="[^"]+"/g, '');
	return { status, headers: { ...headers, date: '', 'content-length': '' }, text: plain };
}
