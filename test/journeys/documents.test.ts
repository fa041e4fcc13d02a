import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { layCable } from '../harness/cable.ts';
import { pdfOf } from '../harness/sample-files.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

const pdf = (name: string, words: string) => ({ name, mimeType: 'application/pdf', buffer: pdfOf(words) });

test('a form goes online, is replaced, and those who read it get the new one', async () => {
	const page = await browse(hub, 'approver');
	await page.goto('/documents');
	await page.getByRole('link', { name: 'Dateien hochladen' }).first().click();
	await page
		.getByLabel('Dateien', { exact: true })
		.setInputFiles([pdf('Antrag_auf_Fahrtkosten.pdf', 'Erste'), pdf('Merkblatt.pdf', 'Merkblatt')]);
	await page.getByRole('button', { name: 'Hochladen' }).click();
	await page.waitForURL(/\/documents\?from=own&done=documents\.upload/);
	await page.getByRole('link', { name: 'Merkblatt' }).waitFor();

	await page.getByRole('link', { name: 'Antrag auf Fahrtkosten' }).click();
	await page.getByRole('link', { name: 'Fassungen der Datei' }).click();
	await page.getByLabel('Datei', { exact: true }).setInputFiles(pdf('Antrag_2027.pdf', 'Zweite, laengere'));
	await page.getByLabel('Was ist anders?').fill('Neue Beträge');
	await page.getByRole('button', { name: 'Fassung hochladen' }).click();
	await page.waitForURL(/done=documents\.addVersion/);

	const [newest = '', first = ''] = await page.locator('main tbody tr').allInnerTexts();
	expect(newest).toContain('Antrag_2027.pdf');
	expect(newest).toContain('Neue Beträge');
	expect(newest).toMatch(/\d+ B größer/);
	expect(first).toContain('Zurückholen');
	await page.context().close();
});

test('an upload outlives a connection that breaks', async () => {
	const cable = await layCable(hub);
	const page = await browse(hub, 'approver', { baseURL: cable.url });
	const [name, value = ''] = hub.as.approver.headers['cookie']?.split('=') ?? [];
	await page.context().addCookies([{ name: name ?? '', value, url: cable.url }]);
	await page.goto('/documents/upload');
	await page
		.getByLabel('Dateien', { exact: true })
		.setInputFiles({ name: 'Gross.txt', mimeType: 'text/plain', buffer: Buffer.alloc(12_000_000, 'a ') });
	const firstPart = page.waitForResponse((response) => response.request().method() === 'PATCH');
	await page.getByRole('button', { name: 'Hochladen' }).click();
	await firstPart;

	await cable.cut();
	await page.getByText('Verbindung unterbrochen').waitFor();
	await cable.mend();

	await page.waitForURL(/done=documents\.upload/);
	await page.getByRole('link', { name: 'Gross' }).waitFor();
	await page.context().close();
});
