import { AxeBuilder } from '@axe-core/playwright';
import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { layCable } from '../harness/cable.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub({ plugins: ['procedures', 'chat'] });
});

test('without script a room is made, written in, answered and read', async () => {
	const author = await browse(hub, 'author', {
		javaScriptEnabled: false,
		viewport: { width: 390, height: 844 },
	});
	await author.goto('/chat');
	await author.getByRole('link', { name: 'Neuer Raum' }).first().click();
	await author.getByLabel('Name').fill('poststelle <b>');
	await author.getByRole('button', { name: 'Raum anlegen' }).click();
	expect(await author.locator('main h1').innerText()).toBe('# poststelle <b>');
	await author.locator('#composer-text').fill('Kommt die Post **heute**?');
	await author.getByRole('button', { name: 'Senden' }).click();
	const room = new URL(author.url()).pathname;

	const reader = await browse(hub, 'reader', { javaScriptEnabled: false });
	await reader.goto(room);
	expect(await reader.locator('.message-body strong').innerText()).toBe('heute');
	await reader.getByRole('link', { name: 'Antworten' }).click();
	await reader.locator('#composer-text').fill('Ja, um zehn.');
	await reader.getByRole('button', { name: 'Senden' }).click();
	expect(await reader.locator('.message').count()).toBe(2);

	await author.goto(room);
	expect(await author.locator('.message-thread a').innerText()).toContain('1 Antwort');
});

test('what is written without network is sent once it is back, and arrives once, in order, where others look', async () => {
	const created = await hub.as.admin.execute('chat.createRoom', {
		organisationId: hub.network.alpha,
		name: 'tagdienst',
	});
	const path = `/chat/rooms/${created['id']}`;
	const cable = await layCable(hub);
	const writer = await browse(hub, 'reader', { baseURL: cable.url });
	const other = await browse(hub, 'author');
	await other.goto(path);
	await writer.goto(path);
	await writer.locator('#composer-text').fill('Erste');
	await writer.keyboard.press('Enter');
	await other.locator('.message-body', { hasText: 'Erste' }).waitFor();

	await cable.cut();
	for (const text of ['Zweite', 'Dritte']) {
		await writer.locator('#composer-text').fill(text);
		await writer.keyboard.press('Enter');
	}
	await writer.locator('.message[data-state="waiting"]').nth(1).waitFor();
	expect(await writer.locator('.message[data-state="waiting"]').first().innerText()).toContain(
		'sobald Sie wieder verbunden sind',
	);
	await hub.as.author.execute('chat.send', {
		roomId: created['id'],
		clientId: crypto.randomUUID(),
		text: 'Zwischendurch',
	});
	await cable.mend();

	await other.locator('.message-body', { hasText: 'Dritte' }).waitFor();
	await writer.locator('.message[data-id] .message-body', { hasText: 'Dritte' }).waitFor();
	const said = ['Erste', 'Zwischendurch', 'Zweite', 'Dritte'];
	expect(await other.locator('.message-body').allInnerTexts()).toEqual(said);
	expect(await writer.locator('.message-body').allInnerTexts()).toEqual(said);
	expect(await writer.locator('.message[data-state]').count()).toBe(0);
});

test('people and texts are offered while one types, and a sign answers with one click, for others at once', async () => {
	const item = await hub.seed.item({ title: 'Wohngeld weiterleiten' });
	const created = await hub.as.admin.execute('chat.createRoom', {
		organisationId: hub.network.alpha,
		name: 'frühdienst',
	});
	const path = `/chat/rooms/${created['id']}`;
	const writer = await browse(hub, 'reader');
	const other = await browse(hub, 'author');
	await other.goto(path);
	await writer.goto(path);
	const field = writer.locator('#composer-text');
	await field.pressSequentially('Hallo @auth');
	const offer = writer.getByRole('option', { name: 'Frau author' });
	await offer.waitFor();
	expect(await field.getAttribute('aria-activedescendant')).toBe(await offer.getAttribute('id'));
	const { violations } = await new AxeBuilder({ page: writer }).analyze();
	expect(violations.map(({ id }) => id)).toEqual([]);

	await writer.keyboard.press('Enter');
	await field.pressSequentially('siehe [[wohng');
	await writer.getByRole('option', { name: /Wohngeld weiterleiten/ }).waitFor();
	await writer.keyboard.press('Enter');
	expect(await field.inputValue()).toBe(`Hallo @Frau author siehe [Wohngeld weiterleiten](/i/${item.id}) `);
	await writer.keyboard.press('Enter');

	const line = other.locator('.message[data-id]', { hasText: 'Hallo' });
	await line.locator('.chat-card').waitFor();
	await line.hover();
	await line.getByRole('button', { name: 'Daumen hoch' }).first().click();
	const pressed = line.getByRole('button', { name: 'Daumen hoch 1', pressed: true });
	await pressed.waitFor();
	const seen = writer.locator('.message[data-id]', { hasText: 'Hallo' }).getByRole('button', {
		name: 'Daumen hoch 1',
	});
	await seen.waitFor();
	await pressed.click();
	await seen.waitFor({ state: 'detached' });
});

test('without script a sign is set in a form beside the message and taken back where it stands', async () => {
	const created = await hub.as.admin.execute('chat.createRoom', {
		organisationId: hub.network.alpha,
		name: 'spätdienst',
	});
	const sent = { roomId: created['id'], clientId: crypto.randomUUID(), text: 'Schlüssel liegt vorn' };
	await hub.as.author.execute('chat.send', sent);
	const page = await browse(hub, 'reader', { javaScriptEnabled: false });
	await page.goto(`/chat/rooms/${created['id']}`);

	await page.getByRole('button', { name: 'Erledigt' }).first().click();
	const own = page.getByRole('button', { name: 'Erledigt 1', pressed: true });
	expect(await own.count()).toBe(1);
	await own.click();

	expect(await page.locator('.reaction').count()).toBe(0);
});
