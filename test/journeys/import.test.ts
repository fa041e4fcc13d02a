import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { temporaryFolder } from '../harness/test-app.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { paragraph, wordFile } from '../harness/word-file.ts';
import { zipOf } from '../harness/zip-file.ts';

let hub: TestHub;

beforeAll(async () => {
	hub = await startTestHub();
	const jobs = hub.app.jobs.start();
	return () => jobs.dispose();
});

test('an author imports a Word file, corrects its title, publishes it and takes it along again', async () => {
	const path = join(temporaryFolder(), 'Besuch.docx');
	writeFileSync(path, await wordFile(paragraph('Niemand läuft allein durchs Haus.')));
	const author = await browse(hub, 'author', { viewport: { width: 390, height: 844 } });

	await author.goto('/import');
	await author.getByLabel('Dateien', { exact: true }).setInputFiles(path);
	await author.getByRole('button', { name: 'Senden und Vorschau ansehen' }).click();
	await author.getByLabel('Titel für Besuch.docx').fill('Besuch empfangen');
	await author.getByLabel('Inhaltsart').selectOption('procedure');
	await author.getByLabel('Gleich veröffentlichen').check();
	await author.getByRole('button', { name: 'Importieren', exact: true }).click();
	await author.getByRole('heading', { name: 'Bericht' }).waitFor();
	const outcome = await author.getByRole('row', { name: /Besuch empfangen/ }).innerText();

	await author.goto('/procedures/alpha/besuch');
	const text = await author.locator('main').innerText();
	await author.getByText('Weitere …').click();
	await author.getByRole('link', { name: 'Als Datei' }).click();
	await author.getByRole('button', { name: 'Datei zusammenstellen' }).click();
	const fetching = author.waitForEvent('download');
	await author.getByRole('link', { name: /^Herunterladen/ }).click();

	expect(outcome).toContain('neu');
	expect(text).toContain('Niemand läuft allein durchs Haus.');
	expect((await fetching).suggestedFilename()).toBe('besuch-empfangen.docx');
	await author.context().close();
});

test('sending goes on where the connection broke off, and says how far it is', async () => {
	const path = join(temporaryFolder(), 'gross.zip');
	writeFileSync(path, await zipOf({ 'a.md': '# A\n\n![](a.bin)\n', 'a.bin': randomBytes(6_000_000) }));
	const author = await browse(hub, 'author', { serviceWorkers: 'block' });
	const parts: string[] = [];
	await author.route('**/uploads/*', (route) => {
		const { 'upload-offset': offset } = route.request().headers();
		if (route.request().method() !== 'PATCH' || offset === undefined) return route.continue();
		parts.push(offset);
		return parts.length === 2 ? route.abort() : route.continue();
	});

	await author.goto('/import');
	await author.getByLabel('Dateien', { exact: true }).setInputFiles(path);
	await author.getByRole('button', { name: 'Senden und Vorschau ansehen' }).click();
	await author.getByText('Verbindung unterbrochen').first().waitFor();
	const shown = await author
		.locator('.import-progress progress')
		.evaluate((bar: HTMLProgressElement) => bar.value);
	await author.getByLabel('Titel für a.md').waitFor();

	expect(parts).toEqual(['0', '5000000', '5000000']);
	expect(shown).toBeGreaterThan(0.8);
	expect(await author.getByText('neu', { exact: true }).count()).toBe(1);
	expect(await hub.app.database.query.selectFrom('uploads').select('id').execute()).toEqual([]);
	await author.context().close();
});

test('without script the same form brings the same preview', async () => {
	const path = join(temporaryFolder(), 'einzeln.md');
	writeFileSync(path, '# Einzeln\n\nText\n');
	const author = await browse(hub, 'author', { javaScriptEnabled: false });

	await author.goto('/import');
	await author.getByLabel('Dateien', { exact: true }).setInputFiles(path);
	await author.getByRole('button', { name: 'Senden und Vorschau ansehen' }).click();
	await author.waitForURL(/\/import\/[\w-]+$/);

	expect(await author.getByRole('heading', { level: 1 }).innerText()).toBe('einzeln.md');
	await author.context().close();
});
