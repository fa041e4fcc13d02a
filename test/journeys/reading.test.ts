import { beforeAll, describe, expect, test } from 'vitest';
import { noteQueries } from '../harness/asked-queries.ts';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { addressOf, testPassword } from '../harness/test-network.ts';

let hub: TestHub;
const queries: string[] = [];

beforeAll(async () => {
	hub = await startTestHub({ onQuery: noteQueries(queries) });
	const { id } = await hub.seed.item({
		title: 'Eingliederungshilfe beantragen',
		body: 'So geht der Antrag. Fragen an {{organisation.phone}}.',
		fields: {
			steps: [
				{
					title: 'Bedarf klären',
					text: 'Gemeinsam mit der Person.',
					role: 'Bezugsbetreuung',
					deadlineDays: 14,
				},
				{ title: 'Antrag stellen', role: 'Verwaltung' },
			],
		},
		audience: ['network'],
	});
	await hub.seed.variant(id, 'de-simple', {
		title: 'Hilfe beantragen',
		body: 'Sie brauchen Hilfe. Wir helfen Ihnen.',
	});
	for (let index = 0; index < 30; index += 1)
		await hub.seed.item({ title: `Weiteres ${index}`, audience: ['network'] });
	await hub.app.host.activate('procedures');
});

describe.each([
	['without JavaScript', { javaScriptEnabled: false }],
	['with JavaScript', {}],
	['on a phone without JavaScript', { javaScriptEnabled: false, viewport: { width: 390, height: 844 } }],
])('an employee %s', (_, options) => {
	test('signs in, searches, opens the procedure and switches to Leichte Sprache', async () => {
		const page = await browse(hub, 'anonymous', options);
		await page.goto('/');
		await page.fill('[name=email]', addressOf('reader'));
		await page.fill('[name=password]', testPassword);
		await page.click('main button[type=submit]');
		await page.waitForURL('**/');

		await page.goto('/search');
		await page.fill('main [name=q]', 'Eingliederungshilfe Antrag');
		await page.press('main [name=q]', 'Enter');
		await page.waitForURL(/\/search\?.*q=Eingliederungshilfe/);
		await page.click('main a[href^="/procedures/alpha/eingliederungshilfe"]');
		await page.waitForURL(/\/procedures\/alpha\//);

		const text = await page.locator('main').innerText();
		for (const part of ['Bedarf klären', 'Bezugsbetreuung', '14', 'Antrag stellen', '0123 456']) {
			expect(text).toContain(part);
		}
		await page.click('main a[href*="language=de-simple"]');
		await page.waitForURL(/language=de-simple/);

		expect(await page.locator('main h1').innerText()).toBe('Hilfe beantragen');
		expect(
			await page.locator('main h1').evaluate((heading) => heading.closest('[lang]')?.getAttribute('lang')),
		).toBe('de-simple');
		await page.context().close();
	});
});

test('by keyboard alone: skip link, search and hit are reached in this order, and the focus is seen', async () => {
	const page = await browse(hub, 'reader');
	await page.goto('/');

	await page.keyboard.press('Tab');
	expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#main');
	await page.keyboard.press('Enter');
	expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');

	await page.goto('/search?q=Eingliederungshilfe');
	await page.locator('main').focus();
	for (let press = 0; press < 40; press += 1) {
		await page.keyboard.press('Tab');
		const href = await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
		if (href.startsWith('/procedures/alpha/eingliederungshilfe')) break;
	}
	const outline = await page.evaluate(() => {
		const style = getComputedStyle(document.activeElement ?? document.body);
		return `${style.outlineStyle} ${style.boxShadow}`;
	});
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/procedures\/alpha\/eingliederungshilfe/);

	expect(outline).not.toBe('none none');
	await page.context().close();
});

test.each([
	// What waits for the person, asked of everyone who may know, and favourites come on top.
	['/', 8],
	['/procedures', 6],
	['/procedures?organisation=alpha', 6],
	['/procedures/alpha/eingliederungshilfe-beantragen', 6],
	['/search?q=Eingliederungshilfe', 6],
	['/directory', 6],
	// One more for what the organisation shares with the reader.
	['/directory/alpha', 7],
	['/settings', 6],
	['/settings/data', 6],
	['/settings/security', 6],
	['/more', 6],
])('%s asks the database at most %i times', async (path, most) => {
	await hub.as.reader.get(path);
	const token = await hub.app.accounts.sessions.start(hub.network.people.reader, 'Test', null);
	queries.length = 0;

	// In another session, for which no page is kept.
	const { status } = await hub.client({ cookie: `verbund=${token}` }).get(path);

	expect(status).toBe(200);
	expect(queries.length, queries.join('\n\n')).toBeLessThanOrEqual(most);
	expect(queries.length).toBeGreaterThan(0);
});
