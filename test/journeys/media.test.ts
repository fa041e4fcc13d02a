import { Readable } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { soundFile } from '../harness/sound-file.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import type { Who } from '../harness/test-network.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

async function upload(name: string, bytes: Buffer, who: Who = 'author'): Promise<string> {
	const { id } = await hub.app.content.attachments.uploads.receive(
		hub.network.people[who],
		name,
		Readable.from([bytes]),
	);
	return id;
}

async function sound(publish = true): Promise<string> {
	const { id = '' } = await hub.as.admin.execute('training.uploadMedia', {
		uploadId: await upload('Gruss_der_Leitung.wav', soundFile(3), 'admin'),
		organisationId: hub.network.alpha,
		language: 'de',
		publish,
	});
	return id;
}

const captions = 'WEBVTT\n\n00:00.500 --> 00:02.500\n<v Frau Kern>Willkommen im Kurs.\n';

async function addCaptions(itemId: string, text = captions): Promise<void> {
	const { reader } = await hub.as.admin.visit();
	const revision = await hub.app.content.openVariant(reader, itemId, 'de');
	await hub.as.admin.execute('training.setCaptions', {
		uploadId: await upload('a.vtt', Buffer.from(text), 'admin'),
		itemId,
		language: 'de',
		expectedRevision: revision?.number ?? 0,
	});
}

async function publish(itemId: string): Promise<string> {
	const { reader } = await hub.as.admin.visit();
	const revision = await hub.app.content.openVariant(reader, itemId, 'de');
	await hub.as.admin.execute('content.publish', {
		itemId,
		language: 'de',
		revision: revision?.number ?? 0,
		major: false,
		audience: ['own'],
	});
	return (await hub.app.content.read(reader, { id: itemId })).url;
}

test('a recording plays and is sought in, with captions to read along and to find', async () => {
	const itemId = await sound();
	await addCaptions(itemId);
	const url = await publish(itemId);
	const page = await browse(hub, 'reader');

	await page.goto(url);
	const audio = page.locator('audio');
	await expect
		.poll(() => audio.evaluate((element: HTMLAudioElement) => Math.round(element.duration)))
		.toBe(3);
	const sought = await audio.evaluate(
		(element: HTMLAudioElement) =>
			new Promise((resolve) => {
				element.addEventListener('seeked', () => resolve(element.currentTime), { once: true });
				element.currentTime = 2;
			}),
	);
	await audio.evaluate((element: HTMLAudioElement) => {
		const [track] = element.textTracks;
		if (track) track.mode = 'hidden';
	});

	expect(sought).toBe(2);
	await expect
		.poll(() => audio.evaluate((element: HTMLAudioElement) => element.textTracks[0]?.cues?.length))
		.toBe(1);
	await page.getByText('Mitlesen').click();
	await page.getByText('Frau Kern: Willkommen im Kurs.').waitFor();
}, 60_000);

test('bytes are given in ranges to those who may read it', async () => {
	const itemId = await sound();
	const { reader } = await hub.as.reader.visit();
	const { file } = (await hub.app.content.read(reader, { id: itemId })).fields;
	const path = `/files/${typeof file === 'string' ? file : ''}/Gruss_der_Leitung.wav`;
	const bytes = soundFile(3);

	const whole = await hub.as.reader.get(path);
	const part = await hub.as.reader.get(path, { range: 'bytes=0-3' });
	const end = await hub.as.reader.get(path, { range: 'bytes=-10' });
	const beyond = await hub.as.reader.get(path, { range: `bytes=${bytes.length}-` });
	const several = await hub.as.reader.get(path, { range: 'bytes=0-1,4-5' });
	const foreign = await hub.as.foreignReader.get(path, { range: 'bytes=0-3' });

	expect([whole.status, whole.headers['accept-ranges'], whole.headers['content-type']]).toEqual([
		200,
		'bytes',
		'audio/wav',
	]);
	expect([part.status, part.text, part.headers['content-range']]).toEqual([
		206,
		'RIFF',
		`bytes 0-3/${bytes.length}`,
	]);
	expect([end.status, end.headers['content-length']]).toEqual([206, '10']);
	expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${bytes.length}`]);
	expect(several.status).toBe(200);
	expect(foreign.status).toBe(404);
});

test('a recording without captions is a problem, and so are captions with a fault', async () => {
	const itemId = await sound();
	const problems = async (text: string) => {
		const found = await hub.app.problems.find({
			itemId,
			type: 'media',
			organisationId: hub.network.alpha,
			language: 'de',
			basedOnRevision: null,
			title: 'Gruß',
			summary: '',
			body: '',
			fields: { captions: text },
		});
		return found
			.filter(({ kind }) => kind === 'training.captions')
			.map(({ message, values = {} }) => ({ message, values }));
	};

	expect(await problems('')).toEqual([{ message: 'training.media.noCaptions.audio', values: {} }]);
	expect(await problems('WEBVTT\n\n00:01,0 --> 00:02,0\nHallo')).toEqual([
		{ message: 'training.media.captionsWrong', values: { line: 3 } },
	]);
	expect(await problems(captions)).toEqual([]);
});

test.each([
	['eine Tabelle', 'a.wav', Buffer.from('a;b;c'), 409],
	['ein Programm', 'a.exe', Buffer.from('MZ'), 415],
])('%s is no recording', async (_, name, bytes, status) => {
	const answer = await hub.as.author.run('training.uploadMedia', {
		uploadId: await upload(name, bytes),
		organisationId: hub.network.alpha,
		language: 'de',
	});

	expect(answer.status, answer.text).toBe(status);
});

test('captions that are none are refused, and captions of what one may not read are not there', async () => {
	const itemId = await sound();
	await expect(addCaptions(itemId, 'Hallo')).rejects.toMatchObject({ code: 'command.refused' });

	expect((await hub.as.reader.get(`/training/media/${itemId}/captions`)).text).toBe('WEBVTT\n\n');
	expect((await hub.as.foreignReader.get(`/training/media/${itemId}/captions`)).status).toBe(404);
	expect((await hub.as.anonymous.get(`/training/media/${itemId}/captions`)).status).toBe(404);
});
