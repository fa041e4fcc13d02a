import type { CDPSession, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { declareTestKinds } from '../harness/notifications.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
	declareTestKinds(hub.app);
});

test('a device that is woken shows what is new for whoever is signed in, and leads there', async () => {
	const { id, url } = await hub.seed.item({ title: 'Streng vertraulicher Plan', audience: ['own'] });
	await hub.app.notifications.notify({
		kind: 'test.mentioned',
		to: [hub.network.people.reader],
		itemId: id,
		by: hub.network.people.author,
	});
	const page = await browse(hub, 'reader', { permissions: ['notifications'] });
	const wake = await listen(page);

	await wake();

	const [shown] = await shownBy(page);
	expect(shown?.title).toBe('Verbund');
	expect(shown?.body).toContain('in „Streng vertraulicher Plan“ genannt');
	expect(new URL(shown?.data ?? '', hub.url).pathname).toBe(url);
	await page.context().close();
});

test('a device on which nobody is signed in any more says only that there is something', async () => {
	const page = await browse(hub, 'reader', { permissions: ['notifications'] });
	const wake = await listen(page);
	await page.context().clearCookies();

	await wake();

	const shown = await shownBy(page);
	expect(shown.length).toBe(1);
	expect(JSON.stringify(shown)).not.toContain('vertraulich');
	expect(shown[0]?.data).toBe('/notifications');
	await page.context().close();
});

test('several messages are one on the screen', async () => {
	const page = await browse(hub, 'reader', { permissions: ['notifications'] });
	const wake = await listen(page);

	await wake();
	await wake();

	expect((await shownBy(page)).length).toBe(1);
	await page.context().close();
});

/** Registers the service worker as the button does; answers what a push service does: it sends nothing but a knock. */
async function listen(page: Page): Promise<() => Promise<void>> {
	const session = await page.context().newCDPSession(page);
	const registered = registrationId(session, hub.url);
	await session.send('ServiceWorker.enable');
	await page.goto('/settings');
	await page.evaluate(async () => {
		await navigator.serviceWorker.register('/service-worker.js');
		await navigator.serviceWorker.ready;
	});
	const id = await registered;
	return async () => {
		await session.send('ServiceWorker.deliverPushMessage', {
			origin: hub.url,
			registrationId: id,
			data: '',
		});
		await expect.poll(() => shownBy(page).then((shown) => shown.length)).toBe(1);
	};
}

function registrationId(session: CDPSession, origin: string): Promise<string> {
	return new Promise((resolve) => {
		session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
			const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin));
			if (own) resolve(own.registrationId);
		});
	});
}

/** What Chromium has on the screen. */
function shownBy(page: Page): Promise<readonly { title: string; body: string; data: string }[]> {
	return page.evaluate(async () => {
		const shown = await (await navigator.serviceWorker.ready).getNotifications();
		return shown.map(({ title, body, data }) => ({ title, body, data: String(data) }));
	});
}
