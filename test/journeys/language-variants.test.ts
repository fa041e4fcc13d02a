import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { noteQueries } from '../harness/asked-queries.ts';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
const statements: string[] = [];

beforeAll(async () => {
	hub = await startTestHub({ onQuery: noteQueries(statements) });
});

describe('a comparison', () => {
	test('is for those who work on the item; all others learn nothing, of published versions neither', async () => {
		const { id } = await changed('Fundsachen', { body: 'Alt.' }, { body: 'Neu.' });
		const path = `/content/${id}/compare?from=1&to=2`;

		expect((await hub.as.author.get(path)).status).toBe(200);
		for (const who of ['reader', 'foreignReader', 'foreignAdmin', 'networkAdmin', 'stranger'] as const) {
			const { status, text } = await hub.as[who].get(path);
			expect([403, 404], who).toContain(status);
			expect(text, who).not.toMatch(/Fundsachen|Alt\.|Neu\./);
		}
		expect((await hub.as.foreignAdmin.get(path)).status).toBe(404);
		expect((await hub.as.anonymous.get(path)).text).not.toContain('Fundsachen');
		for (const numbers of ['from=1&to=9', 'from=x&to=2', 'from=-1&to=1e1', 'from=1&from=2&to=0']) {
			expect((await hub.as.author.get(`/content/${id}/compare?${numbers}`)).status, numbers).toBe(404);
		}
	});

	test('shows words, steps and values that changed, and says so to those who hear it', async () => {
		const { id } = await changed(
			'Antrag annehmen',
			{
				body: 'Die Frist ist zwei Wochen.',
				fields: { steps: [{ title: 'Annehmen' }, { title: 'Stempeln', minutes: 5 }] },
			},
			{
				body: 'Die Frist ist vier Wochen.',
				fields: { steps: [{ title: 'Stempeln', minutes: 7 }, { title: 'Annehmen' }] },
			},
		);

		const { text } = await hub.as.author.get(`/content/${id}/compare?from=1&to=2&view=inline`);

		const page = withoutTags(text);
		expect(page).toMatch(/Die Frist ist \[weggefallen: zwei :weggefallen\] \[neu: vier :neu\] Wochen\./);
		expect(page).toMatch(/Schritt 1 Stempeln Verschoben von 2 auf 1 Geändert/);
		expect(page).toMatch(/\[weggefallen: 5 :weggefallen\] \[neu: 7 :neu\]/);
		expect(page).toContain('Ein Eintrag ist gleich geblieben.');
	});

	test('is opened in six statements, however many versions there are', async () => {
		const { id } = await changed('Zählen', { body: 'Alt.' }, { body: 'Neu.' });
		const counts: number[] = [];

		// Jobs after the saving ask in between; one of the openings is alone.
		for (let opening = 0; opening < 5; opening += 1) {
			statements.length = 0;
			await hub.as.author.get(`/content/${id}/compare?from=1&to=2`);
			counts.push(statements.length);
		}

		expect(Math.min(...counts)).toBeLessThanOrEqual(6);
	});

	test('of two languages lays their sections beside each other', async () => {
		const { id } = await hub.seed.item({ body: 'Vorweg.\n\n## Frist\n\nZwei Wochen.' });
		await hub.seed.variant(id, 'en', { title: 'Found things', body: 'First.\n\n## Deadline\n\nTwo weeks.' });

		const { text } = await hub.as.author.get(`/content/${id}/compare?from=1&to=2`);

		expect(withoutTags(text)).toMatch(/Frist Zwei Wochen\. English Deadline Two weeks\./);
		expect(text).not.toMatch(/<(?:ins|del)>/);
	});

	test('shows hostile Markdown as the text that it is', async () => {
		const attack = '<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))';
		const { id } = await changed(attack, { body: 'Harmlos.' }, { body: attack, summary: attack });
		const page = await browse(hub, 'author');

		for (const view of ['side', 'inline']) {
			await page.goto(`/content/${id}/compare?from=1&to=2&view=${view}`);
			expect(await page.locator('main script, main img, main a[href^="javascript:"]').count()).toBe(0);
			expect(await page.locator('main').innerText()).toContain('onerror=alert(1)');
		}
		await page.context().close();
	});

	test('stands side by side where there is room, and as one text on a phone', async () => {
		const { id } = await changed('Breite', { body: 'Ein rotes Haus.' }, { body: 'Ein blaues Haus.' });
		const page = await browse(hub, 'author');
		await page.goto(`/content/${id}/compare?from=1&to=2`);
		const shown = () =>
			page
				.locator('.comparison-row .difference')
				.filter({ visible: true })
				.evaluateAll((cells) =>
					cells.map((cell) =>
						[...cell.querySelectorAll('ins, del')]
							.filter((part) => part.checkVisibility())
							.map(({ localName }) => localName)
							.join(' '),
					),
				);

		expect(await shown()).toEqual(['del', 'ins']);
		await page.setViewportSize({ width: 390, height: 844 });
		expect(await shown()).toEqual(['del ins']);
		expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
		await page.context().close();
	});
});

test('a translation goes all its way: begun from its source, outdated by it, adapted to it', async () => {
	const steps = [
		{ title: 'Ausweis zeigen', role: 'Empfang' },
		{ title: 'Schlüssel holen', role: 'Hausmeisterei' },
	];
	const item = await hub.seed.item({ title: 'Schlüssel', body: '## Wo\n\nAm Empfang.', fields: { steps } });
	const page = await browse(hub, 'author');
	await page.goto(`/content/${item.id}/edit`);

	await page
		.getByRole('link', { name: /Leichte Sprache/ })
		.first()
		.click();
	await page.getByRole('link', { name: 'Mit dem Text von Deutsch anfangen' }).click();
	await page.waitForURL(/start=source/);
	expect(await page.locator('[name=body]').inputValue()).toBe('## Wo\n\nAm Empfang.');
	expect(await page.getByRole('region', { name: /^Deutsch, Version 1/ }).innerText()).toContain(
		'Am Empfang.',
	);
	await page.getByLabel('Titel', { exact: true }).fill('Schlüssel bekommen');
	await publish(page);
	await page.waitForURL(/language=de-simple/);

	await hub.as.author.execute('content.saveAndPublish', {
		itemId: item.id,
		language: 'de',
		expectedRevision: 1,
		title: 'Schlüssel',
		body: '## Wo\n\nIm Büro.',
		fields: { steps: [{ title: 'Unterschreiben', role: 'Büro' }, ...steps.toReversed()] },
		major: true,
		audience: ['own'],
	});
	const reader = await browse(hub, 'reader');
	await reader.goto(`${item.url}?language=de-simple`);
	expect(await reader.locator('main').innerText()).toContain(
		'Diese Fassung beruht auf einer älteren Version.',
	);
	expect(await reader.getByRole('link', { name: 'Unterschied zeigen' }).count()).toBe(0);

	await page.reload();
	await page.getByRole('link', { name: 'Unterschied zeigen' }).click();
	await page.waitForURL((url) => url.pathname.endsWith('/compare'));
	expect(await page.locator('main').innerText()).toMatch(/Am Empfang[\s\S]*Im Büro/);
	await page.getByRole('link', { name: 'Leichte Sprache anpassen' }).click();
	await page.waitForURL(/adapt=source/);
	expect(await page.locator('main').innerText()).toContain('Sie passen Leichte Sprache an Version 3 an');
	expect(await page.locator('[name="fields.steps.0.title"]').inputValue()).toBe('');
	expect(await page.locator('[name="fields.steps.2.title"]').inputValue()).toBe('Ausweis zeigen');
	expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
	await page.locator('details[id$="steps.0"] > summary').click();
	await page.locator('[name="fields.steps.0.title"]').fill('Namen schreiben');
	await publish(page);

	await reader.reload();
	const text = await reader.locator('main').innerText();
	expect(text).not.toContain('älteren Version');
	expect(text).toMatch(/Namen schreiben[\s\S]*Büro[\s\S]*Schlüssel holen[\s\S]*Hausmeisterei/);
	await page.context().close();
	await reader.context().close();
});

test('on a phone a switch chooses between the text and its source; both are read without script', async () => {
	const { id } = await hub.seed.item({ title: 'Pforte', body: 'Das ist die Vorlage.' });
	await hub.seed.variant(id, 'en', { title: 'Gate', body: 'My words.' });
	const viewport = { width: 390, height: 844 };
	const page = await browse(hub, 'author', { viewport });
	await page.goto(`/content/${id}/edit?language=en`);
	const source = page.getByText('Das ist die Vorlage.');

	expect(await source.isVisible()).toBe(false);
	await page.getByRole('button', { name: 'Vorlage: Deutsch' }).click();
	expect(await source.isVisible()).toBe(true);
	expect(await page.locator('.editor-visual').isVisible()).toBe(false);
	expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
	await page.context().close();

	const plain = await browse(hub, 'author', { viewport, javaScriptEnabled: false });
	await plain.goto(`/content/${id}/edit?language=en`);
	expect(await plain.getByText('Das ist die Vorlage.').isVisible()).toBe(true);
	expect(await plain.locator('[name=body]').isVisible()).toBe(true);
	await plain.context().close();
});

test('whoever puts Leichte Sprache first meets it in pages, lists, tree, search and interface', async () => {
	const collectionId = await hub.seed.collection('Notfall');
	const { id, url } = await hub.seed.item({ title: 'Brandschutzordnung', body: 'Alarm.', collectionId });
	await hub.seed.variant(id, 'de-simple', { title: 'Wenn es brennt', body: 'Laufen Sie raus.' });
	const german = await hub.seed.item({ title: 'Brandmeldeanlage warten', collectionId });
	await hub.seed.item({ body: `Siehe [[${id}]].`, title: 'Rundgang', collectionId });
	const reader = hub.as.trainer;

	const settings = await browse(hub, 'trainer', { javaScriptEnabled: false });
	await settings.goto('/settings');
	await settings.getByRole('button', { name: 'Leichte Sprache einschalten' }).click();
	await settings.getByRole('button', { name: 'Leichte Sprache ausschalten' }).waitFor();
	expect(await settings.locator('html').getAttribute('lang')).toBe('de-simple');

	const pageText = async (path: string) => withoutTags((await reader.get(path)).text);
	expect(await pageText(url)).toContain('Laufen Sie raus.');
	expect(await pageText(german.url)).toContain('Diesen Text gibt es noch nicht in Ihrer Sprache.');
	const list = await pageText(`/procedures?collection=${collectionId}`);
	expect(list).toContain('Wenn es brennt');
	expect(list).not.toContain('Brandschutzordnung');
	expect(list).toContain('Brandmeldeanlage warten');
	expect(await pageText('/search?q=Brandschutzordnung')).toContain('Wenn es brennt');
	const found = await reader.get('/api/search?q=Brandschutzordnung');
	expect((found.json as unknown as { hits: { title: string; url: string }[] }).hits[0]).toMatchObject({
		title: 'Wenn es brennt',
		url,
	});

	await settings.getByRole('button', { name: 'Leichte Sprache ausschalten' }).click();
	await settings.getByRole('button', { name: 'Leichte Sprache einschalten' }).waitFor();
	expect(await settings.locator('html').getAttribute('lang')).toBe('de');
	expect(await pageText(`/procedures?collection=${collectionId}`)).toContain('Brandschutzordnung');
	await settings.context().close();
});

function withoutTags(html: string): string {
	return html
		.replace(/<(?:script|style)[^]*?<\/(?:script|style)>/g, '')
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ');
}

async function changed(title: string, before: object, after: object): Promise<{ readonly id: string }> {
	const { id, revision } = await hub.seed.item({ title, ...before });
	await hub.as.author.execute('content.saveDraft', {
		itemId: id,
		language: 'de',
		expectedRevision: revision,
		title,
		...after,
	});
	return { id };
}

async function publish(page: Page): Promise<void> {
	await page.locator('markdown-editor[data-mode]').first().waitFor();
	// By key: the button moves for as long as what stands above it still grows.
	await page.getByRole('button', { name: 'Speichern und veröffentlichen' }).press('Enter');
	await page.waitForURL((url) => url.pathname.startsWith('/procedures/'));
}
