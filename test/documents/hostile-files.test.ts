import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { pdfOf } from '../harness/sample-files.ts';
import { startTestHub, type Answer, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

type Sent = readonly (readonly [name: string, bytes: Buffer])[];

/** As a browser without script sends the form. */
function sendForm(files: Sent, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
	const boundary = 'grenze';
	const ofDocuments = { _command: 'documents.upload', organisationId: hub.network.alpha, language: 'de' };
	const all = { _next: '/drafts', ...('_command' in fields ? {} : ofDocuments), ...fields };
	const parts = [
		...Object.entries(all).map(([name, value]) =>
			Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
		),
		...files.flatMap(([name, bytes]) => [
			Buffer.from(
				`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/html\r\n\r\n`,
			),
			bytes,
			Buffer.from('\r\n'),
		]),
		Buffer.from(`--${boundary}--\r\n`),
	];
	return hub.as.author.send('POST', '/uploads/form', {
		headers: {
			'content-type': `multipart/form-data; boundary=${boundary}`,
			'sec-fetch-site': 'same-origin',
			referer: `${hub.url}/documents/upload?collection=x`,
		},
		body: Buffer.concat(parts),
	});
}

async function filesNamed(name: string) {
	return hub.app.database.query.selectFrom('files').selectAll().where('name', '=', name).execute();
}

describe('a form without script', () => {
	test('with more files than it takes is refused as a whole, and says so', async () => {
		const before = await filesNamed('viele.pdf');

		const { headers } = await sendForm(
			Array.from({ length: 21 }, () => ['viele.pdf', pdfOf('viele')] as const),
		);

		expect(headers.location).toContain('refused=files.tooMany');
		expect(await filesNamed('viele.pdf')).toEqual(before);
	});

	test('brings all that is written beside the files', async () => {
		const name = 'mitschriften';
		const room = await hub.as.admin.execute('chat.createRoom', { organisationId: hub.network.alpha, name });
		const text = 'Größeres '.repeat(400).trim();

		const answer = await sendForm([['plan.pdf', pdfOf('plan')]], {
			_command: 'chat.sendFile',
			roomId: String(room['id']),
			text,
		});

		expect(answer.headers.location).toBe('/drafts?done=chat.sendFile');
		const chat = await hub.app.host.use('chat');
		const { reader } = await hub.as.author.visit();
		expect(await chat.message(reader, String(room['id']), 1)).toMatchObject({
			message: { html: `<p>${text}</p>` },
		});
	});

	test.each([
		['a field that is longer than any command takes', { title: 'x'.repeat(5_000_000) }],
		['more fields than it takes', Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`f${n}`, 'x']))],
	])('with %s is refused as a whole', async (_, fields) => {
		const before = await filesNamed('mit.pdf');

		const { headers } = await sendForm([['mit.pdf', pdfOf('mit')]], fields);

		expect(headers.location).toContain('refused=request.bodyTooLarge');
		expect(await filesNamed('mit.pdf')).toEqual(before);
	});

	test('that names no command leaves nothing behind', async () => {
		const { headers } = await sendForm([['wohin.pdf', pdfOf('wohin')]], { _command: 'nothing.atAll' });

		expect(headers.location).toContain('refused=command.unknown');
		const { query } = hub.app.database;
		expect(await query.selectFrom('uploads').selectAll().where('name', '=', 'wohin.pdf').execute()).toEqual(
			[],
		);
	});

	test('makes a document of each of its files', async () => {
		const answer = await sendForm([
			['eins.pdf', pdfOf('eins')],
			['zwei.pdf', pdfOf('zwei')],
		]);

		expect(answer.status).toBe(303);
		expect(answer.headers['location']).toBe('/drafts?done=documents.upload');
		expect(await filesNamed('eins.pdf')).toHaveLength(1);
		expect(await filesNamed('zwei.pdf')).toHaveLength(1);
	});

	test('says on its page what was refused, and keeps nothing of it', async () => {
		const before = storedFiles();

		const answer = await sendForm([['Rechnung.pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)])]]);
		const page = await hub.as.author.get(String(answer.headers['location']));

		expect(answer.headers['location']).toBe('/documents/upload?collection=x&refused=files.typeRefused');
		expect(page.text).toContain('Diese Art von Datei wird nicht angenommen');
		expect(storedFiles()).toEqual(before);
	});

	test('without a file says so', async () => {
		expect((await sendForm([])).headers['location']).toContain('refused=files.none');
	});

	test('runs no command that the sender may not', async () => {
		const answer = await sendForm([['a.pdf', pdfOf('a')]], { organisationId: hub.network.beta });

		expect(answer.headers['location']).toContain('refused=');
		expect(await filesNamed('a.pdf')).toHaveLength(0);
	});

	test('that is broken off leaves nothing', async () => {
		const before = storedFiles();
		const socket = connect(hub.port, '127.0.0.1');
		const { cookie = '' } = hub.as.author.headers;
		socket.write(
			`POST /uploads/form HTTP/1.1\r\nHost: localhost:${hub.port}\r\nCookie: ${cookie}\r\nSec-Fetch-Site: same-origin\r\n` +
				'Content-Type: multipart/form-data; boundary=g\r\nContent-Length: 100000\r\n\r\n' +
				'--g\r\nContent-Disposition: form-data; name="file"; filename="halb.pdf"\r\n\r\n%PDF-1.7 halb',
		);
		while (storedFiles().length === before.length) await wait(20);

		socket.destroy();

		while (storedFiles().length > before.length) await wait(20);
		expect(storedFiles()).toEqual(before);
	});
});

describe('what a stranger could send', () => {
	test.each([
		['seite.html', '<!doctype html><script>alert(1)</script>'],
		['bild.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
		[
			'seite.xhtml',
			'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
		],
	])('%s is handed over for saving and runs nowhere', async (name, text) => {
		await sendForm([[name, Buffer.from(text)]]);
		const [file] = await filesNamed(name);

		const { headers } = await hub.as.author.get(`/files/${file?.id}/${name}`);

		expect(headers['content-disposition']).toMatch(/^attachment;/);
		expect(headers['content-security-policy']).toContain('sandbox');
		expect(headers['x-content-type-options']).toBe('nosniff');
		expect(headers['content-type']).not.toMatch(/html|svg|xml/);
	});

	test.each([
		['../../../etc/passwd.txt', 'passwd.txt'],
		['Rech\u202egnp.txt', 'Rechgnp.txt'],
		['.htaccess', 'htaccess'],
	])('the name %j is kept as %j', async (sent, kept) => {
		const answer = await sendForm([[sent, Buffer.from('Text')]]);

		expect(answer.headers['location']).toContain('done=');
		expect(await filesNamed(kept)).not.toHaveLength(0);
	});

	test('a field that names the file of another item shows and tells nothing of it', async () => {
		await sendForm([['geheim.txt', Buffer.from('Kanarienwort')]], { title: 'Geheim' });
		await hub.app.jobs.runDue();
		const [secret] = await filesNamed('geheim.txt');
		const item = await hub.seed.item({
			type: 'document',
			title: 'Köder',
			fields: { file: secret?.id },
			audience: ['network'],
		});

		const page = await hub.as.foreignReader.get(item.url);
		const file = await hub.as.foreignReader.get(`/files/${secret?.id}/geheim.txt`);
		const found = await hub.as.foreignReader.get('/search?q=Kanarienwort');

		expect(page.text).not.toContain('geheim.txt');
		expect(page.text).toContain('Noch keine Datei');
		expect(file.status).toBe(404);
		expect(found.text).not.toContain('Köder');
	});
});

function storedFiles(): string[] {
	const folder = join(hub.app.config.dataFolder, 'files');
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map((path) => path.split('/').at(-1) ?? '')
		.filter((name) => name.length > 2)
		.sort();
}
