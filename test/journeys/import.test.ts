import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { temporaryFolder } from '../harness/test-app.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { paragraph, wordFile } from '../harness/word-file.ts';

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
	await author.getByRole('link', { name: 'Als Datei' }).click();
	await author.getByRole('button', { name: 'Datei zusammenstellen' }).click();
	const fetching = author.waitForEvent('download');
	await author.getByRole('link', { name: /^Herunterladen/ }).click();

	expect(outcome).toContain('neu');
	expect(text).toContain('Niemand läuft allein durchs Haus.');
	expect((await fetching).suggestedFilename()).toBe('besuch-empfangen.docx');
	await author.context().close();
});
