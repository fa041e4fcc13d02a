import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub({ plugins: ['announcements', 'procedures'] });
});

/** A formula to a spreadsheet, markup to a browser, a placeholder to us. */
const title = '=1+1 <img src=x onerror=alert(1)> {{organisation.name}} {name}';

test('an announcement asks everybody, and its author sees it through until everybody has confirmed', async () => {
	const author = await browse(hub, 'author', {
		javaScriptEnabled: false,
		viewport: { width: 390, height: 844 },
	});
	await author.goto('/announcements');
	await author.getByRole('link', { name: 'Neue Mitteilung' }).first().click();
	await author.getByLabel('Worum geht es?').fill(title);
	await author.locator('main [name=body]').fill('Der Sammelplatz ist jetzt hinter dem Haus.');
	await author.getByLabel('Dringend').check();
	await author.getByText('Um Bestätigung bitten').click();
	await author.getByLabel('Gelesen und verstanden bis').fill('2020-01-01');
	await author.getByRole('button', { name: 'Veröffentlichen' }).click();
	expect(await author.locator('.field-error').innerText()).not.toBe('');
	expect(await author.getByLabel('Worum geht es?').inputValue()).toBe(title);
	await author.getByLabel('Gelesen und verstanden bis').fill('2099-12-04');
	await author.getByRole('button', { name: 'Veröffentlichen' }).click();
	expect(await author.locator('main h1').innerText()).toBe(title);
	const page = new URL(author.url()).pathname;

	const reader = await browse(hub, 'reader', { javaScriptEnabled: false });
	await reader.goto('/');
	expect(await reader.locator('main').innerText()).toContain('Dringend');
	await reader.getByRole('link', { name: /bitte bis .* bestätigen/ }).click();
	await reader.getByRole('button', { name: 'Gelesen und verstanden' }).click();
	expect(await reader.locator('#acknowledgement').innerText()).toContain('bestätigt');
	await reader.goto('/');
	expect(await reader.getByRole('link', { name: /bitte bis .* bestätigen/ }).count()).toBe(0);
	await reader.goto(page);
	expect(await reader.getByRole('button', { name: 'Gelesen und verstanden' }).count()).toBe(0);

	await author.getByText('Weitere …').click();
	await author.getByRole('link', { name: 'Bestätigung', exact: true }).click();
	expect(await author.locator('main').innerText()).toContain('1 von 6 haben bestätigt.');
	const itemId = await askingItem();
	for (const who of ['author', 'approver', 'trainer', 'admin', 'both'] as const) {
		await hub.as[who].execute('acknowledgements.confirm', { itemId, edition: 1 });
	}
	await author.reload();
	expect(await author.locator('main').innerText()).toContain('Niemand fehlt mehr.');
});

test('an announcement with a time to come leads to its draft, which says so', async () => {
	const form = await browse(hub, 'author', { javaScriptEnabled: false });
	await form.goto('/announcements/new');
	await form.getByLabel('Worum geht es?').fill('Erst im Januar');
	await form.getByText('Zeitpunkt, Anheften, Ablauf').click();
	await form.getByLabel('Veröffentlichen am').fill('2099-01-02T08:00');
	await form.getByRole('button', { name: 'Veröffentlichen' }).click();

	expect(new URL(form.url()).pathname).toMatch(/^\/content\/[^/]+\/edit$/);
	await form.getByText('Die Veröffentlichung ist geplant.').waitFor();
});

/** The one item that asks. */
async function askingItem(): Promise<string> {
	const { item_id: itemId } = await hub.app.database.query
		.selectFrom('acknowledgement_requests')
		.select('item_id')
		.executeTakeFirstOrThrow();
	return itemId;
}

test('the report for a spreadsheet holds no formula, and no name where none may be shown', async () => {
	const itemId = await askingItem();
	const csv = async () => (await hub.as.admin.get(`/api/content/${itemId}/acknowledgements.csv`)).text;
	await hub.app.database.transaction((transaction) =>
		transaction
			.updateTable('people')
			.set({ name: '=HYPERLINK("http://x")' })
			.where('id', '=', hub.network.people.reader)
			.execute(),
	);
	expect(await csv()).toContain(`"'=HYPERLINK(""http://x"")"`);

	await hub.as.admin.execute('settings.changeOrganisation', {
		organisationId: hub.network.alpha,
		key: 'acknowledgements.names',
		value: false,
	});

	expect(await csv()).not.toContain('HYPERLINK');
	expect(await csv()).toContain('Alpha;;;');
	expect((await hub.as.reader.get(`/api/content/${itemId}/acknowledgements.csv`)).status).toBe(404);
});

test('a tag, an organisation and a collection of an announcement lead to those announcements alone', async () => {
	const collectionId = await hub.seed.collection('Fuhrpark');
	const seed = (more: object) => hub.seed.item({ type: 'announcement', audience: ['network'], ...more });
	const tagged = await seed({ title: 'Winterreifen' });
	await hub.as.author.execute('content.setProperties', { itemId: tagged.id, tags: ['auto'] });
	await seed({ title: 'Neues Fahrtenbuch', collectionId });
	await seed({ title: 'Kantine geschlossen', owner: 'beta' });
	const listed = async (filter: string) => {
		const page = await browse(hub, 'reader', { javaScriptEnabled: false });
		await page.goto(`/announcements${filter}`);
		return (await page.locator('main .feed-title').allInnerTexts()).filter((one) =>
			['Winterreifen', 'Neues Fahrtenbuch', 'Kantine geschlossen'].includes(one),
		);
	};

	expect(await listed('')).toHaveLength(3);
	expect(await listed('?tag=auto')).toEqual(['Winterreifen']);
	expect(await listed('?organisation=beta')).toEqual(['Kantine geschlossen']);
	expect(await listed(`?collection=${collectionId}`)).toEqual(['Neues Fahrtenbuch']);
});

test('a kept page asks again as soon as there is a new edition, or the right to read is gone', async () => {
	const { id, url } = await hub.seed.item({ title: 'Schlüssel', audience: ['own'] });
	await hub.as.author.execute('acknowledgements.ask', { itemId: id });
	const shown = async () => {
		await hub.as.reader.get(url);
		return hub.as.reader.get(url);
	};
	expect((await shown()).text).toContain('Gelesen und verstanden?');
	await hub.as.reader.post(url, {
		_command: 'acknowledgements.confirm',
		_key: crypto.randomUUID(),
		_next: url,
		itemId: id,
		edition: '1',
	});
	expect((await shown()).text).not.toContain('Gelesen und verstanden?');

	const { revision } = await hub.as.author.execute('content.saveDraft', {
		itemId: id,
		language: 'de',
		expectedRevision: 1,
		title: 'Schlüssel',
		body: 'Neu',
	});
	await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision, major: true });

	expect((await shown()).text).toContain('Gelesen und verstanden?');
	await hub.as.author.execute('content.setAudience', {
		itemId: id,
		audience: [`group:${hub.network.committee}`],
	});
	expect((await shown()).status).toBe(404);
});
