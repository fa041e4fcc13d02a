import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { find } from '../../src/host/find/find.ts';
import { pdfOf, wordFile } from '../harness/sample-files.ts';
import { startTestHub, type Answer, type TestHub } from '../harness/test-hub.ts';
import type { Who } from '../harness/test-network.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

const tus = { 'tus-resumable': '1.0.0', 'sec-fetch-site': 'same-origin' };

function begin(who: Who | 'anonymous', name: string, size: number): Promise<Answer> {
	const metadata = `filename ${Buffer.from(name).toString('base64')}`;
	return hub.as[who].send('POST', '/uploads', {
		headers: { ...tus, 'upload-length': String(size), 'upload-metadata': metadata },
	});
}

function sendPart(who: Who, url: string, offset: number, body: Buffer): Promise<Answer> {
	return hub.as[who].send('PATCH', url, {
		headers: { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
		body,
	});
}

async function send(who: Who, name: string, bytes: Buffer): Promise<string> {
	const begun = await begin(who, name, bytes.length);
	const url = String(begun.headers['location']);
	await sendPart(who, url, 0, bytes);
	return url.split('/').at(-1) ?? '';
}

async function document(name: string, bytes: Buffer, input: object = {}): Promise<string> {
	const { json, status, text } = await hub.as.author.run('documents.upload', {
		uploadId: await send('author', name, bytes),
		organisationId: hub.network.alpha,
		language: 'de',
		publish: true,
		...input,
	});
	expect(status, text).toBe(200);
	return json['id'] ?? '';
}

async function addVersion(itemId: string, name: string, bytes: Buffer, input: object = {}): Promise<Answer> {
	const { reader } = await hub.as.author.visit();
	const text = await hub.app.content.openVariant(reader, itemId, 'de');
	return hub.as.author.run('documents.addVersion', {
		uploadId: await send('author', name, bytes),
		itemId,
		language: 'de',
		expectedRevision: text?.number ?? 0,
		publish: true,
		...input,
	});
}

async function versionsOf(itemId: string) {
	const { reader } = await hub.as.author.visit();
	return (await hub.app.content.versions(reader, itemId)).revisions;
}

async function titles(who: Who | 'anonymous', text: string): Promise<string[]> {
	const { hits } = await find(hub.app, await hub.as[who].visit(), { text, limit: 20 });
	return hits.map(({ title }) => title.text);
}

describe('a file', () => {
	test('becomes a document that its readers open, see and find by what it says', async () => {
		const id = await document('Antrag_auf_Erstattung.pdf', pdfOf('Fahrtkostenpauschale'));
		await hub.app.jobs.runDue();

		const page = await hub.as.reader.get(await urlOf(id));
		const file = /\/files\/[^"?]+/.exec(page.text)?.[0] ?? '';
		const answer = await hub.as.reader.get(file);

		expect(page.text).toContain('Antrag auf Erstattung');
		expect(page.text).toContain(`<iframe src="${file}"`);
		expect(answer.headers['content-type']).toBe('application/pdf');
		expect(answer.headers['content-security-policy']).toContain('sandbox');
		expect(await titles('reader', 'Fahrtkostenpauschale')).toEqual(['Antrag auf Erstattung']);
		expect(await titles('foreignReader', 'Fahrtkostenpauschale')).toEqual([]);
		expect((await hub.as.foreignReader.get(file)).status).toBe(404);
	});

	test('is replaced by a new version, and the old one is for those who work on it', async () => {
		const id = await document('Merkblatt.pdf', pdfOf('Altfassung'));
		const [first] = await versionsOf(id);

		await addVersion(id, 'Merkblatt-neu.docx', await wordFile('Neufassung'), { note: 'Neue Beträge' });
		await hub.app.jobs.runDue();

		const versions = await versionsOf(id);
		expect(versions).toMatchObject([{ isPublished: true, note: 'Neue Beträge' }, { isPublished: false }]);
		const status = async (who: Who, fileId = '') => (await hub.as[who].get(`/files/${fileId}/x`)).status;
		expect(await status('reader', versions[0]?.fileId)).toBe(200);
		expect(await status('reader', first?.fileId)).toBe(404);
		expect(await status('author', first?.fileId)).toBe(200);
		expect(await titles('reader', 'Neufassung')).toEqual(['Merkblatt']);
		expect(await titles('reader', 'Altfassung')).toEqual([]);
	});

	test('that is put back is a new draft, and readers keep what they have until it is published', async () => {
		const id = await document('Satzung.pdf', pdfOf('Erste'));
		await addVersion(id, 'Satzung.pdf', pdfOf('Zweite'));
		const [second, first] = await versionsOf(id);

		const restored = await hub.as.author.run('documents.restoreVersion', {
			itemId: id,
			language: 'de',
			fileId: first?.fileId,
			expectedRevision: second?.revision,
		});

		expect(restored.status, restored.text).toBe(200);
		const versions = await versionsOf(id);
		expect(versions[0]).toMatchObject({ fileId: first?.fileId, isPublished: false });
		expect(versions[1]).toMatchObject({ fileId: second?.fileId, isPublished: true });
	});

	test('cannot be taken out of the history of its document, and goes with it', async () => {
		const id = await document('Alt.pdf', pdfOf('Alt'));
		const [version] = await versionsOf(id);
		expect(storedFiles()).toContain(version?.fileId);

		const removed = await hub.as.author.run('content.removeFile', { itemId: id, fileId: version?.fileId });
		expect(removed.status).toBe(404);

		await hub.as.approver.execute('content.remove', { itemId: id });
		await hub.as.approver.execute('content.purge', { itemId: id });
		await expect.poll(storedFiles).not.toContain(version?.fileId);
	});

	test('that is there already is not a new version', async () => {
		const id = await document('Formular.pdf', pdfOf('Gleich'));

		const answer = await addVersion(id, 'anders.pdf', pdfOf('Gleich'));

		expect(answer.json['error']).toMatchObject({ code: 'files.unchanged' });
		expect(await versionsOf(id)).toHaveLength(1);
	});

	test('does not overwrite what somebody else has replaced meanwhile', async () => {
		const id = await document('Plan.pdf', pdfOf('Eins'));
		const [first] = await versionsOf(id);
		await addVersion(id, 'Plan.pdf', pdfOf('Zwei'));

		const late = await addVersion(id, 'Plan.pdf', pdfOf('Drei'), { expectedRevision: first?.revision });

		expect(late.status).toBe(409);
		expect(await versionsOf(id)).toHaveLength(2);
	});
});

describe('an upload', () => {
	test('goes on where it was broken off', async () => {
		const bytes = pdfOf('Unterbrochen');
		const url = String((await begin('author', 'Teil.pdf', bytes.length)).headers['location']);
		await sendPart('author', url, 0, bytes.subarray(0, 100));

		const { headers } = await hub.as.author.send('HEAD', url, { headers: tus });
		const last = await sendPart('author', url, Number(headers['upload-offset']), bytes.subarray(100));

		expect(headers['upload-offset']).toBe('100');
		expect(last.headers['upload-offset']).toBe(String(bytes.length));
	});

	test('that is not complete becomes no document', async () => {
		const url = String((await begin('author', 'halb.pdf', 1000)).headers['location']);
		await sendPart('author', url, 0, Buffer.alloc(10));

		const answer = await hub.as.author.run('documents.upload', {
			uploadId: url.split('/').at(-1),
			organisationId: hub.network.alpha,
			language: 'de',
		});

		expect(answer.json['error']).toMatchObject({ code: 'files.incomplete' });
	});

	test('at another place than the server knows is refused', async () => {
		const url = String((await begin('author', 'x.pdf', 100)).headers['location']);

		expect((await sendPart('author', url, 50, Buffer.alloc(10))).status).toBe(409);
		expect((await sendPart('author', url, 0, Buffer.alloc(200))).status).toBe(413);
	});

	test('is nobody else’s business', async () => {
		const url = String((await begin('author', 'geheim.pdf', 10)).headers['location']);
		const missing = await hub.as.approver.send('HEAD', '/uploads/gibt-es-nicht', { headers: tus });

		const head = await hub.as.approver.send('HEAD', url, { headers: tus });

		expect([head.status, missing.status]).toEqual([404, 404]);
		expect((await sendPart('approver', url, 0, Buffer.alloc(10))).status).toBe(404);
		expect((await begin('stranger', 'x', 1)).status).toBe(403);
		expect((await begin('anonymous', 'x', 1)).status).toBe(401);
	});

	test('of a reader becomes nothing that readers may not make', async () => {
		const uploadId = await send('reader', 'Antrag.pdf', pdfOf('Untergeschoben'));
		const input = { uploadId, organisationId: hub.network.alpha, language: 'de' };

		const own = await hub.as.reader.run('documents.upload', input);
		const lent = await hub.as.author.run('documents.upload', input);

		expect([own.status, lent.status]).toEqual([403, 404]);
	});

	test('takes no bytes after its end', async () => {
		const bytes = pdfOf('Fertig');
		const url = `/uploads/${await send('reader', 'Fertig.pdf', bytes)}`;

		expect((await sendPart('reader', url, bytes.length, Buffer.alloc(10))).status).toBe(409);
	});

	test('has no room beside ten others that are as large as can be', async () => {
		const largest = await hub.app.content.attachments.uploads.limit();
		const begun: Answer[] = [];
		for (let count = 0; count < 11; count += 1) begun.push(await begin('trainer', 'groß.mp4', largest));

		expect(begun.map(({ status }) => status)).toEqual([...Array<number>(10).fill(201), 429]);
		await Promise.all(
			begun
				.slice(0, 10)
				.map(({ headers }) => hub.as.trainer.send('DELETE', String(headers['location']), { headers: tus })),
		);
		expect((await begin('trainer', 'klein.pdf', 10)).status).toBe(201);
	});

	test('larger than the settings allow is refused before a byte is stored', async () => {
		const before = storedFiles();

		const answer = await begin('author', 'riesig.iso', 5_000_000_000);

		expect(answer.status).toBe(413);
		expect(storedFiles()).toEqual(before);
	});

	test('that nobody finishes leaves nothing', async () => {
		const url = String((await begin('author', 'vergessen.pdf', 100)).headers['location']);
		await sendPart('author', url, 0, Buffer.alloc(50));
		const id = url.split('/').at(-1) ?? '';
		expect(storedFiles().some((name) => name.startsWith(id))).toBe(true);

		await hub.app.content.attachments.uploads.sweep(Date.now() + 1);

		expect(storedFiles().some((name) => name.startsWith(id))).toBe(false);
		expect((await hub.as.author.send('HEAD', url, { headers: tus })).status).toBe(404);
	});
});

describe('a document that procedures need', () => {
	test.each(['content.remove', 'content.archive'])(
		'is not taken away by %s, and the procedures are named',
		async (command) => {
			const id = await document('Vordruck.pdf', pdfOf('Vordruck'));
			const user = await hub.seed.item({
				title: 'Kinderwunsch beraten',
				fields: { forms: [{ title: 'Vordruck', url: `/i/${id}` }] },
				audience: ['own'],
			});

			const refused = await hub.as.approver.run(command, { itemId: id });
			expect(refused.status).toBe(409);
			expect(refused.text).toContain('Kinderwunsch beraten');

			await hub.as.approver.execute('content.unpublish', { itemId: user.id, language: 'de' });
			expect((await hub.as.approver.run(command, { itemId: id })).status).toBe(200);
		},
	);

	test('may be needed by a text whose title is nobody else’s business', async () => {
		const id = await document('Netzvordruck.pdf', pdfOf('Netz'), { audience: 'own' });
		await hub.as.admin.execute('content.setAudience', { itemId: id, audience: ['network'] });
		await hub.seed.item({ title: 'Internum der Anderen', owner: 'beta', body: `[Vordruck](/i/${id})` });

		const refused = await hub.as.approver.run('content.remove', { itemId: id });

		expect(refused.status).toBe(409);
		expect(refused.text).not.toContain('Internum');
	});
});

async function urlOf(id: string): Promise<string> {
	const { reader } = await hub.as.author.visit();
	return (await hub.app.content.open(reader, id)).url;
}

function storedFiles(): string[] {
	const folder = join(hub.app.config.dataFolder, 'files');
	return existsSync(folder)
		? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.split('/').at(-1) ?? '')
		: [];
}

describe('one upload that several want at once', () => {
	const pdf = pdfOf('Wettlauf');
	const upload = (uploadId: string) =>
		hub.as.author.run('documents.upload', { uploadId, organisationId: hub.network.alpha, language: 'de' });
	const documentsWith = (uploadId: string) =>
		hub.app.database.query.selectFrom('files').select('id').where('id', '=', uploadId).execute();

	test('becomes one document', async () => {
		const uploadId = await send('author', 'Zwanzigmal.pdf', pdf);

		const answers = await Promise.all(Array.from({ length: 20 }, () => upload(uploadId)));

		expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(19).fill(404)]);
		expect(await documentsWith(uploadId)).toHaveLength(1);
	});

	test('becomes a document or part of a message, but never both', async () => {
		const room = await hub.as.admin.execute('chat.createRoom', {
			...{ organisationId: hub.network.alpha, name: 'Wettlauf' },
		});
		const uploadId = await send('author', 'Beides.pdf', pdf);
		const message = { roomId: room['id'], clientId: crypto.randomUUID(), files: [{ uploadId }] };

		const answers = await Promise.all([
			hub.as.author.run('chat.send', message),
			upload(uploadId),
			hub.as.author.run('chat.send', { ...message, clientId: crypto.randomUUID() }),
		]);

		expect(answers.map(({ status }) => status).toSorted(), JSON.stringify(answers)).toEqual([200, 404, 404]);
	});

	test('has its bytes where it became a document, and is gone where it was cancelled', async () => {
		for (let round = 0; round < 10; round += 1) {
			const uploadId = await send('author', 'Abgebrochen.pdf', pdf);

			await Promise.all([
				upload(uploadId),
				hub.as.author.send('DELETE', `/uploads/${uploadId}`, { headers: tus }),
				hub.app.content.attachments.uploads.sweep(Date.now() + 1000),
			]);

			const path = join(hub.app.config.dataFolder, 'files', uploadId.slice(-2), uploadId);
			expect(existsSync(path)).toBe((await documentsWith(uploadId)).length === 1);
		}
	});
});
