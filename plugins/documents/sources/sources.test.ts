import {
	chmodSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	unlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pdfOf, wordFile } from '../../../test/harness/sample-files.ts';
import { createTestApp, temporaryFolder, type TestApp } from '../../../test/harness/test-app.ts';
import type { Who } from '../../../test/harness/test-network.ts';
import { startWebdavServer, type WebdavServer } from '../../../test/harness/webdav-server.ts';
import { databasePath } from '../../../src/database/database-path.ts';
import { find } from '../../../src/host/find/find.ts';

let hub: TestApp;
let server: WebdavServer;
let disk: string;
let secret: string;
beforeAll(async () => {
	disk = temporaryFolder();
	secret = temporaryFolder();
	writeFileSync(join(secret, 'geheim.txt'), 'Kronjuwelen');
	server = await startWebdavServer();
	hub = await createTestApp({
		plugins: ['procedures', 'documents'],
		openFolders: [
			{ path: disk, organisation: null },
			{ path: secret, organisation: 'beta' },
		],
	});
	await hub.as.networkAdmin.execute('settings.changeNetwork', {
		key: 'documents.allowedHosts',
		value: server.host,
	});
});
afterAll(() => server.stop());

type Kind = 'folder' | 'webdav';
const kinds: readonly Kind[] = ['folder', 'webdav'];

/** Places of the two kinds of sources on the disk, each with a folder of its own. */
const placeOf = (kind: Kind, name: string) => join(kind === 'folder' ? disk : server.folder, name);

function put(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
	for (const [name, content] of Object.entries(files)) {
		const path = join(folder, name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, content);
		chmodSync(dirname(path), 0o755);
	}
}

async function mount(kind: Kind, name: string, audience: readonly string[] = ['own']): Promise<string> {
	const organisationId = hub.network.alpha;
	const { account, password, url } = server;
	const { id } = await (kind === 'folder'
		? hub.as.admin.execute('documents.addFolderSource', {
				organisationId,
				name,
				root: disk,
				folder: name,
				audience,
			})
		: hub.as.admin.execute('documents.addWebdavSource', {
				organisationId,
				name,
				url: `${url}${encodeURIComponent(name)}`,
				account,
				password,
				audience,
			}));
	await hub.app.jobs.runDue();
	return String(id);
}

async function reread(sourceId: string): Promise<void> {
	await hub.as.admin.execute('documents.readSource', { sourceId });
	await hub.app.jobs.runDue();
}

const view = async () => (await hub.app.host.use('documents')).sources;
const actorOf = async (who: Who) => (await hub.as[who].visit()).actor;

async function list(sourceId: string, folderId: string | null = null, who: Who = 'reader') {
	const page = await (await view()).browse(await actorOf(who), { sourceId, folderId, page: 1 });
	return page.entries;
}

async function names(sourceId: string, folderId: string | null = null): Promise<string[]> {
	return (await list(sourceId, folderId)).map(({ name }) => name);
}

async function hits(text: string, who: Who = 'reader') {
	const result = await find(hub.app, await hub.as[who].visit(), { text, limit: 20 });
	return result.hits.map(({ title, type, url }) => ({ title: title.text, type, url }));
}

async function contentOf(id: string, who: Who = 'reader'): Promise<Response> {
	return (await view()).open(await actorOf(who), id, { download: false });
}

async function readWhole(id: string): Promise<string> {
	return (await contentOf(id)).text();
}

async function faultOf(sourceId: string): Promise<string | null> {
	return (await (await view()).administer(await actorOf('admin'), sourceId)).source.fault;
}

describe.each(kinds)('a source (%s)', (kind) => {
	test('is listed, searched and opened where it lies', async () => {
		const place = placeOf(kind, 'Ablage');
		put(place, {
			'Anträge/Kita 9.txt': 'Fernwärmeübergabestation',
			'Anträge/Kita 10.docx': await wordFile(`Pflegesatzkommission ${kind}`),
			'Merkblatt äöü.pdf': pdfOf('Schulbegleitung'),
		});

		const sourceId = await mount(kind, 'Ablage');

		expect(await names(sourceId)).toEqual(['Anträge', 'Merkblatt äöü.pdf']);
		const [folder, leaflet] = await list(sourceId);
		const inside = await list(sourceId, folder?.id ?? '');
		expect(inside.map(({ name, textState }) => [name, textState])).toEqual([
			['Kita 9.txt', 'read'],
			['Kita 10.docx', 'read'],
		]);
		expect(inside[0]?.size).toBe(Buffer.byteLength('Fernwärmeübergabestation'));
		expect(inside[0]?.modifiedAt).toBeGreaterThan(Date.now() - 600_000);
		expect(await hits('Pflegesatzkommission')).toContainEqual({
			title: 'Kita 10.docx',
			type: 'source-file',
			url: `/documents/sources/files/${inside[1]?.id}`,
		});
		const answer = await contentOf(leaflet?.id ?? '');
		expect(answer.headers.get('content-type')).toBe('application/pdf');
		expect(Buffer.from(await answer.arrayBuffer())).toEqual(pdfOf('Schulbegleitung'));
	});

	test('is for its audience alone, in list, search, file and bytes', async () => {
		put(placeOf(kind, 'Intern'), { 'Gehaltsband.txt': `Gehaltsbandtabelle ${kind}` });
		const sourceId = await mount(kind, 'Intern');
		const [file] = await list(sourceId);
		const id = file?.id ?? '';
		const sources = await view();
		const foreign = await actorOf('foreignReader');

		expect(await hits('Gehaltsbandtabelle', 'reader')).not.toEqual([]);
		for (const who of ['foreignReader', 'stranger'] as const) {
			expect(await hits('Gehaltsbandtabelle', who)).toEqual([]);
			expect((await sources.list(await actorOf(who))).map((one) => one.id)).not.toContain(sourceId);
		}
		const gone = { code: 'request.notFound' };
		await expect(sources.browse(foreign, { sourceId, folderId: null, page: 1 })).rejects.toMatchObject(gone);
		await expect(sources.file(foreign, id)).rejects.toMatchObject(gone);
		await expect(sources.open(foreign, id, { download: true })).rejects.toMatchObject(gone);
	});

	test('is taken away from an organisation at once, and given to a group', async () => {
		put(placeOf(kind, 'Geteilt'), { 'Rahmenvertrag.txt': `Rahmenvertragsentwurf${kind}` });
		const sourceId = await mount(kind, 'Geteilt', ['own', `organisation:${hub.network.beta}`]);
		expect(await hits(`Rahmenvertragsentwurf${kind}`, 'foreignReader')).toHaveLength(1);
		const { version, name, location, account } = (
			await (await view()).administer(await actorOf('admin'), sourceId)
		).source;

		await hub.as.admin.execute('documents.changeSource', {
			sourceId,
			expectedVersion: version,
			name,
			...(kind === 'webdav' ? { url: location, account } : {}),
			audience: [`group:${hub.network.committee}`],
		});

		expect(await hits(`Rahmenvertragsentwurf${kind}`, 'foreignReader')).toEqual([]);
		expect(await hits(`Rahmenvertragsentwurf${kind}`, 'reader')).toEqual([]);
		expect(await hits(`Rahmenvertragsentwurf${kind}`, 'foreignMember')).toHaveLength(1);
		await hub.as.admin.execute('documents.removeSource', { sourceId });
		expect(await hits(`Rahmenvertragsentwurf${kind}`, 'foreignMember')).toEqual([]);
		await hub.app.jobs.runDue();
		const left = await hub.app.database.query
			.selectFrom('search_texts')
			.select('text')
			.where('text', 'like', `%Rahmenvertragsentwurf${kind}%`)
			.execute();
		expect(left).toEqual([]);
	});

	test('is followed: new, changed, renamed, moved and vanished files', async () => {
		const place = placeOf(kind, 'Wandel');
		put(place, {
			'bleibt.txt': 'unverändert',
			'alt.txt': `Einzugsermächtigung ${kind}`,
			'weg.txt': `Wegwerfwort${kind}`,
			'neuer Stand.txt': 'erster Stand',
		});
		const sourceId = await mount(kind, 'Wandel');
		const before = new Map((await list(sourceId)).map(({ name, id }) => [name, id]));

		mkdirSync(join(place, 'Archiv'));
		chmodSync(join(place, 'Archiv'), 0o755);
		renameSync(join(place, 'alt.txt'), join(place, 'Archiv', 'umbenannt.txt'));
		unlinkSync(join(place, 'weg.txt'));
		put(place, { 'neuer Stand.txt': `zweiter Stand, Ergänzungswort${kind}`, 'dazu.txt': 'neu' });
		await reread(sourceId);

		expect(await names(sourceId)).toEqual(['Archiv', 'bleibt.txt', 'dazu.txt', 'neuer Stand.txt']);
		const now = await list(sourceId);
		const [archived] = await list(sourceId, now[0]?.id);
		expect(archived).toMatchObject({ name: 'umbenannt.txt', id: before.get('alt.txt') });
		expect(now.find(({ name }) => name === 'neuer Stand.txt')?.id).toBe(before.get('neuer Stand.txt'));
		expect(await hits(`Ergänzungswort${kind}`)).toHaveLength(1);
		expect((await hits('Einzugsermächtigung'))[0]).toMatchObject({ title: 'umbenannt.txt' });
		expect(await hits(`Wegwerfwort${kind}`)).toEqual([]);
		await expect(contentOf(before.get('weg.txt') ?? '')).rejects.toMatchObject({ code: 'request.notFound' });
	});

	test('that has not changed is not written again, and its files are not fetched', async () => {
		put(placeOf(kind, 'Ruhig'), { 'a.txt': 'eins', 'b/c.txt': 'zwei' });
		const sourceId = await mount(kind, 'Ruhig');
		const state = () =>
			hub.app.database.query.selectFrom('search_state').select('version').executeTakeFirstOrThrow();
		const before = await state();
		const asked = server.requests().length;

		await reread(sourceId);

		expect(await state()).toEqual(before);
		expect(
			server
				.requests()
				.slice(asked)
				.filter((line) => line.startsWith('GET')),
		).toEqual([]);
	});

	test('that cannot be reached shows what was known, says why, and keeps its addresses', async () => {
		const place = placeOf(kind, 'Laufwerk');
		put(place, { 'Plan.txt': `Notfallplanung ${kind}` });
		const sourceId = await mount(kind, 'Laufwerk');
		const [before] = await list(sourceId);

		renameSync(place, `${place} ausgehängt`);
		await reread(sourceId);

		expect(await faultOf(sourceId)).toBe(kind === 'folder' ? 'folderGone' : 'notFound');
		expect(await names(sourceId)).toEqual(['Plan.txt']);
		expect((await hub.app.health.examine()).find(({ id }) => id === 'documents.sources')).toMatchObject({
			state: 'warning',
			outcome: 'failing',
		});
		mkdirSync(place);
		chmodSync(place, 0o755);
		await reread(sourceId);
		expect(await names(sourceId)).toEqual([]);
		rmSync(place, { recursive: true });
		renameSync(`${place} ausgehängt`, place);
		await reread(sourceId);
		expect(await list(sourceId)).toMatchObject([{ id: before?.id, name: 'Plan.txt' }]);
		expect(await hits('Notfallplanung')).not.toEqual([]);
		expect(await faultOf(sourceId)).toBeNull();
	});

	test('with strange names is listed and opened', async () => {
		const strange = [
			'..txt',
			'%2e%2e',
			'a?b#c&d.txt',
			'<b>"fett".txt',
			'mit\nZeile.txt',
			'‮gpj.exe',
			' x .txt',
		];
		put(placeOf(kind, 'Namen'), Object.fromEntries(strange.map((name) => [name, `Inhalt von ${name}`])));
		const sourceId = await mount(kind, 'Namen');

		const entries = await list(sourceId);

		const contents = await Promise.all(entries.map(({ id }) => readWhole(id)));
		expect(contents.sort()).toEqual(strange.map((name) => `Inhalt von ${name}`).sort());
		expect(entries.every(({ name }) => !/[\n\u202e]/.test(name))).toBe(true);
	});

	test('gives a browser nothing that runs', async () => {
		put(placeOf(kind, 'Fremd'), {
			'seite.html': '<script>alert(1)</script>',
			'bild.svg': '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
			'falsch.pdf': '<html><script>alert(1)</script>',
		});
		const sourceId = await mount(kind, 'Fremd');

		for (const { id } of await list(sourceId)) {
			const { headers, body } = await contentOf(id);
			await body?.cancel();
			expect(headers.get('content-type')).toMatch(/^text\/plain/);
			expect(headers.get('content-disposition')).toMatch(/^attachment/);
			expect(headers.get('content-security-policy')).toContain('sandbox');
			expect(headers.get('x-content-type-options')).toBe('nosniff');
		}
	});
});

describe('a folder on the disk', () => {
	const add = (input: object, who: Who = 'admin') =>
		hub.as[who].execute('documents.addFolderSource', {
			organisationId: hub.network.alpha,
			name: 'Versuch',
			root: disk,
			folder: '',
			audience: ['own'],
			...input,
		});
	const refused = { code: 'command.inputInvalid' };

	test.each([
		['/etc', ''],
		['/', 'etc'],
		['', 'etc'],
	])('is refused where nobody opened it: %s', async (root, folder) => {
		await expect(add({ root, folder })).rejects.toMatchObject(refused);
	});

	test.each(['..', '../..', 'x/../../y', './..', 'a\0b', '%2e%2e'])('has no way out: %j', async (folder) => {
		await expect(add({ folder })).rejects.toMatchObject(refused);
	});

	test('that was opened for one organisation is closed to the others', async () => {
		await expect(add({ root: secret })).rejects.toMatchObject(refused);
	});

	test('that is a link to elsewhere is refused', async () => {
		symlinkSync(secret, join(disk, 'abkürzung'));

		await expect(add({ folder: 'abkürzung' })).rejects.toMatchObject(refused);
	});

	test('is left by no link, not even by one that comes later', async () => {
		const place = join(disk, 'Links');
		put(place, { 'echt.txt': 'echt', 'später/geheim.txt': 'noch harmlos' });
		symlinkSync(secret, join(place, 'ordner'));
		symlinkSync(join(secret, 'geheim.txt'), join(place, 'datei.txt'));
		const sourceId = await mount('folder', 'Links');
		expect(await names(sourceId)).toEqual(['später', 'echt.txt']);
		const [folder, file] = await list(sourceId);
		const [inside] = await list(sourceId, folder?.id);

		rmSync(join(place, 'später'), { recursive: true });
		symlinkSync(secret, join(place, 'später'));
		unlinkSync(join(place, 'echt.txt'));
		symlinkSync(join(secret, 'geheim.txt'), join(place, 'echt.txt'));

		await expect(contentOf(inside?.id ?? '')).rejects.toMatchObject({ code: 'request.notFound' });
		await expect(contentOf(file?.id ?? '')).rejects.toMatchObject({ code: 'request.notFound' });
		await reread(sourceId);
		expect(await names(sourceId)).toEqual([]);
		expect(await hits('Kronjuwelen')).toEqual([]);
	});

	test('with a name in an old encoding is shown and opened', async () => {
		const place = join(disk, 'Alt');
		mkdirSync(place);
		writeFileSync(
			Buffer.concat([Buffer.from(`${place}/`), Buffer.from('Gr\xfc\xdfe.txt', 'latin1')]),
			'Servus',
		);
		const sourceId = await mount('folder', 'Alt');

		const [entry] = await list(sourceId);

		expect(entry?.name).toBe('Grüße.txt');
		expect(await readWhole(entry?.id ?? '')).toBe('Servus');
	});
});

describe('the administrators of a source', () => {
	test('are those with the permission in the owning organisation', async () => {
		put(join(disk, 'Recht'), { 'a.txt': 'a' });
		const sourceId = await mount('folder', 'Recht', ['network']);

		for (const who of ['author', 'reader'] as const) {
			await expect(hub.as[who].execute('documents.removeSource', { sourceId })).rejects.toMatchObject({
				code: 'access.denied',
			});
		}
		await expect(hub.as.foreignAdmin.execute('documents.removeSource', { sourceId })).rejects.toMatchObject({
			code: 'request.notFound',
		});
		await expect((await view()).administer(await actorOf('foreignAdmin'), sourceId)).rejects.toMatchObject({
			code: 'request.notFound',
		});
	});

	test('let nobody read without sign-in', async () => {
		const adding = hub.as.admin.execute('documents.addFolderSource', {
			organisationId: hub.network.alpha,
			name: 'Offen',
			root: disk,
			folder: '',
			audience: ['public'],
		});

		await expect(adding).rejects.toMatchObject({ fields: [{ path: 'audience' }] });
	});
});

describe('a password', () => {
	test('is sealed, and shown to nobody', async () => {
		put(join(server.folder, 'Tresor'), { 'a.txt': 'a' });
		const sourceId = await mount('webdav', 'Tresor');

		const { source } = await (await view()).administer(await actorOf('admin'), sourceId);

		expect(JSON.stringify(source)).not.toContain(server.password);
		const { dataFolder } = hub.app.config;
		for (const file of [databasePath(dataFolder), `${databasePath(dataFolder)}-wal`]) {
			expect(readFileSync(file).includes(server.password), file).toBe(false);
		}
	});

	test('that is wrong is told at its field, before anything is kept', async () => {
		const adding = hub.as.admin.execute('documents.addWebdavSource', {
			organisationId: hub.network.alpha,
			name: 'Falsch',
			url: server.url,
			account: server.account,
			password: 'falsch',
			audience: ['own'],
		});

		await expect(adding).rejects.toMatchObject({
			fields: [{ path: 'password', message: 'documents.source.fault.credentials' }],
		});
	});

	test('does not go to another server when the address is changed', async () => {
		put(join(server.folder, 'Umzug'), { 'a.txt': 'a' });
		const sourceId = await mount('webdav', 'Umzug');

		const changing = hub.as.admin.execute('documents.changeSource', {
			sourceId,
			expectedVersion: 1,
			name: 'Umzug',
			url: 'https://sammler.example/dav',
			account: server.account,
			audience: ['own'],
		});

		await expect(changing).rejects.toMatchObject({
			fields: [{ path: 'password', message: 'documents.source.passwordAgain' }],
		});
	});

	test('does not go over an open line into the wide web', async () => {
		const adding = hub.as.admin.execute('documents.addWebdavSource', {
			organisationId: hub.network.alpha,
			name: 'Offen',
			url: 'http://cloud.example/dav',
			account: 'a',
			password: 'b',
			audience: ['own'],
		});

		await expect(adding).rejects.toMatchObject({
			fields: [{ path: 'url', message: 'documents.source.fault.plainPassword' }],
		});
	});
});

test.each([
	'https://127.0.0.1/dav',
	'https://[::1]/dav',
	'https://10.1.2.3/',
	'https://localhost/dav',
	'https://cloud.example:8443/dav',
])('a server in the own network is not asked unless that was allowed: %s', async (url) => {
	const adding = hub.as.admin.execute('documents.addWebdavSource', {
		organisationId: hub.network.alpha,
		name: 'Innen',
		url,
		audience: ['own'],
	});

	await expect(adding).rejects.toMatchObject({
		fields: [{ path: 'url', message: 'documents.source.fault.privateAddress' }],
	});
});

test('a file that only looks newer is read again, one that is the same is not', async () => {
	const place = join(disk, 'Zeit');
	put(place, { 'a.txt': 'gleich' });
	const sourceId = await mount('folder', 'Zeit');
	const asked = () =>
		hub.app.database.query.selectFrom('search_documents').select('id').where('title', '=', 'a.txt').execute();
	const before = await asked();

	utimesSync(join(place, 'a.txt'), new Date(), new Date(Date.now() + 5000));
	await reread(sourceId);

	expect(await names(sourceId)).toEqual(['a.txt']);
	expect(await asked()).toHaveLength(before.length);
});
