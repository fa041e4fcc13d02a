import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;

beforeAll(async () => {
	hub = await startTestHub();
});

/** A window in which browsers keep from the page what they keep from every page that comes without TLS. */
async function browseWithoutTls(): ReturnType<typeof browse> {
	const page = await browse(hub, 'author', { serviceWorkers: 'block' });
	await page.addInitScript(() => {
		Reflect.deleteProperty(Crypto.prototype, 'randomUUID');
		for (const name of ['clipboard', 'serviceWorker', 'storage', 'locks'])
			Reflect.deleteProperty(Navigator.prototype, name);
		Reflect.deleteProperty(window, 'caches');
	});
	return page;
}

test('what is written is kept as a draft', async () => {
	const { id } = await hub.seed.item({ body: 'Text.' });
	const page = await browseWithoutTls();
	await page.goto(`/content/${id}/edit`);
	const text = page.locator('[role=textbox][aria-multiline=true]');
	await text.click();
	await page.keyboard.type('Mehr ');

	await page.locator('[data-part=saved]', { hasText: 'Zwischenstand gesichert' }).waitFor();
	expect(await text.innerText()).toContain('Mehr');
});

test('a message is sent and arrives', async () => {
	const { id } = await hub.as.admin.execute('chat.createRoom', {
		organisationId: hub.network.alpha,
		name: 'poststelle',
	});
	const page = await browseWithoutTls();
	await page.goto(`/chat/rooms/${String(id)}`);
	await page.getByRole('textbox').first().fill('Scanner läuft');
	await page.keyboard.press('Enter');

	await page.locator('.message[data-id]', { hasText: 'Scanner läuft' }).waitFor();
});

test('a command of the palette runs', async () => {
	const { url } = await hub.seed.item({ title: 'Schlüssel', body: 'Text.' });
	const page = await browseWithoutTls();
	await page.goto(url);
	await page.keyboard.press('Control+k');
	await page.keyboard.type('>Merken');
	await page.getByRole('option', { name: 'Merken' }).first().waitFor();
	await page.keyboard.press('Enter');

	await page.getByRole('button', { name: 'Nicht mehr merken' }).waitFor();
});
