import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { copyInstallation, run } from './harness/installation.ts';
import { root } from './harness/test-config.ts';
import { startTestHub, type TestHub } from './harness/test-hub.ts';

// What plugins/README.md promises to whoever copies a plugin, in an installation of its own.
let hub: TestHub;
beforeAll(async () => {
	const installation = copyInstallation();
	run(installation, 'sh', ['-e', '-c', copyingByTheGuide()]);
	const buildFolder = join(installation, 'dist');
	run(installation, process.execPath, ['node_modules/astro/bin/astro.mjs', 'build', '--silent'], {
		VERBUND_BUILD: buildFolder,
		ASTRO_TELEMETRY_DISABLED: '1',
	});
	hub = await startTestHub({ root: installation, buildFolder });
}, 120_000);

test('the copy has nothing to complain about, and the original is still there', () => {
	expect(hub.app.host.broken).toEqual([]);
	expect(hub.app.host.plugins.map(({ id }) => id)).toEqual(
		expect.arrayContaining(['checklists', 'procedures']),
	);
});

test('the new content type has pages and is found', async () => {
	const item = await hub.seed.item({
		type: 'checklist',
		title: 'Umzug vorbereiten',
		fields: { steps: [{ title: 'Kartons bestellen' }] },
	});

	const page = await hub.as.reader.get(item.url);
	const list = await hub.as.reader.get('/checklists');
	const found = await hub.as.reader.get('/api/search?q=umzug&type=checklist');

	expect(item.url).toBe('/checklists/alpha/umzug-vorbereiten');
	expect(page.status).toBe(200);
	expect(page.text).toContain('Kartons bestellen');
	expect(list.text).toContain('Umzug vorbereiten');
	expect(found.json['hits']).toMatchObject([{ title: 'Umzug vorbereiten', url: item.url }]);
	expect((await hub.as.foreignReader.get(item.url)).status).toBe(404);
});

test('its command stands beside the item and runs from there', async () => {
	const item = await hub.seed.item({ type: 'checklist', title: 'Schlüssel zählen', audience: ['network'] });

	const page = await hub.as.foreignAdmin.get(item.url);
	const posted = await hub.as.foreignAdmin.post(item.url, {
		_command: 'checklists.duplicate',
		_next: '/content/{id}/edit',
		itemId: item.id,
		language: 'de',
	});

	expect(page.text).toContain('value="checklists.duplicate"');
	expect(posted.status).toBe(303);
	expect(posted.headers.location).toMatch(/^\/content\/[0-9a-f-]{36}\/edit/);
});

test.each([
	['de', 'Checklisten'],
	['en', 'Checklists'],
])('its sentences are there in %s', async (language, title) => {
	const { text } = await hub.as.anonymous.get('/checklists', { 'accept-language': language });

	expect(text).toMatch(new RegExp(`<h1[^>]*>${title}</h1>`));
	expect(text).not.toMatch(/checklists\.[a-z]+</);
});

function copyingByTheGuide(): string {
	const guide = readFileSync(join(root, 'plugins', 'README.md'), 'utf8');
	const block = /<!-- The test plugin-copy[^>]*-->\s*```sh\n([\s\S]*?)```/.exec(guide)?.[1];
	if (block === undefined) throw new Error('plugins/README.md has no commands for copying a plugin.');
	return block;
}
