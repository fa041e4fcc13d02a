import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { legalFor, type Legal } from '../host/legal.ts';
import { gapsOf } from './legal-pages.ts';

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp({ plugins: [] });
});

async function legal(who: keyof TestApp['as']): Promise<Legal> {
	return legalFor(hub.app, await hub.as[who].visit());
}

async function write(body: string, details: object = {}) {
	const network = { page: 'imprint', language: 'de', expectedUpdatedAt: 0 };
	await hub.as.networkAdmin.execute('legal.changeNetworkText', { ...network, body, ...details });
}

test('everybody reads what the network has written, in their language as far as there is one', async () => {
	const before = await (await legal('anonymous')).open('imprint', null);
	await write('## Wer wir sind');
	await write('## Who we are', { language: 'en' });

	const german = await (await legal('anonymous')).open('imprint', null);
	const visitor = { ...(await hub.as.reader.visit()), language: 'en' as const };
	const english = await legalFor(hub.app, visitor).open('imprint', null);

	expect(before.text).toBeNull();
	expect(german.text?.html).toContain('Wer wir sind');
	expect(english.text?.html).toContain('Who we are');
	await expect((await legal('anonymous')).open('nothing', null)).rejects.toMatchObject({
		code: 'request.notFound',
	});
});

test('an organisation writes its own, which its people read first and everybody finds', async () => {
	const text = { page: 'privacy', language: 'de', expectedUpdatedAt: 0, body: 'Unser Datenschutz' };
	const own = { ...text, organisationId: hub.network.alpha };
	await write('Datenschutz des Verbunds', { page: 'privacy' });

	await expect(hub.as.foreignAdmin.execute('legal.changeOrganisationText', own)).rejects.toMatchObject({
		code: 'request.notFound',
	});
	await expect(hub.as.author.execute('legal.changeOrganisationText', own)).rejects.toMatchObject({
		code: 'access.denied',
	});
	await hub.as.admin.execute('legal.changeOrganisationText', own);

	expect((await (await legal('reader')).open('privacy', null)).text?.html).toContain('Unser Datenschutz');
	expect((await (await legal('foreignReader')).open('privacy', null)).text?.html).toContain('des Verbunds');
	expect((await (await legal('anonymous')).open('privacy', 'alpha')).text?.html).toContain('Unser');
	expect((await (await legal('reader')).open('privacy', '')).text?.html).toContain('des Verbunds');
	expect((await (await legal('anonymous')).open('privacy', null)).owners).toEqual([
		expect.objectContaining({ slug: 'alpha' }),
	]);
});

test('the second of two who change the same text hears of the first', async () => {
	await write('Erste Fassung', { page: 'accessibility' });

	await expect(write('Zweite Fassung', { page: 'accessibility' })).rejects.toMatchObject({
		code: 'legal.conflict',
	});
	const { body, updatedAt } = await (await legal('networkAdmin')).edit('accessibility', 'de', null);
	expect(body).toBe('Erste Fassung');
	await write('Dritte Fassung', { page: 'accessibility', expectedUpdatedAt: updatedAt });
});

test('markup and placeholders in a legal text are text', async () => {
	const { updatedAt } = await (await legal('networkAdmin')).edit('imprint', 'de-simple', null);

	await write('<script>alert(1)</script> {{organisation.phone}} [x](javascript:alert(1))', {
		language: 'de-simple',
		expectedUpdatedAt: updatedAt,
	});

	const [text] = (await hub.app.legal.texts.of('')).filter(({ language }) => language === 'de-simple');
	expect(text?.html).toContain('&lt;script&gt;');
	expect(text?.html).toContain('{{organisation.phone}}');
	expect(text?.html).not.toContain('href');
});

test('each page begins with a template whose gaps are counted', async () => {
	const administration = await legal('networkAdmin');
	const { app, as } = await createTestApp({ plugins: [] });
	const fresh = legalFor(app, await as.networkAdmin.visit());
	const gapsIn = async (page: string, language: string) => {
		const { updatedAt, gaps } = await fresh.edit(page, language, null);
		expect(updatedAt).toBe(0);
		return gaps.length;
	};
	for (const page of ['imprint', 'privacy', 'accessibility']) {
		const gaps = await gapsIn(page, 'de');
		expect(gaps, page).toBeGreaterThan(5);
		expect(await gapsIn(page, 'en'), `${page} in English`).toBeGreaterThanOrEqual(gaps);
	}
	expect(await gapsIn('accessibility', 'de-simple')).toBeGreaterThan(5);

	expect(gapsOf('Name: [bitte ausfüllen: Name]\nTown: [please fill in: town]\nOrt: Bremen')).toEqual([
		'Name',
		'town',
	]);
	await expect(administration.edit('imprint', 'xx', null)).rejects.toMatchObject({
		code: 'request.notFound',
	});
	await expect((await legal('admin')).edit('imprint', 'de', null)).rejects.toMatchObject({
		code: 'access.denied',
	});
});

test('anybody reports a barrier, administrators of the network read it, and settling it forgets the contact', async () => {
	const text = { text: 'Der Knopf hat keinen Namen.', contact: 'leserin@beispiel.example' };
	await hub.as.anonymous.execute('legal.reportBarrier', text);

	await expect((await legal('admin')).barrierReports()).rejects.toMatchObject({ code: 'access.denied' });
	const [report] = await (await legal('networkAdmin')).barrierReports();
	expect(report).toMatchObject(text);
	await hub.as.networkAdmin.execute('legal.closeBarrierReport', { id: report?.id });

	const [closed] = await (await legal('networkAdmin')).barrierReports();
	expect(closed).toMatchObject({ contact: '', closedAt: expect.any(Number) });
});

test('who reports barriers without end is asked to wait', async () => {
	const { as } = await createTestApp({ plugins: [] });
	const send = () => as.anonymous.execute('legal.reportBarrier', { text: 'Barriere' });
	for (let sent = 0; sent < 10; sent += 1) await send();

	await expect(send()).rejects.toMatchObject({ code: 'request.tooMany' });
});
