import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, temporaryFolder, type TestApp } from '../../../test/harness/test-app.ts';
import type { Who } from '../../../test/harness/test-network.ts';
import { find } from '../../../src/host/find/find.ts';
import { eicar, startTestScanner, type TestScanner } from '../../../test/harness/virus-scanner.ts';

let hub: TestApp;
let scanner: TestScanner;
let disk: string;
let files: Readonly<Record<'clean' | 'infected' | 'picture', string>>;
beforeAll(async () => {
	disk = temporaryFolder();
	chmodSync(disk, 0o755);
	scanner = await startTestScanner();
	hub = await createTestApp({
		plugins: ['procedures', 'documents'],
		openFolders: [{ path: disk, organisation: null }],
		virusScanner: scanner.address,
	});
	writeFileSync(join(disk, 'sauber.txt'), 'Fernwärmeübergabestation');
	writeFileSync(join(disk, 'verseucht.txt'), `Pflegesatzkommission ${eicar}`);
	writeFileSync(join(disk, 'bild.bin'), `\0${eicar}`);
	const { id } = await hub.as.admin.execute('documents.addFolderSource', {
		organisationId: hub.network.alpha,
		name: 'Ablage',
		root: disk,
		folder: '',
		audience: ['own'],
	});
	await hub.app.jobs.runDue();
	const { entries } = await (
		await sources()
	).browse(await actorOf('reader'), {
		sourceId: String(id),
		folderId: null,
		page: 1,
	});
	const idOf = (name: string) => entries.find((entry) => entry.name === name)?.id ?? '';
	files = { clean: idOf('sauber.txt'), infected: idOf('verseucht.txt'), picture: idOf('bild.bin') };
});
beforeEach(() => scanner.behave('well'));
afterAll(() => scanner.stop());

const sources = async () => (await hub.app.host.use('documents')).sources;
const actorOf = async (who: Who) => (await hub.as[who].visit()).actor;

async function open(id: string): Promise<Response> {
	return (await sources()).open(await actorOf('reader'), id, { download: true });
}

describe('a file of a source, where a virus scanner is set up,', () => {
	test('is opened once the scanner has seen it, and nothing of it stays', async () => {
		const answer = await open(files.clean);

		expect(await answer.text()).toBe('Fernwärmeübergabestation');
		expect(scanner.seen).toContain(Buffer.byteLength('Fernwärmeübergabestation'));
	});

	test('in which it finds something is not handed out, whatever its kind', async () => {
		await expect(open(files.infected)).rejects.toMatchObject({ code: 'files.infected' });
		await expect(open(files.picture)).rejects.toMatchObject({ code: 'files.infected' });
	});

	test('in which it finds something is not read for the search, and says so', async () => {
		const { file } = await (await sources()).file(await actorOf('reader'), files.infected);
		const found = await find(hub.app, await hub.as.reader.visit(), {
			text: 'Pflegesatzkommission',
			limit: 20,
		});

		expect(file.textState).toBe('infected');
		expect(found.hits).toEqual([]);
	});

	test('is not handed out while the scanner does not answer', async () => {
		scanner.behave('hangsUp');

		await expect(open(files.clean)).rejects.toMatchObject({ code: 'files.notScanned' });
	});
});

describe('a text that leads to a file of a source', () => {
	const usesFor = async (who: Who) => {
		await hub.app.jobs.runDue();
		const uses = await (await sources()).usesOf((await hub.as[who].visit()).reader, files.clean);
		return uses.map(({ title }) => title);
	};
	const publish = async (title: string, body: string, audience = ['own']) => {
		const { id } = await hub.as.author.execute('content.create', {
			type: 'procedure',
			organisationId: hub.network.alpha,
			language: 'de',
			title,
			body,
			fields: {},
		});
		await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision: 1, audience });
		return String(id);
	};

	test('is named there for those who may read it, until it leads there no more', async () => {
		const link = `/documents/sources/files/${files.clean}`;
		const id = await publish('Öffentlich', `Siehe [Blatt](${link}).`, ['network']);
		await publish('Intern', `Siehe <https://hub.example${link}#seite-2>`);
		await publish('Nur Code', `\`${link}\``);

		await expect.poll(() => usesFor('reader')).toEqual(['Intern', 'Öffentlich']);
		expect(await usesFor('foreignReader')).toEqual(['Öffentlich']);

		await hub.as.author.execute('content.saveDraft', {
			itemId: id,
			language: 'de',
			expectedRevision: 1,
			title: 'Öffentlich',
			body: 'Ohne',
			fields: {},
		});
		await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision: 2 });
		await expect.poll(() => usesFor('reader')).toEqual(['Intern']);
	});
});
