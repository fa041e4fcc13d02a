import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { layCable } from '../harness/cable.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub({ plugins: ['procedures', 'chat'] });
});

/** One red point. */
const picture =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

const openRoom = async (name: string) => {
	const { id } = await hub.as.admin.execute('chat.createRoom', {
		...{ organisationId: hub.network.alpha, name },
	});
	return `/chat/rooms/${String(id)}`;
};

const textFile = (name: string, text = 'Inhalt') => ({
	name,
	mimeType: 'text/plain',
	buffer: Buffer.from(text),
});

/** As a browser hands on what was copied or is being dragged. */
async function bring(page: Page, how: 'paste' | 'drop', name: string): Promise<void> {
	await page.locator('#composer-text').evaluate(
		(field, { how: kind, name: called, data }) => {
			const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
			const brought = new DataTransfer();
			brought.items.add(new File([bytes], called, { type: 'image/png' }));
			const init = { bubbles: true, cancelable: true };
			field.dispatchEvent(
				kind === 'paste'
					? new ClipboardEvent(kind, { ...init, clipboardData: brought })
					: new DragEvent(kind, { ...init, dataTransfer: brought }),
			);
		},
		{ how, name, data: picture },
	);
}

test('pictures are pasted and dropped, described by keyboard, and go with the words in one message', async () => {
	const path = await openRoom('bilder');
	const writer = await browse(hub, 'reader');
	const other = await browse(hub, 'author');
	await other.goto(path);
	await writer.goto(path);
	await bring(writer, 'paste', 'image.png');
	await bring(writer, 'drop', 'Raumplan.png');
	await writer.locator('[data-pick-files]').setInputFiles(textFile('Merkblatt.txt'));
	await writer.locator('[data-files] b', { hasText: 'Merkblatt.txt' }).waitFor();
	const { violations } = await new AxeBuilder({ page: writer }).analyze();
	expect(violations.map(({ id }) => id)).toEqual([]);

	await writer.getByRole('button', { name: /„Merkblatt.txt“ entfernen/ }).focus();
	await writer.keyboard.press('Enter');
	expect(await writer.locator('[data-files] > li').count()).toBe(2);
	await writer
		.getByRole('textbox', { name: 'Was ist auf dem Bild „Raumplan.png“ zu sehen?' })
		.fill('Der Weg zur Post');
	await writer.locator('#composer-text').fill('Bitte hier entlang');
	await writer.keyboard.press('Enter');

	const line = other.locator('.message[data-id]', { hasText: 'Bitte hier entlang' });
	await line.getByRole('img', { name: 'Der Weg zur Post' }).waitFor();
	expect(await line.locator('.chat-picture').count()).toBe(2);
	expect(await line.getByRole('img', { name: /^Bild vom / }).count()).toBe(1);
	await writer.locator('.message[data-state]').waitFor({ state: 'detached' });
	expect(await writer.locator('[data-files] > li').count()).toBe(0);
});

test('with ten pictures on a phone, the field and what sends stay in view', async () => {
	const path = await openRoom('ausflug');
	const page = await browse(hub, 'reader', { viewport: { width: 390, height: 844 } });
	await page.goto(path);
	const buffer = Buffer.from(picture, 'base64');
	const pictures = Array.from({ length: 10 }, (_, index) => ({
		...{ name: `Ausflug ${index}.png`, mimeType: 'image/png', buffer },
	}));
	await page.locator('[data-pick-files]').setInputFiles(pictures);
	await page.locator('[data-files] > li').nth(9).waitFor();

	const bottom = await page.locator('.rail').evaluate((rail) => rail.getBoundingClientRect().top);
	for (const name of ['Senden', 'Dateien anhängen']) {
		const box = await page.getByRole('button', { name, exact: true }).boundingBox();
		expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(bottom);
	}
	await page.getByRole('button', { name: 'Senden', exact: true }).click();
	await page.locator('.message[data-id] .chat-picture').nth(9).waitFor();
});

test('what pictures show is said after they were sent, over the conversation, and others have it at once', async () => {
	const path = await openRoom('nachtrag');
	const writer = await browse(hub, 'reader');
	const other = await browse(hub, 'author');
	await other.goto(path);
	await writer.goto(path);
	await bring(writer, 'drop', 'Tor.png');
	await writer.locator('#composer-text').fill('Das neue Tor');
	await writer.keyboard.press('Enter');
	const line = writer.locator('.message[data-id]', { hasText: 'Das neue Tor' });
	await line.getByRole('img', { name: 'Tor.png' }).waitFor();
	const seen = other.locator('.message[data-id]', { hasText: 'Das neue Tor' });
	await seen.getByRole('img', { name: 'Tor.png' }).waitFor();

	await line.hover();
	await line.getByRole('link', { name: 'Mehr zu dieser Nachricht' }).click();
	await line.getByRole('link', { name: 'Bilder beschreiben' }).click();
	const field = writer.getByRole('textbox', { name: 'Was ist auf dem Bild „Tor.png“ zu sehen?' });
	await field.waitFor();
	const { violations } = await new AxeBuilder({ page: writer }).analyze();
	expect(violations.map(({ id }) => id)).toEqual([]);
	await field.fill('Ein grünes Tor mit Klingel');
	await writer.keyboard.press('Enter');

	await seen.getByRole('img', { name: 'Ein grünes Tor mit Klingel' }).waitFor();
	await line.getByRole('img', { name: 'Ein grünes Tor mit Klingel' }).waitFor();
	await writer.getByText('Beschreibung gespeichert.').waitFor();
	expect(await line.evaluate((element) => element === document.activeElement)).toBe(true);
	expect(new URL(writer.url()).pathname).toBe(path);
	await seen.hover();
	await seen.getByRole('link', { name: 'Mehr zu dieser Nachricht' }).click();
	expect(await seen.getByRole('link', { name: 'Bilder beschreiben' }).count()).toBe(0);
});

test('without script what a picture shows is said on the page of the message', async () => {
	const path = await openRoom('nachtrag-ohne-skript');
	const { uploads } = hub.app.content.attachments;
	const { id } = await uploads.receive(
		hub.network.people.reader,
		'Hof.png',
		(async function* () {
			yield Buffer.from(picture, 'base64');
		})(),
	);
	const sent = { roomId: path.split('/').at(-1), clientId: crypto.randomUUID(), files: [{ uploadId: id }] };
	const { number } = await hub.as.reader.execute('chat.send', sent);
	const page = await browse(hub, 'reader', { javaScriptEnabled: false });
	await page.goto(`${path}/${number}/edit`);
	await page.getByLabel('Was ist auf dem Bild „Hof.png“ zu sehen?').fill('Der Hof');
	await page.getByRole('button', { name: 'Beschreibung speichern' }).click();

	await page.getByRole('img', { name: 'Der Hof' }).waitFor();
});

test('what is attached without network waits, over a reload too, and arrives once', async () => {
	const path = await openRoom('keller');
	const cable = await layCable(hub);
	const writer = await browse(hub, 'reader', { baseURL: cable.url });
	const other = await browse(hub, 'author');
	await other.goto(path);
	await writer.goto(path);
	await writer.locator('[data-pick-files]').setInputFiles(textFile('Begonnen.txt'));
	await writer.locator('[data-files] b', { hasText: 'Begonnen.txt' }).waitFor();
	await writer.reload();
	await writer.locator('[data-files] b', { hasText: 'Begonnen.txt' }).waitFor();

	await cable.cut();
	await writer
		.locator('[data-pick-files]')
		.setInputFiles(textFile('Zählerstand.txt', 'Zähler '.repeat(2000)));
	await writer.locator('[data-files] b', { hasText: 'Zählerstand.txt' }).waitFor();
	await writer.locator('#composer-text').fill('Alles abgelesen');
	await writer.keyboard.press('Enter');
	const waiting = writer.locator('.message[data-state="waiting"]', { hasText: 'Zählerstand.txt' });
	await waiting.waitFor();
	await cable.mend();
	await writer.reload();

	await other.locator('.message[data-id] .chat-card', { hasText: 'Zählerstand.txt' }).waitFor();
	await writer.locator('.message[data-id] .chat-card', { hasText: 'Zählerstand.txt' }).waitFor();
	for (const page of [writer, other]) {
		expect(await page.locator('.message[data-id]', { hasText: 'Alles abgelesen' }).count()).toBe(1);
		expect(await page.locator('.message .chat-card').count()).toBe(2);
	}
});

test('a file that is refused stands in the field again with the reason, and nothing else is lost', async () => {
	const path = await openRoom('eingang');
	const page = await browse(hub, 'reader');
	await page.goto(path);
	const program = {
		...textFile('Rechnung.exe'),
		buffer: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]),
	};
	await page.locator('[data-pick-files]').setInputFiles([program, textFile('Anschreiben.txt')]);
	await page.locator('#composer-text').fill('Anbei beides');
	await page.keyboard.press('Enter');

	await page.getByRole('alert').filter({ hasText: 'Rechnung.exe: Diese Art von Datei' }).waitFor();
	expect(await page.locator('#composer-text').inputValue()).toBe('Anbei beides');
	expect(await page.locator('.message').count()).toBe(0);
	await page.getByRole('button', { name: /„Rechnung.exe“ entfernen/ }).click();
	await page.getByRole('button', { name: 'Senden', exact: true }).click();

	const line = page.locator('.message[data-id]', { hasText: 'Anbei beides' });
	await line.locator('.chat-card', { hasText: 'Anschreiben.txt' }).waitFor();
	expect(await page.locator('#composer-problem').innerText()).toBe('');
});

test('without script the page takes a file and what a picture shows', async () => {
	const path = await openRoom('ohne-skript');
	const page = await browse(hub, 'reader', { javaScriptEnabled: false });
	await page.goto(path);
	await page.getByRole('link', { name: 'Datei senden' }).click();
	const file = { name: 'Plan.png', mimeType: 'image/png', buffer: Buffer.from(picture, 'base64') };
	await page.locator('[name=file]').setInputFiles(file);
	await page.getByLabel('Was ist auf dem Bild zu sehen?').fill('Der Plan');
	await page.getByRole('button', { name: 'Datei senden' }).click();

	await page.getByRole('img', { name: 'Der Plan' }).waitFor();
});

test('a question about an item without a room waits visibly without network, and is asked once', async () => {
	const item = await hub.seed.item({ title: 'Kellerschlüssel' });
	const cable = await layCable(hub);
	const page = await browse(hub, 'reader', { baseURL: cable.url });
	await page.goto(`/chat/items/${item.id}`);
	await cable.cut();
	await page.getByRole('textbox', { name: 'Ihre Frage' }).fill('Wer hat den zweiten?');
	await page.getByRole('button', { name: 'Frage stellen' }).click();
	const waiting = page.locator('.message[data-state="waiting"]', { hasText: 'Wer hat den zweiten?' });
	await waiting.waitFor();
	expect(await waiting.innerText()).toContain('sobald Sie wieder verbunden sind');

	// Whoever goes elsewhere meanwhile loses nothing.
	await cable.mend();
	await page.goto('/settings');
	const chat = await hub.app.host.use('chat');
	const { reader } = await hub.as.reader.visit();
	await expect.poll(() => chat.openQuestions(reader, item.id), { timeout: 20_000 }).toHaveLength(1);
	const kept = () =>
		page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('verbund:chat:')));
	await expect.poll(kept).toEqual([]);
	await page.goto(`/chat/items/${item.id}`);
	await page.getByRole('link', { name: 'Wer hat den zweiten?' }).waitFor();
	expect(await page.locator('.message[data-state]').count()).toBe(0);
	expect(await chat.openQuestions(reader, item.id)).toHaveLength(1);
});

test('what this browser has kept and cannot read any more is dropped, and the room goes on', async () => {
	const path = await openRoom('kaputt');
	const writer = await browse(hub, 'reader');
	await writer.goto(path);
	await writer.evaluate(
		(place) => {
			const own = `verbund:chat:${document.body.dataset['person'] ?? ''}:`;
			for (const key of [`${place}:1`, `draft:${place}:files`]) localStorage.setItem(own + key, '{"text":');
		},
		path.split('/').at(-1) ?? '',
	);

	await writer.reload();
	await writer.locator('[data-pick-files]').setInputFiles(textFile('Merkblatt.txt'));
	await writer.locator('#composer-text').fill('Trotzdem da');
	await writer.keyboard.press('Enter');

	const line = writer.locator('.message[data-id]', { hasText: 'Trotzdem da' });
	await line.getByText('Merkblatt.txt').waitFor();
	expect(
		await writer.evaluate(() => Object.values(localStorage).filter((text) => text === '{"text":')),
	).toEqual([]);
});

test('files that were chosen go with the message, however soon it is sent', async () => {
	const path = await openRoom('eilig');
	const writer = await browse(hub, 'reader');
	await writer.goto(path);
	await writer.locator('#composer-text').fill('Beide');
	// As fast as no hand is: the second file is not yet in this browser's store.
	await writer.locator('[data-pick-files]').evaluate((input) => {
		if (!(input instanceof HTMLInputElement)) return;
		const chosen = new DataTransfer();
		for (const name of ['Erstes.txt', 'Zweites.txt']) chosen.items.add(new File(['Inhalt'], name));
		input.files = chosen.files;
		input.dispatchEvent(new Event('change', { bubbles: true }));
		document.querySelector<HTMLTextAreaElement>('#composer-text')?.form?.requestSubmit();
	});

	const line = writer.locator('.message[data-id]', { hasText: 'Beide' });
	await line.getByText('Erstes.txt').waitFor();
	expect(await line.locator('.chat-card').allInnerTexts()).toEqual([
		expect.stringContaining('Erstes.txt'),
		expect.stringContaining('Zweites.txt'),
	]);
	expect(await writer.locator('[data-files] > li').count()).toBe(0);
});
