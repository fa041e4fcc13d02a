import { readFile } from 'node:fs/promises';
import mammoth from 'mammoth';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import type { Who } from '../harness/test-network.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

const body = `{{organisation.name}}, Telefon {{organisation.phone}}

Guten Tag {{ask.clientName}}, bitte antworten Sie bis zum {{date + 14 days}}.`;

/** Without script: what the form does, it does everywhere. */
async function openAs(who: Who, path: string): Promise<Page> {
	const page = await browse(hub, who, { javaScriptEnabled: false });
	await page.goto(path);
	return page;
}

async function fillForm(page: Page, name: string): Promise<string> {
	await page.getByLabel('Name der Person').fill(name);
	await page.getByLabel('Datum des Schreibens').fill('2026-11-22');
	const coming = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Als Word herunterladen' }).click();
	const download = await coming;
	const { value } = await mammoth.extractRawText({ buffer: await readFile(await download.path()) });
	return value.replace(/\n+/g, ' ');
}

test('a form goes online for three organisations, each fills it, it changes, and those who use it hear of it', async () => {
	const { accounts, jobs } = hub.app;
	const gamma = await accounts.organisations.create({ name: 'Gamma' });
	await accounts.people.addMembership(hub.network.people.stranger, gamma.id, ['admin']);
	const { id, url } = await hub.seed.item({
		type: 'template',
		title: 'Anschreiben',
		body,
		fields: { questions: [{ name: 'clientName', label: 'Name der Person', kind: 'text' }] },
		audience: ['network'],
	});

	const own = await openAs('reader', url);
	expect(await fillForm(own, 'Erika Muster')).toContain(
		'Alpha, Telefon 0123 456 Guten Tag Erika Muster, bitte antworten Sie bis zum 6. Dezember 2026.',
	);
	await own.context().close();

	const partner = await openAs('foreignAdmin', url);
	await partner.getByRole('button', { name: 'In unsere Vordrucke übernehmen' }).click();
	await partner.getByText('Der Vordruck steht in Ihrer Liste.').waitFor();
	expect(await fillForm(partner, 'Max Muster')).toContain('Beta, Telefon 0987 654 Guten Tag Max Muster');
	await partner.context().close();

	const third = await openAs('stranger', url);
	await third.getByText('Das hat Ihre Einrichtung noch nicht eingetragen').waitFor();
	await third.getByLabel('Fehlt: Telefon der Einrichtung').fill('0555 1');
	expect(await fillForm(third, 'Ida Muster')).toContain('Gamma, Telefon 0555 1 Guten Tag Ida Muster');
	await third.context().close();

	const { revision } = await hub.as.author.execute('content.saveDraft', {
		itemId: id,
		language: 'de',
		expectedRevision: 1,
		title: 'Anschreiben',
		body: body.replace('14 days', '1 month'),
		fields: {},
	});
	await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision, major: true });
	await jobs.runDue();

	const told = await openAs('foreignReader', '/notifications');
	await told.getByRole('link', { name: 'Der Vordruck „Anschreiben“ hat sich geändert.' }).waitFor();
	await told.goto(url);
	await told.getByRole('link', { name: 'Was sich geändert hat' }).click();
	expect(await told.locator('main').innerText()).toContain('1 month');
	await told.goto('/templates/ours');
	await told.getByText('Geändert').first().waitFor();
	await told.context().close();

	const notTold = await openAs('stranger', '/notifications');
	expect(await notTold.locator('main').innerText()).not.toContain('Anschreiben');
	await notTold.context().close();

	const owner = await openAs('author', `/templates/manage/${id}/uses`);
	expect(await owner.locator('main tbody').innerText()).toMatch(/Beta[^]*Version 1 \(älter\)/);
	expect(await owner.locator('main').innerText()).not.toContain('Gamma');
	await owner.context().close();
});
