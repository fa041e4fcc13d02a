import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { largestFile } from '../../src/content/attachments.ts';
import type { SeededItem } from '../harness/seed.ts';
import { startTestHub, type Answer, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
let item: SeededItem;

const png = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

beforeAll(async () => {
	hub = await startTestHub();
	item = await hub.seed.item({ title: 'Anhänge', body: 'Text' });
});

test('a file is served to those who read its item, and to nobody else', async () => {
	const [file] = filesOf(await upload('author', [['Plan.png', png]]));

	const own = await hub.as.reader.get(file.url);
	const foreign = await hub.as.foreignAdmin.get(file.url);
	const missing = await hub.as.foreignAdmin.get('/files/gibt-es-nicht/Plan.png');

	expect(own.status).toBe(200);
	expect(own.headers['content-type']).toBe('image/png');
	expect([foreign.status, foreign.text]).toEqual([missing.status, missing.text]);
	expect(foreign.status).toBe(404);
});

test('what is no known image or PDF is handed over for saving, without running', async () => {
	const pages: [string, Buffer][] = [
		['seite.html', Buffer.from('<!doctype html><script>alert(1)</script>')],
		['bild.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
		['bild.png', Buffer.from('<script>alert(1)</script>')],
	];
	for (const { url } of filesOf(await upload('author', pages))) {
		const { headers } = await hub.as.author.get(url);

		expect(headers['content-disposition'], url).toMatch(/^attachment;/);
		expect(headers['content-security-policy'], url).toContain('sandbox');
		expect(headers['x-content-type-options'], url).toBe('nosniff');
		expect(headers['content-type'], url).not.toContain('html');
	}
});

test.each([
	['../../../etc/passwd', 'passwd'],
	['..\\..\\boot.ini', 'boot.ini'],
	['Rech\u202egnp.exe', 'Rechgnp.exe'],
	['a"b\u0000c\r\n.txt', 'a%22bc%0D%0A.txt'],
	['.htaccess', 'htaccess'],
	['', 'datei'],
])('the name %j is stored as %j', async (sent, stored) => {
	const answer = await upload('author', [[sent === '' ? '...' : sent, png]]);

	expect(filesOf(answer)[0].name).toBe(stored);
});

test.each(['reader', 'foreignAdmin', 'foreignMember', 'anonymous'] as const)(
	'%s attaches nothing',
	async (who) => {
		const before = storedFiles();
		const answer = await upload(who, [['x.png', png]]);

		expect(answer.status).toBe(404);
		expect(storedFiles()).toEqual(before);
	},
);

test('a file that is too large is refused and leaves nothing', async () => {
	const before = storedFiles();
	const answer = await upload('author', [['gross.bin', Buffer.alloc(largestFile + 1)]]);

	expect(answer.status).toBe(413);
	expect(storedFiles()).toEqual(before);
});

test('a receipt that the hub did not sign attaches nothing', async () => {
	const forged = Buffer.from(
		JSON.stringify({ id: 'x', name: 'x', mediaType: 'text/html', size: 1, sha256: '' }),
	);
	const answer = await hub.as.author.run('content.attachFile', {
		itemId: item.id,
		receipt: `${forged.toString('base64url')}.falsch`,
	});

	expect(answer.status).toBe(404);
});

test('removing the file removes its bytes, and deleting the item for good removes all', async () => {
	const owned = await hub.seed.item({ title: 'Wird gelöscht', body: 'Text' });
	const [first, second] = filesOf(
		await upload(
			'author',
			[
				['eins.png', png],
				['zwei.png', png],
			],
			owned.id,
		),
	);

	await hub.as.author.execute('content.removeFile', { itemId: owned.id, fileId: first.id });
	await expect.poll(storedFiles).not.toContain(first.id);
	expect(storedFiles()).toContain(second.id);
	await hub.as.admin.execute('content.remove', { itemId: owned.id });
	await hub.as.admin.execute('content.purge', { itemId: owned.id });

	await expect.poll(storedFiles).not.toContain(second.id);
});

interface UploadedFile {
	readonly id: string;
	readonly name: string;
	readonly url: string;
}

function upload(
	who: keyof TestHub['as'],
	files: readonly (readonly [name: string, bytes: Buffer])[],
	itemId = item.id,
): Promise<Answer> {
	const boundary = 'grenze';
	const parts = files.flatMap(([name, bytes]) => [
		Buffer.from(
			`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escapeName(name)}"\r\n\r\n`,
		),
		bytes,
		Buffer.from('\r\n'),
	]);
	return hub.as[who].send('POST', `/files?item=${itemId}`, {
		headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'sec-fetch-site': 'same-origin' },
		body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
	});
}

/** As browsers write a file name into the header (HTML standard, multipart/form-data encoding). */
function escapeName(name: string): string {
	return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function filesOf(answer: Answer): readonly [UploadedFile, UploadedFile] {
	expect(answer.status, answer.text).toBe(200);
	return answer.json['files'] ?? raise();
}

function raise(): never {
	throw new Error('no files in the answer');
}

function storedFiles(): string[] {
	const folder = join(hub.app.config.dataFolder, 'files');
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map((path) => path.split('/').at(-1) ?? '')
		.filter((name) => name.length > 2)
		.sort();
}
