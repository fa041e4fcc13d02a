import { getDocumentProxy } from 'unpdf';
import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
let item: { id: string; url: string };

beforeAll(async () => {
	hub = await startTestHub();
	item = await hub.seed.item({
		title: 'Schlüssel ausgeben',
		body: '## Vorher\n\nText\n\n## Nachher\n\nMehr Text',
		fields: { steps: [{ title: 'Quittung schreiben', role: 'Pforte', deadlineDays: 2 }] },
		audience: ['public'],
	});
});

test('the link behind a heading is a link without script, and is copied and announced with it', async () => {
	const plain = await browse(hub, 'anonymous', { javaScriptEnabled: false });
	await plain.goto(item.url);
	await plain.getByRole('link', { name: 'Link zum Abschnitt „Nachher“' }).click();
	expect(plain.url()).toBe(`${hub.url}${item.url}#h-nachher`);

	const page = await browse(hub, 'reader', { permissions: ['clipboard-read', 'clipboard-write'] });
	await page.goto(`${item.url}?done=content.publish`);
	await page.getByRole('link', { name: 'Link zum Abschnitt „Vorher“' }).focus();
	await page.keyboard.press('Enter');
	await page.waitForFunction(() => document.querySelector('#announcer')?.textContent === 'Link kopiert.');

	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${hub.url}${item.url}#h-vorher`);
	expect(await page.getByRole('heading', { name: 'Vorher', exact: true }).count()).toBe(1);
});

test('on paper stand owner, version, steps and the date of printing, and nothing to click', async () => {
	const page = await browse(hub, 'reader', { colorScheme: 'dark' });
	await page.clock.setFixedTime('2027-03-05T10:00:00Z');
	await page.goto(item.url);

	await page.emulateMedia({ media: 'print' });
	await page.evaluate(() => dispatchEvent(new Event('beforeprint')));

	const paper = await page.locator('body').innerText();
	expect(paper).toContain('Alpha');
	expect(paper).toMatch(/Version 1, \d+\. \S+ \d{4}/);
	expect(paper).toContain('Pforte');
	expect(paper).toContain('Gedruckt am 5. März 2027. Gilt nur am Druckdatum.');
	expect(paper).toContain(item.url);
	expect(paper).not.toMatch(/Fehler melden|Auf dieser Seite|Drucken|#/);
	expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(0, 0, 0)');
	expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 4).toString()).toBe('%PDF');
});

test('on paper of several sheets no line lies in the foot, which comes again on each', async () => {
	const steps = Array.from({ length: 30 }, (_, index) => ({
		title: `Handgriff ${index + 1}`,
		text: 'Kurz.',
	}));
	const long = await hub.seed.item({ title: 'Rundgang', fields: { steps } });
	const page = await browse(hub, 'reader');
	await page.goto(long.url);

	const sheets = await linesOf(await page.pdf({ preferCSSPageSize: true }));

	expect(sheets.length).toBeGreaterThan(1);
	for (const lines of sheets) {
		const foot = Math.max(...lines.filter(({ text }) => text.includes('Gedruckt am')).map(({ y }) => y));
		const body = lines.filter(({ text }) => /Handgriff|Kurz/.test(text)).map(({ y }) => y);
		expect(foot).toBeGreaterThan(0);
		expect(Math.min(...body)).toBeGreaterThan(foot + 6);
	}
});

/** Texts of each sheet with their height above its lower edge, in points. */
async function linesOf(pdf: Uint8Array) {
	const document = await getDocumentProxy(new Uint8Array(pdf));
	const sheets = Array.from({ length: document.numPages }, async (_, index) => {
		const { items } = await (await document.getPage(index + 1)).getTextContent();
		return items.flatMap((item) => ('str' in item ? [{ text: item.str, y: Number(item.transform[5]) }] : []));
	});
	return Promise.all(sheets);
}

test('a comparison that names no versions shows the newest change, or the versions while there is none', async () => {
	const base = `/content/${item.id}`;
	const first = await hub.as.author.get(`${base}/compare`);
	await hub.as.author.execute('content.saveDraft', {
		itemId: item.id,
		language: 'de',
		expectedRevision: 1,
		title: 'Schlüssel zurücknehmen',
	});

	const second = await hub.as.author.get(`${base}/compare`);

	expect(first.headers['location']).toBe(`${base}/history`);
	expect(second.headers['location']).toBe(`${base}/compare?from=1&to=2`);
	expect((await hub.as.foreignAdmin.get(`${base}/compare`)).status).toBe(404);
});

test('marked words go along when a mistake is reported', async () => {
	const page = await browse(hub, 'reader');
	await page.goto(item.url);
	await page.getByText('Mehr Text').selectText();

	await page.getByRole('link', { name: 'Fehler melden' }).click();

	await page.waitForURL(/passage=/);
	expect(await page.getByLabel('Um welche Stelle geht es?').inputValue()).toBe('Mehr Text');
});

test('from a link that leads nowhere to an answer, without script', async () => {
	const own = await hub.seed.item({ title: 'Dienstplan', owner: 'beta', audience: ['own'] });
	const page = await browse(hub, 'reader', { javaScriptEnabled: false });
	const bodyOf = async (address: string) => {
		await page.goto(address);
		return (await page.locator('main').innerHTML()).replaceAll(address.split('/').at(-1) ?? '', '…');
	};

	expect(await bodyOf(`/i/${own.id}`)).toBe(await bodyOf(`/i/${own.id.replace(/.{4}$/, '0000')}`));
	await page.goto(`/i/${own.id}`);
	await page.getByRole('link', { name: 'Zugriff anfragen' }).click();
	await page.getByLabel('Wofür brauchen Sie das?').fill('Ich vertrete eine Kollegin.');
	await page.getByRole('button', { name: 'Anfrage abschicken' }).click();
	expect(await page.getByRole('status').first().innerText()).toContain('abgeschickt');

	const owner = await browse(hub, 'foreignAdmin', { javaScriptEnabled: false });
	await owner.goto('/');
	await owner.getByRole('link', { name: 'Über Zugriff entscheiden: „Dienstplan“' }).click();
	await owner.getByRole('button', { name: 'Alpha lesen lassen' }).click();
	await page.goto('/');
	await page.getByRole('link', { name: /Sie haben Zugriff bekommen/ }).click();
	await page.getByRole('link', { name: 'Text öffnen' }).click();

	expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Dienstplan');
});
