import { beforeAll, expect, test } from 'vitest';
import { walkthroughsFor } from '../src/host/walkthroughs-for.ts';
import { startTestHub, type TestHub } from './harness/test-hub.ts';
import type { Who } from './harness/test-network.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

test.each<Who>(['reader', 'author', 'trainer', 'admin', 'networkAdmin'])(
	'every first step of the %s leads to a page that opens',
	async (who) => {
		const walkthroughs = walkthroughsFor(hub.app, await hub.as[who].visit());
		const urls = walkthroughs.flatMap(({ steps }) => steps.flatMap(({ action }) => action?.url ?? []));

		const answers = await Promise.all(
			urls.map(async (url) => `${(await hub.as[who].get(url)).status} ${url}`),
		);

		expect(urls.length).toBeGreaterThan(2);
		expect(answers).toEqual(urls.map((url) => `200 ${url}`));
	},
);

test('whoever administers nothing is not led back to the page that is refused', async () => {
	const { status, text } = await hub.as.reader.get('/admin');

	expect(status).toBe(403);
	expect(text).not.toMatch(/href="\/admin["?]/);
});

test('whoever belongs to no organisation is told so, and how to come into one', async () => {
	const [stranger, reader] = await Promise.all([hub.as.stranger.get('/'), hub.as.reader.get('/')]);

	expect(stranger.text).toContain('Sie gehören zurzeit zu keiner Einrichtung');
	expect(reader.text).not.toContain('Sie gehören zurzeit zu keiner Einrichtung');
});

test('drafts of one kind are listed by themselves, and the kind leads back to all', async () => {
	await hub.seed.item({ title: 'Nur ein Ablauf', published: false });

	const all = await hub.as.author.get('/drafts');
	const other = await hub.as.author.get('/drafts?type=announcement');

	expect(all.text).toContain('Nur ein Ablauf');
	expect(other.text).not.toContain('Nur ein Ablauf');
	expect(other.text).toMatch(/href="\/drafts"[^>]*aria-current="true"/);
});
