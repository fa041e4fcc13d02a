import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { defineJob } from '../../src/jobs/job.ts';
import { browse } from '../harness/browser.ts';
import { declareTestKinds } from '../harness/notifications.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

const patient = { timeout: 10_000 };
let hub: TestHub;

beforeAll(async () => {
	hub = await startTestHub();
	declareTestKinds(hub.app);
});

/** Once the page's socket is in a room; a page says nothing of that itself. */
async function listening(page: Page, open: () => Promise<unknown>): Promise<void> {
	const socket = page.waitForEvent('websocket');
	await open();
	const line = await socket;
	// The answer to joining, or, in one's own room, to coming in.
	await line.waitForEvent('framereceived', ({ payload }) => /^4(?:3|0)/.test(String(payload)));
}

const announcer = (page: Page, text: string) => page.locator('#announcer', { hasText: text });

test('who works on texts is told on its page that one was published anew, and nothing moves', async () => {
	const item = await hub.seed.item({ title: 'Dienstwagen', audience: ['network'] });
	const page = await browse(hub, 'author');
	await listening(page, () => page.goto(item.url));
	const notice = page.locator('live-notice');
	const heading = page.getByRole('heading', { name: 'Dienstwagen' });
	const top = (await heading.boundingBox())?.y;
	expect(await notice.isVisible()).toBe(false);

	const { as } = hub;
	const saved = await as.approver.execute('content.saveDraft', {
		itemId: item.id,
		language: 'de',
		expectedRevision: item.revision,
		title: 'Dienstwagen und Fahrräder',
	});
	await as.approver.execute('content.publish', {
		itemId: item.id,
		language: 'de',
		revision: saved['revision'],
	});
	await notice.waitFor();

	await announcer(page, 'neu veröffentlicht').waitFor({ state: 'attached' });
	expect((await heading.boundingBox())?.y).toBe(top);
	await notice.getByRole('link', { name: 'Neu laden' }).click();
	await page.getByRole('heading', { name: 'Dienstwagen und Fahrräder' }).waitFor();
	await page.context().close();
});

test('who only reads is spared the script for it', async () => {
	const item = await hub.seed.item({ audience: ['network'] });
	const page = await browse(hub, 'reader');
	const fetched: string[] = [];
	page.on('request', (request) => fetched.push(request.url()));

	await page.goto(item.url, { waitUntil: 'networkidle' });

	expect(fetched.filter((url) => /(?:subscribe|LiveNotice|esm).*\.js|\/realtime\//i.test(url))).toEqual([]);
	await page.context().close();
});

test('the home page says that something new has come in, and the bell how much', async () => {
	const page = await browse(hub, 'reader');
	await listening(page, () => page.goto('/'));

	await hub.app.notifications.notify({
		kind: 'test.plain',
		to: [hub.network.people.reader],
		path: '/search',
		data: { days: 3 },
	});

	await page.locator('live-notice').waitFor();
	await page.locator('.bell-count').waitFor();
	expect(await page.locator('.bell').innerText()).toContain('1');
	await page.context().close();
});

test('two who write at the same text see each other come and go at once', async () => {
	const item = await hub.seed.item();
	const [first, second] = [await browse(hub, 'author'), await browse(hub, 'approver')];
	const edit = `/content/${item.id}/edit?language=de`;
	await listening(first, () => first.goto(edit));

	await second.goto(edit);
	await first.locator('[data-part=others]:not([hidden])').waitFor({ timeout: 5000 });
	await second.context().close();

	await first.locator('[data-part=others]').waitFor({ state: 'hidden', timeout: 5000 });
	await first.context().close();
});

test('a list of jobs goes on when one of them does, without asking again and again', async () => {
	const { jobs } = hub.app;
	let end: (() => void) | undefined;
	jobs.declare([{ id: 'test.long', title: 'Langes', pluginId: null }], () => Promise.resolve());
	jobs.register(
		'test.long',
		defineJob({ input: z.strictObject({}), run: () => new Promise<void>((resolve) => (end = resolve)) }),
	);
	const running = jobs.enqueue('test.long', {}).then(() => jobs.runDue());
	await expect.poll(() => end, patient).toBeDefined();
	const page = await browse(hub, 'networkAdmin');
	const frames: string[] = [];
	page.on('websocket', (line) => {
		line.on('framereceived', ({ payload }) => frames.push(String(payload)));
	});
	// Time stands still in the page, so that nothing is fetched because some of it has passed.
	await page.clock.install();
	await page.goto('/admin/jobs');
	const hears = (sign: RegExp) =>
		expect
			.poll(async () => {
				await page.clock.runFor(50);
				return frames.some((frame) => sign.test(frame));
			}, patient)
			.toBe(true);
	await hears(/^43/);

	end?.();
	await running;
	await hears(/jobMoved/);
	await page.clock.runFor(500);

	await page.locator('refresh-while:not([data-while])').waitFor();
	await page.context().close();
});
