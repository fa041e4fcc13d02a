import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { layCable } from '../harness/cable.ts';
import type { SeededItem } from '../harness/seed.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import type { Who } from '../harness/test-network.ts';

const day = 24 * 60 * 60 * 1000;
const ledgerKey = 'verbund:offline';

let hub: TestHub;
let procedure: SeededItem;
let collectionId: string;

beforeAll(async () => {
	hub = await startTestHub();
	collectionId = await hub.seed.collection('Notfälle');
	procedure = await hub.seed.item({
		title: 'Bei Feueralarm räumen',
		summary: 'Wer geht, wer zählt, wer ruft.',
		body: `## Danach

Alle Räume lüften. Rufen Sie {{organisation.phone}} an.

| Unterlage | Vorgeschrieben | Aufbewahrung |
| --- | --- | --- |
| Anwesenheitsliste | unverzüglich | Brandschutzbeauftragte |`,
		fields: {
			appliesTo: 'Haus am Wehr',
			steps: [
				{ title: 'Ruhe bewahren', text: 'Türen **schließen**.', role: 'Alle' },
				{ title: 'Sammelplatz aufsuchen', minutes: 5 },
			],
			forms: [{ title: 'Anwesenheitsliste', url: 'https://formulare.example/liste' }],
		},
		collectionId,
		audience: ['network'],
	});
	await hub.as.approver.execute('content.confirmReview', {
		itemId: procedure.id,
		nextReview: '2099-11-03',
	});
	await hub.seed.variant(procedure.id, 'de-simple', { title: 'Feuer! Was tun?', body: 'Gehen Sie hinaus.' });
	await hub.seed.item({ title: 'Verbände wechseln', collectionId, audience: ['network'] });
	await hub.seed.item({ title: 'Nur draußen zu lesen', audience: ['network'] });
});

describe('without network', () => {
	test('a kept procedure is opened with its steps, in each of its languages, and says how old it is', async () => {
		const page = await open('reader');
		await keep(page, procedure);
		await page.context().setOffline(true);

		await page.goto(procedure.url);
		await page.waitForSelector('.step');
		const text = await page.locator('main').innerText();
		const facts = page.locator('.step [data-fact=role], .step [data-fact=minutes]');
		const signs = await facts.locator('svg').count();
		await page.getByRole('link', { name: 'Leichte Sprache' }).click();
		await page.waitForURL(/language=de-simple/);
		await page.waitForSelector('.prose');

		for (const part of [
			'Bei Feueralarm räumen',
			'nicht zu erreichen',
			'Türen schließen',
			'5 min',
			'Haus am Wehr',
			'Anwesenheitsliste',
			'0123 456',
			'Version 1, Stand ',
			'geprüft bis 3. November 2099',
		])
			expect(text).toContain(part);
		expect(signs, 'the look of the plugin: its signs').toBe(2);
		expect(await page.locator('main h1').innerText()).toBe('Feuer! Was tun?');
		expect(await page.locator('main h1').getAttribute('lang')).toBe('de-simple');
		await page.context().close();
	});

	test('whose look could not be had is shown by its schema', async () => {
		const page = await open('reader');
		await page.route('**/offline/looks?*', (route) => route.abort());
		await keep(page, procedure);
		await page.context().setOffline(true);

		await page.goto(procedure.url);
		await page.waitForSelector('.step');

		expect(await page.locator('main').innerText()).toContain('Dauer in Minuten: 5');
		await page.context().close();
	});

	test('all favourites are kept with one button, and are there', async () => {
		const second = await hub.seed.item({ title: 'Lieblingstext', body: 'Gern gelesen.' });
		for (const { id } of [procedure, second]) await hub.as.reader.execute('favourites.add', { itemId: id });
		const page = await open('reader');
		await page.goto('/favourites');
		await page.waitForFunction(() => navigator.serviceWorker.controller !== null);

		await page.getByRole('button', { name: 'Alle 2 Texte für unterwegs merken' }).click();
		await page.getByText('Alles hier ist auf diesem Gerät').waitFor();
		await page.context().setOffline(true);
		await page.goto(second.url);
		await page.waitForSelector('.prose');

		expect(await page.locator('.prose').innerText()).toBe('Gern gelesen.');
		await page.context().close();
		for (const { id } of [procedure, second])
			await hub.as.reader.execute('favourites.remove', { itemId: id });
	});

	test('the address of a QR code opens the step on it', async () => {
		const page = await open('reader');
		await keep(page, procedure);
		await page.context().setOffline(true);

		await page.goto(`/i/${procedure.id}?language=de#steps-sammelplatz-aufsuchen`);
		await page.waitForSelector('.step');

		expect(await page.locator('.step:target .step-title').innerText()).toContain('Sammelplatz aufsuchen');
		await page.context().close();
	});

	test('the list finds words by their stem, while they are typed, and with a slip', async () => {
		const page = await open('reader');
		await keep(page, procedure);
		await page.click('keep-item [data-act=collection]');
		await page.waitForFunction((key) => JSON.parse(localStorage[key]).ids.length === 2, ledgerKey);
		await page.context().setOffline(true);
		await page.goto('/offline');
		const search = page.getByRole('searchbox');

		for (const [typed, found] of [
			['', ['Bei Feueralarm räumen', 'Verbände wechseln']],
			['raum lueften', ['Bei Feueralarm räumen']],
			['verband', ['Verbände wechseln']],
			['Samm', ['Bei Feueralarm räumen']],
			['Feueralram', ['Bei Feueralarm räumen']],
			['*:~^"', ['Bei Feueralarm räumen', 'Verbände wechseln']],
			['Steuererklärung', []],
		] as const) {
			await search.fill(typed);
			expect((await page.locator('.feed-title').allInnerTexts()).sort(), typed).toEqual(found);
		}
		expect(await page.locator('main').innerText()).toContain('Dazu ist hier nichts gemerkt');
		await page.context().close();
	});

	test('a page that is not kept says so, and what is kept stands below it', async () => {
		const page = await open('reader');
		await keep(page, procedure);
		await page.context().setOffline(true);

		await page.goto('/directory');
		await page.waitForSelector('.feed-title');

		expect(await page.locator('main').innerText()).toContain('Diese Seite ist ohne Netz nicht da');
		expect(await page.locator('.feed-title').allInnerTexts()).toEqual(['Bei Feueralarm räumen']);
		await page.context().close();
	});
});

test('while the server is stopped the kept procedure is there, and the real page again when it is back', async () => {
	const cable = await layCable(hub);
	const page = await open('reader', { baseURL: cable.url });
	await keep(page, procedure);

	await cable.cut();
	await page.goto(procedure.url);
	await page.waitForSelector('.step');
	const without = await page.locator('main').innerText();
	await cable.mend();
	await page.getByRole('link', { name: 'Seite neu laden' }).click();
	await page.waitForSelector('keep-item');

	expect(without).toContain('Türen schließen');
	expect(await page.locator('main').innerText()).not.toContain('nicht zu erreichen');
	await page.context().close();
});

test('no page of someone who is signed in lies in a cache', async () => {
	const page = await open('reader');
	await keep(page, procedure);
	for (const path of ['/', '/procedures', '/settings', '/offline', procedure.url]) await page.goto(path);

	const cached = await page.evaluate(async () => {
		const names = await caches.keys();
		const texts = await Promise.all(
			names.map(async (name) => {
				const cache = await caches.open(name);
				return Promise.all(
					(await cache.keys()).map(async (request) => {
						const response = await cache.match(request);
						const type = response?.headers.get('Content-Type') ?? '';
						return { path: new URL(request.url).pathname, type, text: (await response?.text()) ?? '' };
					}),
				);
			}),
		);
		return texts.flat();
	});
	const pages = cached.filter(({ type }) => type.startsWith('text/html'));

	expect(pages.map(({ path }) => path)).toEqual(['/offline/shell']);
	expect(pages[0]?.text).not.toContain('data-person');
	expect(
		cached.filter(({ path }) => !/^\/(?:_astro\/|organisations\.css$|offline\/shell$)/.test(path)),
	).toEqual([]);
	expect(cached.filter(({ text }) => text.includes('Feueralarm'))).toEqual([]);
	await page.context().close();
});

describe('at the next contact', () => {
	test('what was revoked is deleted, what changed is fetched, and nothing else is sent', async () => {
		const revoked = await hub.seed.item({ title: 'Wird entzogen', audience: ['network'] });
		const changed = await hub.seed.item({ title: 'Wird geändert', body: 'Alt', audience: ['network'] });
		const page = await open('foreignReader');
		for (const item of [revoked, changed, procedure]) await keep(page, item);
		await hub.as.author.execute('content.publish', {
			itemId: revoked.id,
			language: 'de',
			revision: revoked.revision,
			audience: ['own'],
		});
		const saved = await hub.as.author.execute('content.saveDraft', {
			itemId: changed.id,
			language: 'de',
			expectedRevision: changed.revision,
			title: 'Wird geändert',
			body: 'Neuer Wortlaut',
		});
		await hub.as.author.execute('content.publish', {
			itemId: changed.id,
			language: 'de',
			revision: saved['revision'],
		});

		const answering = page.waitForResponse(/offline\.checkItems/);
		await page.goto('/offline');
		const { items, gone } = await (await answering).json();
		await page.waitForFunction((key) => JSON.parse(localStorage[key]).ids.length === 2, ledgerKey);
		await page.context().setOffline(true);
		await page.goto(changed.url);
		await page.waitForSelector('.prose');

		expect(items.map(({ id }: { id: string }) => id)).toEqual([changed.id]);
		expect(gone).toEqual([revoked.id]);
		expect(await page.locator('.prose').innerText()).toBe('Neuer Wortlaut');
		expect((await held(page)).text).not.toContain('Wird entzogen');
		await page.context().close();
	});

	test('a session that was ended elsewhere has left nothing on the device', async () => {
		const page = await open('trainer');
		await keep(page, procedure);
		await hub.app.accounts.sessions.endAll(hub.network.people.trainer);

		await page.goto('/search');
		await page.waitForFunction((key) => localStorage[key] === undefined, ledgerKey);

		expect(await held(page)).toEqual({ ledger: null, text: '[]', images: [] });
		await page.context().close();
		await refreshSession('trainer');
	});

	test('the shell too finds out that the session has ended', async () => {
		const page = await open('approver');
		await keep(page, procedure);
		await page.context().setOffline(true);
		await page.goto('/offline');
		await page.waitForSelector('.feed-title');
		await hub.app.accounts.sessions.endAll(hub.network.people.approver);

		await page.context().setOffline(false);
		await page.getByText('Sie sind nicht mehr angemeldet').waitFor();

		expect(await held(page)).toEqual({ ledger: null, text: '[]', images: [] });
		await page.context().close();
		await refreshSession('approver');
	});
});

test('signing out clears the device', async () => {
	const page = await open('author');
	await keep(page, procedure);

	await page.locator('form[data-forget]').evaluate((form) => (form as HTMLFormElement).requestSubmit());
	await page.waitForURL(/sign-in|\/$/);
	await page.waitForFunction((key) => localStorage[key] === undefined, ledgerKey);

	expect(await held(page)).toEqual({ ledger: null, text: '[]', images: [] });
	await page.context().close();
	await refreshSession('author');
});

test.each([
	['the first text', false],
	['a further text', true],
])('signing out in one window clears the device while another is about to keep %s', async (_, isFurther) => {
	const page = await open('author');
	if (isFurther) await keep(page, procedure);
	const second = await hub.seed.item({ title: 'Zu spät', fields: { appliesTo: 'Haus am Wehr' } });
	await page.goto(second.url);
	const asked = Promise.withResolvers<boolean>();
	const signedOut = Promise.withResolvers<boolean>();
	await page.route('**/offline/looks?*', async (route) => {
		asked.resolve(true);
		await signedOut.promise;
		await route.continue();
	});
	await page.click('keep-item [data-act=keep]');
	await asked.promise;

	const other = await page.context().newPage();
	await other.goto(procedure.url);
	await other.locator('form[data-forget]').evaluate((form) => (form as HTMLFormElement).requestSubmit());
	await other.waitForURL(/sign-in|\/$/);
	await other.waitForFunction((key) => localStorage[key] === undefined, ledgerKey);
	signedOut.resolve(true);
	await page.waitForSelector('keep-item:not([aria-busy])');

	expect(await held(page)).toEqual({ ledger: null, text: '[]', images: [] });
	await page.context().close();
	await refreshSession('author');
});

test('another person in the same browser gets nothing of the first, with or without network', async () => {
	const page = await open('reader');
	await keep(page, procedure);
	// Also where the hub never gets to say whose it is.
	await page.route('**/offline.checkItems', (route) => route.abort());
	const [name = '', value = ''] = hub.as.foreignReader.headers['cookie']?.split('=') ?? [];
	await page.context().addCookies([{ name, value, url: hub.url, httpOnly: true, sameSite: 'Lax' }]);

	await page.goto('/offline');
	await page.getByText('Hier ist noch nichts gemerkt').waitFor();
	const online = await held(page);
	await page.context().setOffline(true);
	await page.goto(procedure.url);
	await page.getByText('Hier ist noch nichts gemerkt').waitFor();

	expect(online).toEqual({ ledger: null, text: '[]', images: [] });
	expect(await page.locator('main').innerText()).not.toContain('Feueralarm');
	await page.context().close();
});

test.each([
	['too long ago', -31 * day],
	['in the future, as with a clock that was turned back', 3 * day],
])('what had its last contact %s is deleted before anybody reads it', async (_, shift) => {
	const page = await open('reader');
	await keep(page, procedure);
	await page.context().setOffline(true);
	await page.evaluate(
		([key, by]) => {
			const ledger = JSON.parse(localStorage[key]);
			localStorage[key] = JSON.stringify({ ...ledger, contactAt: Number(ledger.contactAt) + by });
		},
		[ledgerKey, shift] as const,
	);

	await page.goto(procedure.url);
	await page.getByText('hatte zu lange keinen Kontakt').waitFor();

	expect(await held(page)).toEqual({ ledger: null, text: '[]', images: [] });
	await page.context().close();
});

describe('a corrupt store', () => {
	test.each([
		[
			'with a damaged item',
			async () => {
				const open = indexedDB.open('verbund-offline');
				await new Promise((resolve) => (open.onsuccess = resolve));
				const records = open.result.transaction('items', 'readwrite').objectStore('items');
				const all = records.getAll();
				await new Promise((resolve) => (all.onsuccess = resolve));
				for (const { id, person } of all.result)
					records.put({ id, person, item: { id, digest: 'x', variants: 7 } });
				await new Promise((resolve) => (records.transaction.oncomplete = resolve));
				open.result.close();
			},
		],
		[
			'of another make',
			async () => {
				indexedDB.deleteDatabase('verbund-offline');
				const open = indexedDB.open('verbund-offline', 9);
				await new Promise((resolve) => (open.onsuccess = resolve));
				open.result.close();
			},
		],
		[
			'without its table',
			async () => {
				indexedDB.deleteDatabase('verbund-offline');
				const open = indexedDB.open('verbund-offline', 1);
				await new Promise((resolve) => (open.onsuccess = resolve));
				open.result.close();
			},
		],
		['whose list is garbage', async () => void (localStorage['verbund:offline'] = '{"person":7')],
	])('%s is dropped and fetched anew', async (_, damage) => {
		const page = await open('reader');
		await keep(page, procedure);
		await page.evaluate(damage);
		await page.context().setOffline(true);
		await page.goto('/offline');
		await page.getByText('Hier ist noch nichts gemerkt').waitFor();

		await page.context().setOffline(false);
		await page.goto('/offline');
		await page.waitForSelector('.feed-title');
		await page.context().setOffline(true);
		await page.goto(procedure.url);
		await page.waitForSelector('.step');

		expect(await page.locator('main').innerText()).toContain('Türen schließen');
		await page.context().close();
	});
});

test('a device without room says so, and what was kept before is still there', async () => {
	const large = await hub.seed.item({
		title: 'Sehr lang',
		body: 'Zwölf Boxkämpfer jagen Viktor quer über den Deich. '.repeat(12_000),
		audience: ['network'],
	});
	const page = await open('reader');
	await page.goto(procedure.url);
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Storage.overrideQuotaForOrigin', { origin: hub.url, quotaSize: used + 400_000 });
	await keep(page, procedure);

	await page.goto(large.url);
	await page.click('keep-item [data-act=keep]');
	await page.locator('[data-problem]', { hasText: 'kein Platz mehr' }).waitFor();

	expect((await held(page)).ledger?.ids).toEqual([procedure.id]);
	expect((await held(page)).text).toContain('Feueralarm');
	await page.context().close();
});

test('images of a kept text are there too, and go with it', async () => {
	const item = await hub.seed.item({ title: 'Mit Bild', audience: ['network'] });
	const image = await attachImage(item.id);
	const saved = await hub.as.author.execute('content.saveDraft', {
		itemId: item.id,
		language: 'de',
		expectedRevision: item.revision,
		title: 'Mit Bild',
		body: `![Plan](${image})`,
	});
	await hub.as.author.execute('content.publish', {
		itemId: item.id,
		language: 'de',
		revision: saved['revision'],
	});
	const page = await open('reader');
	await keep(page, { ...item, url: item.url });
	await page.context().setOffline(true);

	await page.goto(item.url);
	await page.waitForSelector('.prose img');
	await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.prose img')?.complete);
	const width = await page
		.locator('.prose img')
		.evaluate((shown) => (shown as HTMLImageElement).naturalWidth);
	await page.goto('/offline');
	await page.getByRole('button', { name: 'Von diesem Gerät nehmen: Mit Bild' }).click();
	await page.getByText('Hier ist noch nichts gemerkt').waitFor();

	expect(width).toBe(1);
	expect(await held(page)).toEqual({ ledger: null, text: '[]', images: [] });
	await page.context().close();
});

test('switched off, the plugin has no page, no button, and leaves nothing on the device', async () => {
	const page = await open('foreignAdmin');
	await keep(page, procedure);
	await hub.as.foreignAdmin.execute('plugins.switch', {
		pluginId: 'offline',
		enabled: false,
		organisationId: hub.network.beta,
	});

	await page.goto(procedure.url);
	await page.waitForFunction((key) => localStorage[key] === undefined, ledgerKey);

	expect(await page.locator('keep-item').count()).toBe(0);
	expect((await hub.as.foreignAdmin.get('/offline')).status).toBe(404);
	expect(await held(page)).toEqual({ ledger: null, text: '[]', images: [] });
	await hub.as.foreignAdmin.execute('plugins.switch', {
		pluginId: 'offline',
		enabled: true,
		organisationId: hub.network.beta,
	});
	await page.context().close();
});

test('by keyboard alone: kept, found in the list, taken off again, and the focus is never lost', async () => {
	const page = await open('reader');
	await page.goto(procedure.url);
	const button = page.locator('keep-item [data-act=keep]');
	await button.focus();
	await page.keyboard.press('Enter');
	await page.waitForSelector('keep-item [data-act=release]:visible');
	const afterKeeping = await page.evaluate(() => document.activeElement?.getAttribute('data-act'));
	await page.goto('/offline');
	await page.getByRole('button', { name: 'Von diesem Gerät nehmen' }).focus();
	await page.getByText('auf dem neuesten Stand').waitFor();
	await page.keyboard.press('Enter');
	await page.getByText('Hier ist noch nichts gemerkt').waitFor();

	expect(afterKeeping).toBe('release');
	expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
	expect(await page.getByRole('link', { name: 'Einen Text suchen' }).getAttribute('href')).toBe('/search');
	await page.context().close();
});

test('without script the page says what it needs, and items have no button that does nothing', async () => {
	const page = await open('reader', { javaScriptEnabled: false });

	await page.goto('/offline');
	const text = await page.locator('main').innerText();
	await page.goto(procedure.url);

	expect(text).toContain('braucht er JavaScript');
	expect(await page.locator('keep-item').isVisible()).toBe(false);
	await page.context().close();
});

test.each([
	['the list', 'with', '/offline', '.feed-title'],
	['the shell with the list', 'without', '/directory', '.feed-title'],
	['the shell with an item', 'without', null, '.step'],
])('%s has no fault that axe finds, wide and narrow, light and dark', async (_, network, path, selector) => {
	const page = await open('reader');
	await keep(page, procedure);
	await page.context().setOffline(network === 'without');
	await page.goto(path ?? procedure.url);
	await page.waitForSelector(selector);
	const faults: string[] = [];

	for (const width of [1440, 768, 390, 320]) {
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.setViewportSize({ width, height: 900 });
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
			const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
			faults.push(...violations.map(({ id }) => `${width} ${colorScheme}: ${id}`));
			if (isWider) faults.push(`${width}: wider than the window`);
		}
	}

	expect(faults).toEqual([]);
	await page.context().close();
});

test('a page that is read loads at most 15 kB of script, what is kept included', async () => {
	const page = await open('reader');
	await page.goto(procedure.url);
	await page.waitForTimeout(1500);

	const bytes = await page.evaluate(() =>
		performance
			.getEntriesByType('resource')
			.filter((entry): entry is PerformanceResourceTiming => entry.name.endsWith('.js'))
			.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
	);

	expect(bytes).toBeGreaterThan(1000);
	expect(bytes).toBeLessThan(15_000);
	await page.context().close();
});

test('the hub can be put on the start screen: its name, its icons in their sizes, its own worker', async () => {
	const manifest = await hub.as.anonymous.get('/manifest.webmanifest');
	const { json } = { json: JSON.parse(manifest.text) };
	const worker = await hub.as.anonymous.get('/service-worker.js');

	expect(manifest.headers['content-type']).toMatch(/^application\/manifest\+json/);
	expect(json).toMatchObject({ id: '/', start_url: '/', scope: '/', display: 'standalone' });
	expect(json.icons.map(({ purpose }: { purpose: string }) => purpose)).toContain('maskable');
	for (const { src, sizes } of json.icons) {
		const { headers, status } = await hub.as.anonymous.get(src);
		expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'image/png' });
		expect(sizes).toBe(await pngSize(src));
	}
	expect(worker.headers['content-type']).toMatch(/^text\/javascript/);
	expect(worker.headers['cache-control']).toBe('no-cache');
	expect(worker.text).not.toContain('__VERBUND_BUILD__');
	expect(worker.text).not.toMatch(/\b(?:import|export)\b/);
});

async function open(who: Who, options: BrowserContextOptions = {}): Promise<Page> {
	return browse(hub, who, options);
}

async function keep(page: Page, { url, id }: Pick<SeededItem, 'id' | 'url'>): Promise<void> {
	await page.goto(url);
	await page.click('keep-item [data-act=keep]');
	await page.waitForFunction(([key, kept]) => localStorage[key]?.includes(kept) ?? false, [
		ledgerKey,
		id,
	] as const);
	await page.waitForSelector('keep-item [data-act=release]:visible');
	await page.waitForFunction(async () => (await caches.match('/offline/shell')) !== undefined);
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

interface Held {
	readonly ledger: { readonly ids: readonly string[] } | null;
	readonly text: string;
	readonly images: readonly string[];
}

/** Everything about items that lies in this browser. */
async function held(page: Page): Promise<Held> {
	return page.evaluate(async (key) => {
		const open = indexedDB.open('verbund-offline');
		await new Promise((resolve) => (open.onsuccess = resolve));
		const has = open.result.objectStoreNames.contains('items');
		const all = has ? open.result.transaction('items').objectStore('items').getAll() : null;
		if (all) await new Promise((resolve) => (all.onsuccess = resolve));
		open.result.close();
		if (!has) indexedDB.deleteDatabase('verbund-offline');
		const images = (await caches.has('verbund-kept-images'))
			? (await (await caches.open('verbund-kept-images')).keys()).map((request) => request.url)
			: [];
		const ledger = JSON.parse(localStorage[key] ?? 'null');
		return { ledger: ledger && { ids: ledger.ids }, text: JSON.stringify(all?.result ?? []), images };
	}, ledgerKey);
}

/** A test that ends a person's sessions leaves a new one for the next. */
async function refreshSession(who: Who): Promise<void> {
	const token = await hub.app.accounts.sessions.start(hub.network.people[who], 'Test', null);
	Object.assign(hub.as[who].headers, { cookie: `verbund=${token}` });
}

async function pngSize(path: string): Promise<string> {
	const bytes = Buffer.from(await (await fetch(`${hub.url}${path}`)).arrayBuffer());
	return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

const onePixel =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** @returns its address */
async function attachImage(itemId: string): Promise<string> {
	const boundary = 'xxGrenzexx';
	const body = Buffer.concat([
		Buffer.from(
			`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="plan.png"\r\nContent-Type: image/png\r\n\r\n`,
		),
		Buffer.from(onePixel, 'base64'),
		Buffer.from(`\r\n--${boundary}--\r\n`),
	]);
	const { text } = await hub.as.author.send('POST', `/files?item=${itemId}`, {
		headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'sec-fetch-site': 'same-origin' },
		body,
	});
	return /\/files\/[\w-]+(?:\/[\w.-]+)?/.exec(text)?.[0] ?? '';
}
