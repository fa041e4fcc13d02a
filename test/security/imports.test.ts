import { existsSync, readdirSync } from 'node:fs';
import { request as sendRequest } from 'node:http';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { createId } from '../../src/ids.ts';
import { startTestHub, type Answer, type TestHub } from '../harness/test-hub.ts';
import type { Who } from '../harness/test-network.ts';
import { zipOf } from '../harness/zip-file.ts';

let hub: TestHub;

beforeAll(async () => {
	hub = await startTestHub();
});

const boundary = 'verbund-test-boundary';

function formOf(files: readonly (readonly [name: string, content: Buffer])[]): Buffer {
	const parts = files.flatMap(([name, content]) => [
		Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`),
		content,
		Buffer.from('\r\n'),
	]);
	return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}

function send(who: Who, files: readonly (readonly [string, Buffer])[], headers = {}): Promise<Answer> {
	return hub.as[who].send('POST', `/imports?organisation=${hub.network.alpha}`, {
		headers: {
			'content-type': `multipart/form-data; boundary=${boundary}`,
			'sec-fetch-site': 'same-origin',
			...headers,
		},
		body: formOf(files),
	});
}

function lying(): string[] {
	const folder = join(hub.app.config.dataFolder, 'imports');
	return existsSync(folder) ? readdirSync(folder) : [];
}

test('an archive is read, shown, imported, reported and undone over the forms of its pages', async () => {
	const { app, as } = hub;
	const archive = await zipOf({ 'Empfang/eins.md': '# Eins', 'zwei.md': '# Zwei', 'rechner.exe': 'MZ' });

	const sent = await send('author', [['sammlung.zip', archive]]);
	await app.jobs.runDue();
	const path = sent.headers.location ?? '';
	const preview = await as.author.get(path);
	const id = path.split('/').at(-1) ?? '';
	await as.author.post(path, {
		_command: 'transfer.runImport',
		importId: id,
		type: 'procedure',
		collectionId: '',
		language: 'de',
		audience: 'network',
		'entries.0.position': '0',
		'entries.0.title': 'Erstes',
		'entries.0.take': 'on',
		'entries.1.position': '1',
		'entries.1.title': 'Zwei',
	});
	await app.jobs.runDue();
	const report = await as.author.get(`/api/imports/${id}/report.csv`);
	const undone = await as.author.post(path, { _command: 'transfer.undoImport', importId: id });
	await app.jobs.runDue();

	expect([sent.status, preview.status, undone.status]).toEqual([303, 200, 303]);
	expect(preview.text).toContain('sammlung.zip');
	expect(preview.text).toMatch(/Empfang\/eins\.md/);
	expect(report.text).toMatch(/Empfang\/eins\.md;Erstes;Empfang;neu;.*\r\n/);
	expect(report.text).toMatch(/zwei\.md;Zwei;.*;abgewählt;/);
	expect(report.text).toMatch(/rechner\.exe;.*bleibt draußen;Kein Text verweist/);
	expect(await app.imports.store.counts(id)).toMatchObject({ created: 1, skipped: 1, undone: 1 });
});

test.each([
	['an author of another organisation', 'foreignAdmin', 403],
	['a reader', 'reader', 403],
	['nobody', 'anonymous', 401],
] as const)('%s cannot send files', async (_, who, status) => {
	const before = lying();

	const answer = await send(who as Who, [['a.md', Buffer.from('# A')]]);

	expect(answer.status).toBe(status);
	expect(lying()).toEqual(before);
});

test('a form of a foreign page cannot send files', async () => {
	const answer = await send('author', [['a.md', Buffer.from('# A')]], { 'sec-fetch-site': 'cross-site' });

	expect(answer.status).toBe(403);
});

test('too much, or nothing, is refused on the page it came from, and leaves nothing behind', async () => {
	await hub.as.networkAdmin.execute('settings.changeNetwork', { key: 'import.megabytes', value: 1 });
	const before = lying();

	const large = await send('author', [['a.md', Buffer.alloc(1_500_000, 0x61)]]);
	const empty = await send('author', []);

	expect(large.headers.location).toMatch(/^\/import\?.*problem=import\.tooLarge/);
	expect((await hub.as.author.get(large.headers.location ?? '')).text).toContain('größer als 1 MB');
	expect(empty.headers.location).toContain('problem=import.nothingSent');
	expect(lying()).toEqual(before);
});

test('an upload that stops half way leaves nothing behind', async () => {
	const before = lying();
	const body = formOf([['halb.zip', Buffer.alloc(400_000, 0x61)]]);

	await new Promise<void>((resolve) => {
		const request = sendRequest({
			port: hub.port,
			method: 'POST',
			path: `/imports?organisation=${hub.network.alpha}`,
			headers: {
				...hub.as.author.headers,
				host: `localhost:${hub.port}`,
				'content-type': `multipart/form-data; boundary=${boundary}`,
				'content-length': body.length,
				'sec-fetch-site': 'same-origin',
			},
		});
		request.on('error', () => resolve());
		request.write(body.subarray(0, 200_000), () => {
			const waiting = setInterval(() => {
				if (lying().length === before.length) return;
				clearInterval(waiting);
				request.destroy();
				resolve();
			}, 20);
		});
	});

	await expect.poll(lying, { timeout: 20_000 }).toEqual(before);
});

test('an exported file is fetched by whoever asked for it, and by nobody else', async () => {
	const item = await hub.seed.item({ audience: ['network'] });
	const { id } = await hub.as.reader.execute('transfer.createExport', {
		...{ scope: 'item', scopeId: item.id, format: 'markdown' },
	});
	await hub.app.jobs.runDue();

	const own = await hub.as.reader.get(`/exports/${id}`);
	const others = await Promise.all(
		(['admin', 'networkAdmin', 'anonymous'] as const).map((who) => hub.as[who].get(`/exports/${id}`)),
	);
	const missing = await hub.as.admin.get('/exports/gibt-es-nicht');

	expect(own.status).toBe(200);
	expect(own.headers['content-type']).toBe('application/zip');
	expect(own.headers['content-disposition']).toMatch(/^attachment; filename=/);
	expect(others.map(({ status }) => status)).toEqual([404, 404, 404]);
	expect(others[0]?.text).toBe(missing.text);
});

test('an exported file is gone for whoever may no longer read what it was made of', async () => {
	const item = await hub.seed.item({ audience: ['network'] });
	const { id } = await hub.as.foreignReader.execute('transfer.createExport', {
		...{ scope: 'item', scopeId: item.id, format: 'markdown' },
	});
	await hub.app.jobs.runDue();
	expect((await hub.as.foreignReader.get(`/exports/${id}`)).status).toBe(200);

	await hub.as.author.execute('content.setAudience', { itemId: item.id, audience: ['own'] });

	expect((await hub.as.foreignReader.get(`/exports/${id}`)).status).toBe(404);
});

test('an export that the disk has no room for is not begun', async () => {
	const item = await hub.seed.item({ audience: ['network'] });
	await hub.app.database.transaction((transaction) =>
		transaction
			.insertInto('files')
			.values({
				...{
					id: createId(),
					organisation_id: hub.network.alpha,
					item_id: item.id,
					name: 'Film.mp4',
					title: '',
				},
				...{ media_type: 'video/mp4', size: 1e15, sha256: '', created_by: null, created_at: 0, versioned: 0 },
			})
			.execute(),
	);

	const { id } = await hub.as.reader.execute('transfer.createExport', {
		...{ scope: 'item', scopeId: item.id, format: 'html' },
	});
	await hub.app.jobs.runDue();

	const [job] = await hub.app.jobs.list({ type: 'core.export', limit: 1 });
	expect(job).toMatchObject({ error: { code: 'export.noRoom' } });
	expect((await hub.as.reader.get(`/exports/${id}`)).status).toBe(404);
});

test.each(['/imports', '/files', '/uploads/form'])(
	'a form that breaks off in a file ends nothing: %s',
	async (path) => {
		const whole = formOf([['eins.md', Buffer.from('# Eins')]]);

		for (const part of [
			whole.subarray(0, -boundary.length - 10),
			formOf([['', Buffer.from('x')]]).subarray(0, -boundary.length - 10),
		]) {
			const { status } = await hub.as.author.send('POST', `${path}?organisation=${hub.network.alpha}`, {
				headers: {
					'content-type': `multipart/form-data; boundary=${boundary}`,
					'sec-fetch-site': 'same-origin',
				},
				body: part,
			});
			expect([303, 400, 404, 422]).toContain(status);
		}

		expect((await hub.as.anonymous.get('/api/health')).status).toBe(200);
	},
);

test('an exported organisation is gone for whoever lost a part of it, and stays when a part is gone for all', async () => {
	hub = await startTestHub();
	const shared = await hub.seed.item({ audience: ['network'] });
	const passing = await hub.seed.item({ audience: ['network'] });
	const exported = async (who: 'author' | 'reader') => {
		const { id } = await hub.as[who].execute('transfer.createExport', {
			...{ scope: 'organisation', scopeId: hub.network.alpha, format: 'markdown' },
		});
		await hub.app.jobs.runDue();
		return async () => (await hub.as[who].get(`/exports/${id}`)).status;
	};
	const ofAuthor = await exported('author');
	const ofReader = await exported('reader');

	await hub.as.admin.execute('content.remove', { itemId: passing.id });
	expect([await ofAuthor(), await ofReader()]).toEqual([200, 200]);

	await hub.as.admin.execute('accounts.changeRoles', {
		...{ organisationId: hub.network.alpha, personId: hub.network.people.author, roles: ['reader'] },
	});
	expect([await ofAuthor(), await ofReader()]).toEqual([404, 200]);
	expect((await hub.as.author.get(shared.url)).status).toBe(200);
});

test('an exported collection is gone with a text of it that was closed and belongs elsewhere by then', async () => {
	hub = await startTestHub();
	const collectionId = await hub.seed.collection('Küche');
	const { id: itemId } = await hub.seed.item({ collectionId, audience: ['network'] });
	const { id } = await hub.as.foreignAdmin.execute('transfer.createExport', {
		...{ scope: 'collection', scopeId: collectionId, format: 'markdown' },
	});
	await hub.app.jobs.runDue();
	const status = async () => (await hub.as.foreignAdmin.get(`/exports/${id}`)).status;

	expect(await status()).toBe(200);
	await hub.as.author.execute('content.setProperties', { itemId, collectionId: null });
	expect(await status()).toBe(200);
	await hub.as.author.execute('content.setAudience', { itemId, audience: ['own'] });
	expect(await status()).toBe(404);
});
