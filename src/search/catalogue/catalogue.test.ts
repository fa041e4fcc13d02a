import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Who } from '../../../test/harness/test-network.ts';
import { find, type FindRequest } from '../../host/find/find.ts';

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures', 'directory'] });
	await hub.app.catalogue.catchUp();
});

const search = async (who: Who | 'anonymous', text: string, request: Partial<FindRequest> = {}) =>
	find(hub.app, await hub.as[who].visit(), { text, limit: 20, ...request });
const titles = async (who: Who | 'anonymous', text: string, request: Partial<FindRequest> = {}) =>
	(await search(who, text, request)).hits.map(({ title }) => title.text);

async function attach(itemId: string, name: string, text: string): Promise<void> {
	const file = await hub.app.content.attachments.receive(name, bytesOf(text));
	const { actor } = await hub.as.author.visit();
	await hub.app.content.attachments.attach(actor, itemId, file);
	await hub.app.catalogue.update();
}

async function* bytesOf(text: string) {
	yield Buffer.from(text);
}

describe('people', () => {
	test('are found by those who may see them, and by nobody else', async () => {
		expect(await titles('reader', 'author')).toEqual(['Frau author']);
		expect(await titles('reader', 'foreignReader')).toEqual([]);
		expect(await titles('foreignReader', 'author')).toEqual([]);
		expect(await titles('stranger', 'author')).toEqual([]);
		expect(await titles('anonymous', 'author')).toEqual([]);
	});

	test('who may not be seen are in no count either', async () => {
		const { total, facets } = await search('anonymous', 'Frau');

		expect(total).toBe(0);
		expect(facets.types).toEqual([]);
	});

	test('disabled are not found', async () => {
		expect(await titles('admin', 'disabled')).toEqual([]);
	});

	test('are not found by an address that is not theirs to show', async () => {
		expect(await titles('networkAdmin', 'example')).toEqual([]);
	});

	test('of one name are told apart by where they work, and lead to where they are reached', async () => {
		const [hit] = (await search('reader', 'author')).hits;

		expect(hit).toMatchObject({ kind: 'person', url: 'mailto:author@alpha.example' });
		expect(hit?.organisation?.name).toBe('Alpha');
	});

	test('who are gone leave nothing of their name in the index', async () => {
		const id = await hub.app.accounts.people.create({
			email: 'kanari@hub.example',
			name: 'Kanarienvogelina Zwitscher',
			passwordHash: null,
		});
		await hub.app.accounts.people.addMembership(id, hub.network.alpha, ['reader']);
		await hub.app.catalogue.update();
		expect(await titles('reader', 'Kanarienvogelina')).toHaveLength(1);

		await hub.app.database.transaction((transaction) =>
			transaction.deleteFrom('people').where('id', '=', id).execute(),
		);
		await hub.app.catalogue.update();

		expect(await titles('networkAdmin', 'Kanarienvogelina')).toEqual([]);
		const { query } = hub.app.database;
		const words = await query.selectFrom('search_words').select('word').execute();
		const documents = await query.selectFrom('search_documents').select('title').execute();
		expect(JSON.stringify([words, documents])).not.toMatch(/kanarienvogelina|zwitscher/i);
	});
});

describe('organisations', () => {
	test('are known to their partners, with their sites, and lead to their page', async () => {
		await hub.as.foreignAdmin.execute('accounts.addSite', {
			organisationId: hub.network.beta,
			name: 'Haus am Deich',
			address: 'Deichweg 7',
		});

		const { hits } = await search('reader', 'Deichweg');

		expect(hits).toMatchObject([{ kind: 'organisation', url: '/directory/beta' }]);
		expect(await titles('anonymous', 'Deichweg')).toEqual([]);
	});

	test('go by their new name as soon as they have it', async () => {
		await hub.as.foreignAdmin.execute('accounts.changeOrganisation', {
			organisationId: hub.network.beta,
			name: 'Betaverein',
		});

		expect(await titles('reader', 'Betaverein')).toEqual(['Betaverein']);
	});
});

describe('collections', () => {
	test('are found where something in them may be read, and by those who fill them', async () => {
		const collectionId = await hub.seed.collection('Fuhrparkordnung');
		expect(await titles('author', 'Fuhrparkordnung')).toEqual(['Fuhrparkordnung']);
		expect(await titles('reader', 'Fuhrparkordnung')).toEqual([]);

		await hub.seed.item({ title: 'Auto buchen', collectionId });

		const { hits } = await search('reader', 'Fuhrparkordnung');
		expect(hits).toMatchObject([{ kind: 'collection', url: `/procedures?collection=${collectionId}` }]);
		expect(await titles('foreignReader', 'Fuhrparkordnung')).toEqual([]);
		expect(await titles('anonymous', 'Fuhrparkordnung')).toEqual([]);
	});

	test('change their name in the index with the command, and are gone with it', async () => {
		const collectionId = await hub.seed.collection('Altername');
		await hub.as.author.execute('content.renameCollection', { collectionId, title: 'Neuername' });
		expect(await titles('author', 'Altername')).toEqual([]);
		expect(await titles('author', 'Neuername')).toEqual(['Neuername']);

		await hub.as.approver.execute('content.removeCollection', { collectionId });

		expect(await titles('author', 'Neuername')).toEqual([]);
	});
});

describe('files', () => {
	test('are found by name and, where they are texts, by title, by whoever reads what they belong to', async () => {
		const own = await hub.seed.item({ title: 'Kasse führen' });
		await attach(own.id, 'Barkassen_Vorlage-2027.md', '# Kassensturzprotokoll\n');

		const { hits } = await search('reader', 'Barkassenvorlage');
		expect(hits).toMatchObject([{ kind: 'file', partOf: 'Kasse führen' }]);
		expect(hits[0]?.url).toMatch(/^\/files\/.*\/Barkassen_Vorlage-2027\.md$/);
		expect(await titles('reader', 'Kassensturzprotokoll')).toEqual(['Barkassen_Vorlage-2027.md']);
		expect(await titles('foreignReader', 'Kassensturzprotokoll')).toEqual([]);
		expect(await titles('anonymous', 'Kassensturzprotokoll')).toEqual([]);
	});

	test('of a draft, and of what was withdrawn, are not found', async () => {
		const draft = await hub.seed.item({ title: 'Entwurf', published: false });
		await attach(draft.id, 'Geheimplanung.txt', 'Geheimplanung');
		const shared = await hub.seed.item({ title: 'Geteilt', audience: ['network'] });
		await attach(shared.id, 'Teilungsplan.txt', 'x');
		expect(await titles('foreignReader', 'Teilungsplan')).toHaveLength(1);

		await hub.as.author.execute('content.setAudience', { itemId: shared.id, audience: ['own'] });

		expect(await titles('author', 'Geheimplanung')).toEqual([]);
		expect(await titles('foreignReader', 'Teilungsplan')).toEqual([]);
	});
});

describe('the kinds of hits', () => {
	test('are facets that a search can be narrowed to', async () => {
		await hub.seed.item({ title: 'Frau Holle' });

		const all = await search('reader', 'Frau');
		const people = await search('reader', 'Frau', { types: ['person'] });

		expect(all.facets.types.map(({ value }) => value).sort()).toEqual(['person', 'procedure']);
		expect(people.hits.every(({ kind }) => kind === 'person')).toBe(true);
		expect(people.total).toBeLessThan(all.total);
	});

	test('come in pages like all hits', async () => {
		const first = await search('admin', 'Frau', { limit: 2 });
		const second = await search('admin', 'Frau', { limit: 2, cursor: first.nextCursor ?? '' });

		expect(new Set([...first.hits, ...second.hits].map(({ id }) => id)).size).toBe(4);
	});
});

test('without a change a command asks the index once and writes nothing', async () => {
	await hub.app.catalogue.catchUp();
	const before = await hub.app.database.query.selectFrom('search_state').select('version').execute();

	await hub.app.catalogue.update();

	expect(await hub.app.database.query.selectFrom('search_state').select('version').execute()).toEqual(before);
});
