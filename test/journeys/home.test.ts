import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
let urls: readonly string[];

beforeAll(async () => {
	hub = await startTestHub();
	const titles = ['Schlüssel ausgeben', 'Fundsachen verwahren', 'Post öffnen'];
	urls = await Promise.all(
		titles.map(async (title) => (await hub.seed.item({ title, audience: ['network'] })).url),
	);
});

beforeEach(async () => {
	const { personalData } = await hub.app.host.use('favourites');
	for (const personId of Object.values(hub.network.people)) {
		await personalData.erase(personId);
		await hub.app.accounts.people.changePreferences(personId, { walkthroughs: [] });
	}
});

const star = (page: Page) => page.locator('menu-toggle button');

describe('the star beside a title', () => {
	test('is one press by keyboard, says what it did, and stays', async () => {
		const page = await browse(hub, 'reader');
		await page.goto(urls[0] ?? '');

		await star(page).focus();
		await page.keyboard.press('Enter');
		await page.waitForSelector('menu-toggle[data-on]');
		const said = page.locator('#announcer', { hasText: 'Gemerkt' });
		await said.waitFor({ state: 'attached' });
		await page.reload();
		await page.waitForSelector('menu-toggle[data-on]');

		expect(await star(page).innerText()).toBe('Nicht mehr merken');
		await star(page).click();
		await page.waitForSelector('menu-toggle:not([data-on])');
		expect(await star(page).innerText()).toBe('Merken');
		await page.context().close();
	});

	test('works without script; pressed twice it changes nothing', async () => {
		const page = await browse(hub, 'reader', { javaScriptEnabled: false });
		await page.goto(urls[0] ?? '');

		await star(page).click();
		expect(await page.locator('[data-answer]').innerText()).toContain('Gemerkt.');
		await star(page).click();
		await page.goto('/favourites');

		expect(await page.locator('main .feed-title').allInnerTexts()).toEqual(['Schlüssel ausgeben']);
		await page.context().close();
	});

	test('is not there for visitors', async () => {
		const page = await browse(hub, 'anonymous');
		const { url } = await hub.seed.item({ title: 'Öffentlich', audience: ['public'] });
		await page.goto(url);

		expect(await star(page).count()).toBe(0);
		await page.context().close();
	});
});

test('favourites are put in order without script, and stand on the home page in it', async () => {
	const page = await browse(hub, 'reader', { javaScriptEnabled: false });
	for (const url of urls) {
		await page.goto(url);
		await star(page).click();
	}
	await page.goto('/favourites');

	await page.getByRole('button', { name: 'Nach oben: Post öffnen' }).click();
	await page.getByRole('button', { name: 'Nicht mehr merken: Schlüssel ausgeben' }).click();
	await page.goto('/');

	const card = page.locator('.card', { has: page.getByRole('heading', { name: 'Favoriten' }) });
	expect(await card.locator('li').allInnerTexts()).toEqual(['Post öffnen', 'Fundsachen verwahren']);
	await page.context().close();
});

describe('what was read last', () => {
	const card = (page: Page) => page.locator('recent-items');

	test('stands on the home page, newest first, and is gone after signing out', async () => {
		const page = await browse(hub, 'author');
		for (const url of urls.slice(0, 2)) await page.goto(url);
		await page.goto('/');
		expect(await card(page).locator('li').allInnerTexts()).toEqual([
			'Fundsachen verwahren',
			'Schlüssel ausgeben',
		]);

		await page.locator('summary', { hasText: 'Menü' }).last().click();
		await page.getByRole('button', { name: 'Abmelden' }).click();
		await page.waitForURL(/sign-in/);

		expect(
			await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('recent'))),
		).toEqual([]);
		await page.context().close();
	});

	test('is not kept for whoever uses the browser next, also where nobody signed out', async () => {
		const page = await browse(hub, 'foreignReader');
		await page.goto(urls[0] ?? '');
		const [name = '', value = ''] = hub.as.reader.headers['cookie']?.split('=') ?? [];
		await page.context().addCookies([{ name, value, url: hub.url }]);
		await page.goto('/');

		const kept = await page.evaluate(() => JSON.stringify(localStorage));
		expect(kept).not.toContain('Schlüssel');
		expect(await card(page).isHidden()).toBe(true);
		await page.context().close();
	});

	test('is never sent to the hub', async () => {
		const page = await browse(hub, 'approver');
		const sent: string[] = [];
		page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
		await page.goto(urls[2] ?? '');
		await page.goto('/');
		await card(page).locator('li').first().waitFor();

		expect(sent.filter((request) => /recent|zuletzt/i.test(request))).toEqual([]);
		await page.context().close();
	});
});

describe('the first steps', () => {
	test('lead on without script, and tick themselves off on the way', async () => {
		const page = await browse(hub, 'reader', { javaScriptEnabled: false });
		await page.goto('/');

		await page.getByRole('button', { name: 'Zur Suche' }).click();
		expect(new URL(page.url()).pathname).toBe('/search');
		await page.goto('/walkthroughs');

		expect(await page.getByRole('checkbox', { checked: true }).getAttribute('aria-label')).toContain(
			'Etwas suchen',
		);
		await page.context().close();
	});

	test('leave the home page when they are put away, and can be taken out again', async () => {
		const page = await browse(hub, 'reader', { javaScriptEnabled: false });
		await page.goto('/');
		const heading = page.getByRole('heading', { name: 'Sich zurechtfinden' });
		expect(await heading.count()).toBe(1);

		await page.getByRole('button', { name: 'Ausblenden' }).click();
		expect(await heading.count()).toBe(0);
		await page.goto('/walkthroughs');
		await page.getByRole('button', { name: 'Wieder zeigen' }).click();
		await page.goto('/');

		expect(await heading.count()).toBe(1);
		await page.context().close();
	});
});

test('the menu of a line in a list opens by keyboard, closes with Escape, and marks its text', async () => {
	const page = await browse(hub, 'reader');
	await page.goto('/procedures');
	const menu = page.locator('.context-menu').first();
	await menu.locator('summary').focus();

	await page.keyboard.press('Enter');
	expect(await menu.getAttribute('open')).not.toBeNull();
	await page.keyboard.press('Escape');
	expect(await menu.getAttribute('open')).toBeNull();
	await page.keyboard.press('Enter');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await page.waitForSelector('[data-answer]');

	expect(await page.locator('[data-answer]').innerText()).toContain('Gemerkt.');
	await page.context().close();
});
