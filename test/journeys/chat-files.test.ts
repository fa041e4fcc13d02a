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
