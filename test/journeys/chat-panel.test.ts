import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import type { SeededItem } from '../harness/seed.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
let item: SeededItem;
let roomId: string;

beforeAll(async () => {
	hub = await startTestHub();
	item = await hub.seed.item({ title: 'Wohngeld weiterleiten', body: 'Den Antrag weitergeben.' });
	const room = await hub.as.admin.execute('chat.createRoom', {
		organisationId: hub.network.alpha,
		name: 'poststelle',
	});
	roomId = String(room['id']);
	await hub.as.admin.execute('chat.send', { roomId, clientId: crypto.randomUUID(), text: 'Scanner läuft' });
	await hub.as.admin.execute('chat.ask', {
		itemId: item.id,
		clientId: crypto.randomUUID(),
		text: 'Welches Formular?',
	});
});

test('the conversation of an item opens beside it, is written in, and gives the focus back', async () => {
	const page = await browse(hub, 'reader');
	await page.goto(item.url);
	const link = page.getByRole('link', { name: 'Unterhaltung daneben öffnen', exact: true });
	await link.focus();
	await page.keyboard.press('Enter');
	const panel = page.getByRole('complementary', { name: 'Unterhaltung daneben öffnen' });
	await panel.getByText('Welches Formular?').waitFor();

	const field = panel.getByRole('textbox');
	expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
	await field.fill('Das blaue');
	await page.keyboard.press('Enter');
	await panel.locator('.message[data-id]', { hasText: 'Das blaue' }).waitFor();
	expect(new URL(page.url()).pathname).toBe(item.url);
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id }) => id)).toEqual([]);

	await page.keyboard.press('Escape');
	await panel.waitFor({ state: 'detached' });
	expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('its keys open it, and a page without an item has the last room beside it', async () => {
	const page = await browse(hub, 'author');
	await page.goto('/settings');
	await page.keyboard.press('Shift+C');

	const panel = page.getByRole('complementary', { name: 'Unterhaltung daneben öffnen' });
	await panel.getByRole('textbox').waitFor();
	expect(await panel.getByRole('heading').first().textContent()).toBe('Wohngeld weiterleiten');
});

test('nothing of the chat comes with a page until the panel is opened', async () => {
	const page = await browse(hub, 'reader');
	const fetched: string[] = [];
	page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
	await page.goto(item.url, { waitUntil: 'networkidle' });

	expect(fetched.filter((path) => /panel\/|\/panel\.|LiveChat|chat\/panel/.test(path))).toEqual([]);
});

test('without script the link leads to the room, and strangers to the item find nothing', async () => {
	const opened = await hub.as.reader.get(`/chat/panel?item=${item.id}`);
	expect(opened.headers['location']).toMatch(/^\/chat\/rooms\//);

	const own = await hub.seed.item({ title: 'Nur Beta', owner: 'beta', audience: ['own'] });
	expect((await hub.as.reader.get(`/chat/panel?item=${own.id}`)).status).toBe(404);
	expect((await hub.as.reader.get(`/chat/panel?beside&item=${own.id}`)).status).toBe(404);
});

test('# finds a room by a part of its name', async () => {
	const page = await browse(hub, 'reader');
	await page.goto(item.url);
	await page.keyboard.press('Control+K');
	await page.locator('#palette-input').waitFor();
	await page.keyboard.type('#post');
	await page.getByRole('option', { name: /poststelle/ }).waitFor();
	await page.keyboard.press('Enter');

	await page.waitForURL(`**/chat/rooms/${roomId}`);
});

test('a question is asked and answered beside a page that nobody has asked about, without leaving it', async () => {
	const quiet = await hub.seed.item({ title: 'Schlüssel verwahren' });
	const page = await browse(hub, 'reader');
	await page.goto(quiet.url);
	await page.keyboard.press('Shift+C');
	const panel = page.getByRole('complementary', { name: 'Unterhaltung daneben öffnen' });
	await panel.getByRole('textbox', { name: 'Ihre Frage' }).fill('Wo ist der Tresor?');
	await panel.getByRole('button', { name: 'Frage stellen' }).click();

	const asked = panel.locator('.message[data-id]', { hasText: 'Tresor' });
	await asked.getByText('Offene Frage').waitFor();
	await asked.hover();
	await asked.locator('[data-act="reply"]').click();
	await panel.getByRole('textbox', { name: 'Ihre Antwort' }).fill('Im Büro');
	await page.keyboard.press('Enter');
	await panel.locator('.message[data-id]', { hasText: 'Im Büro' }).waitFor();
	await panel.getByRole('link', { name: 'Zurück zu „Schlüssel verwahren“' }).click();
	await panel.getByRole('link', { name: /1 Antwort/ }).waitFor();

	await panel.getByRole('textbox').fill('Und nachts?');
	await panel.getByRole('button', { name: 'Frage stellen' }).click();
	await panel.locator('.message[data-id]', { hasText: 'Und nachts?' }).getByText('Offene Frage').waitFor();
	expect(new URL(page.url()).pathname).toBe(quiet.url);
});
