import { beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

test('what nobody foresaw is logged with its cause, and told to the person without it', async () => {
	const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const { commands } = hub.app;
	const cause = new Error('secret of the machine');
	commands.declare([{ id: 'test.break', title: 'x', permission: 'signedIn', pluginId: null }], () =>
		Promise.resolve(),
	);
	commands.register('test.break', {
		input: z.strictObject({}),
		run: () => Promise.reject(cause),
		audit: false,
	});

	const { status, text } = await hub.as.reader.post('/settings', { _command: 'test.break' });

	expect(status).toBe(500);
	expect(text.includes(cause.message)).toBe(false);
	expect(logged).toHaveBeenCalledWith(cause);
	logged.mockRestore();
});

test('links that lead nowhere are counted to the author who publishes them, and to nobody by guessing', async () => {
	const { as, seed } = hub;
	const item = await seed.item({ title: 'Links', body: 'Text', published: false });
	const publish = (body: string, expectedRevision: number) =>
		as.author.post(`/content/${item.id}/edit`, {
			_command: 'content.saveAndPublish',
			_next: item.url,
			itemId: item.id,
			language: 'de',
			expectedRevision: String(expectedRevision),
			title: 'Links',
			body,
			audience: ['own'],
		});

	const bad = await publish('[a](www.example.org) [b](javascript:alert(1)) [c](https://example.org)', 1);
	const page = await as.author.get(bad.headers.location ?? '');
	const good = await publish('[c](https://example.org)', 2);
	const forged = await as.reader.get(`${item.url}?done=content.publish&refusedLinks=<script>9e99`);

	expect(bad.status, bad.text.slice(0, 300)).toBe(303);
	expect(bad.headers.location).toContain('refusedLinks=2');
	expect(page.text.includes('2 Links führen nirgendwohin')).toBe(true);
	expect(good.headers.location).not.toContain('refusedLinks');
	expect(forged.text.includes('nirgendwohin')).toBe(false);
});

test('a script is told the targets themselves', async () => {
	const item = await hub.seed.item({ title: 'Skript', body: '[a](datei.pdf)', published: false });

	const { json } = await hub.as.author.run('content.publish', {
		itemId: item.id,
		language: 'de',
		revision: item.revision,
		audience: ['own'],
	});

	expect(JSON.stringify(json)).toContain('"refusedLinks":["datei.pdf"]');
});
