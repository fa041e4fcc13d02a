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

test('what is refused stands in the field again with the reason, and in the list where one has written on', async () => {
	const { id } = await hub.as.admin.execute('chat.createRoom', {
		...{ organisationId: hub.network.alpha, name: 'aushang' },
	});
	const page = await browse(hub, 'reader');
	await page.goto(`/chat/rooms/${id}`);
	const field = page.locator('#composer-text');
	await field.fill('@alle Bitte lesen');
	await page.getByRole('button', { name: 'Senden', exact: true }).click();

	await page.getByRole('alert').filter({ hasText: 'Mit @alle sprechen Sie alle im Raum' }).waitFor();
	expect(await field.inputValue()).toBe('@alle Bitte lesen');
	expect(await page.locator('.message').count()).toBe(0);

	// As fast as no hand is: the hub has not answered yet.
	await field.evaluate((element) => {
		if (!(element instanceof HTMLTextAreaElement)) return;
		element.form?.requestSubmit();
		element.value = 'Noch etwas';
		element.dispatchEvent(new Event('input', { bubbles: true }));
	});
	const refused = page.locator('.message[data-state="refused"]', { hasText: '@alle Bitte lesen' });
	await refused.getByText(/Mit @alle sprechen Sie/).waitFor();
	expect(await field.inputValue()).toBe('Noch etwas');
	await refused.getByRole('button', { name: 'Verwerfen' }).click();
	await refused.waitFor({ state: 'detached' });
});

test('names that were asked for are not offered once the message is sent', async () => {
	const { id } = await hub.as.admin.execute('chat.createRoom', {
		...{ organisationId: hub.network.alpha, name: 'eiltempo' },
	});
	const page = await browse(hub, 'reader');
	await page.goto(`/chat/rooms/${id}`);
	const sent = Promise.withResolvers<undefined>();
	await page.route('**/chat/mentions?*', async (route) => {
		await sent.promise;
		await route.continue().catch(() => undefined);
	});
	const asked = page.waitForRequest('**/chat/mentions?*');
	await page.locator('#composer-text').pressSequentially('Danke @auth');
	const request = await asked;
	await page.keyboard.press('Enter');
	await page.locator('.message[data-id]', { hasText: 'Danke @auth' }).waitFor();
	sent.resolve(undefined);
	await request.response().catch(() => null);

	await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
	expect(await page.getByRole('option').count()).toBe(0);
});

test('a message is changed by keyboard over the conversation, and Escape leaves all as it was', async () => {
	const { id } = await hub.as.admin.execute('chat.createRoom', {
		...{ organisationId: hub.network.alpha, name: 'verbessern' },
	});
	const path = `/chat/rooms/${id}`;
	const sent = { roomId: id, clientId: crypto.randomUUID(), text: 'Um **neun** Uhr' };
	await hub.as.reader.execute('chat.send', sent);
	const writer = await browse(hub, 'reader');
	const other = await browse(hub, 'author');
	await other.goto(path);
	await writer.goto(path);
	await writer.locator('#composer-text').press('ArrowUp');
	const dialog = writer.getByRole('dialog', { name: 'Bearbeiten' });
	await writer.keyboard.press('b');
	const field = dialog.getByRole('textbox');
	await field.waitFor();
	expect(await field.inputValue()).toBe('Um **neun** Uhr');
	const { violations } = await new AxeBuilder({ page: writer }).analyze();
	expect(violations.map(({ id: rule }) => rule)).toEqual([]);

	await writer.keyboard.type(' fünf');
	await writer.keyboard.press('Enter');
	await other.locator('.message-body', { hasText: 'Um neun Uhr fünf' }).waitFor();
	await dialog.waitFor({ state: 'hidden' });
	await writer.getByText('Geändert.').waitFor();

	await writer.keyboard.press('b');
	await field.waitFor();
	await writer.keyboard.type(' nicht');
	await writer.keyboard.press('Escape');
	await dialog.waitFor({ state: 'hidden' });
	await writer.keyboard.press('b');
	await field.waitFor();
	expect(await field.inputValue()).toBe('Um **neun** Uhr fünf');
});

test('whoever asked says with two clicks which reply is the answer, and takes it back', async () => {
	const item = await hub.seed.item({ title: 'Rezept einlösen' });
	const asked = await hub.as.reader.execute('chat.ask', {
		...{ itemId: item.id, clientId: crypto.randomUUID(), text: 'Wohin damit?' },
	});
	await hub.as.author.execute('chat.send', {
		...{ roomId: asked['roomId'], threadId: asked['id'], clientId: crypto.randomUUID(), text: 'Zum Empfang' },
	});
	const path = `/chat/rooms/${asked['roomId']}/${asked['number']}`;
	const writer = await browse(hub, 'author');
	await writer.goto(path);
	const page = await browse(hub, 'reader');
	await page.goto(path);
	const reply = page.locator('.message[data-id]', { hasText: 'Zum Empfang' });
	await reply.hover();
	await reply.getByRole('link', { name: 'Mehr zu dieser Nachricht' }).click();
	await reply.getByRole('button', { name: 'Das ist die Antwort' }).click();
	await page.locator('.message[data-id]', { hasText: 'Wohin damit?' }).getByText('Beantwortet').waitFor();
	await reply.locator('[data-part="answer"]').waitFor();
	await writer.getByRole('button', { name: 'In den Inhalt übernehmen' }).waitFor();

	await reply.hover();
	await reply.locator('summary').click();
	await reply.getByRole('button', { name: 'Doch nicht die Antwort' }).click();
	await page.locator('.message[data-id]', { hasText: 'Wohin damit?' }).getByText('Offene Frage').waitFor();
	const other = await browse(hub, 'both');
	await other.goto(path);
	const seen = other.locator('.message[data-id]', { hasText: 'Zum Empfang' });
	await seen.hover();
	await seen.getByRole('link', { name: 'Mehr zu dieser Nachricht' }).click();
	await seen.getByRole('link', { name: 'Zitieren' }).waitFor();
	expect(await seen.getByRole('button', { name: 'Das ist die Antwort' }).count()).toBe(0);
});

test('what the bell said of messages is read where they are read, and replies where they stand', async () => {
	const { people } = hub.network;
	const say = (input: Readonly<Record<string, unknown>>) =>
		hub.as.author.execute('chat.send', { clientId: crypto.randomUUID(), ...input });
	const direct = await hub.as.author.execute('chat.startDirect', { personIds: [people.trainer] });
	await say({ roomId: direct['id'], text: 'Haben Sie kurz Zeit?' });
	const room = await hub.as.admin.execute('chat.createRoom', {
		...{ organisationId: hub.network.alpha, name: 'klingel' },
	});
	const first = await say({ roomId: room['id'], text: 'Der Plan' });
	await say({ roomId: room['id'], threadId: first['id'], text: 'Fragen Sie @Frau trainer' });
	const unread = await hub.as.trainer.get('/api/notifications/unread');
	expect(JSON.parse(unread.text)).toMatchObject({ count: 2 });
	const page = await browse(hub, 'trainer');
	await page.goto(`/chat/rooms/${direct['id']}`);
	const bell = page.locator('.bell-count');
	await bell.getByText('1', { exact: true }).waitFor();

	await page.goto(`/chat/rooms/${room['id']}/${first['number']}`);
	await bell.waitFor({ state: 'detached' });
});

test('who was chosen for a conversation stays so while one looks for somebody else', async () => {
	const page = await browse(hub, 'reader');
	await page.goto('/chat/direct');
	for (const name of ['author', 'trainer']) {
		await page.getByRole('searchbox', { name: 'Name' }).fill(name);
		await page.getByRole('button', { name: 'Suchen', exact: true }).last().click();
		await page.waitForURL(`**/chat/direct?name=${name}*`);
		await page.getByRole('checkbox', { name: `Frau ${name}` }).check();
	}
	await page.getByRole('button', { name: 'Gespräch beginnen' }).click();

	await page.getByRole('heading', { name: 'Frau author, Frau trainer' }).waitFor();
});
