import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { startTestHub, type Client, type TestHub } from '../harness/test-hub.ts';
import type { SeededItem } from '../harness/seed.ts';

let hub: TestHub;
let item: SeededItem;

beforeAll(async () => {
	hub = await startTestHub();
	item = await hub.seed.item({
		title: 'Wohngeld weiterleiten',
		body: 'Den Antrag an die Wohngeldstelle geben.',
	});
	await hub.seed.item({ title: '<img src=x onerror=alert(1)> Wohngeld', audience: ['network'] });
	await hub.seed.item({ title: 'Wohngeld bei Beta', owner: 'beta', audience: ['own'] });
});

describe('finding', () => {
	test('Ctrl K finds while typing, Enter opens, and the first line is active', async () => {
		const page = await browse(hub, 'reader');
		await page.goto('/');
		await open(page);

		await page.keyboard.type('wohngeld weiter');
		await page
			.getByRole('option', { name: /Wohngeld weiterleiten/ })
			.first()
			.waitFor();

		const active = await page.locator('#palette-input').getAttribute('aria-activedescendant');
		expect(await page.locator(`#${active}`).textContent()).toContain('Wohngeld weiterleiten');
		await page.keyboard.press('Enter');
		await page.waitForURL(`**${item.url}`);
	});

	test('whoever types what a command is called finds it before the texts', async () => {
		await hub.seed.item({ title: 'Einen Ablauf schreiben', body: 'Ablauf schreiben und prüfen lassen.' });
		const page = await browse(hub, 'author');
		await page.goto('/');
		await open(page);

		await page.keyboard.type('ablauf schr');
		await page.getByRole('option', { name: /Einen Ablauf schreiben/ }).waitFor();

		const active = await page.locator('#palette-input').getAttribute('aria-activedescendant');
		expect(await page.locator(`#${active}`).textContent()).not.toContain('Einen');
		await page.keyboard.press('Enter');
		await page.waitForURL('**/content/new?type=procedure');
		expect(await page.getByLabel('Titel').evaluate((title) => title === document.activeElement)).toBe(true);
	});

	test('what a plugin has stands under the name that the plugin gives it', async () => {
		const { id: roomId } = await hub.as.author.execute('chat.createRoom', {
			organisationId: hub.network.alpha,
			name: 'poststelle',
			audience: ['own'],
		});
		await hub.as.author.execute('chat.send', {
			roomId,
			clientId: randomUUID(),
			text: 'Der Briefwaage fehlt ein Gewicht.',
		});
		await hub.app.jobs.enqueue('chat.index', {});
		await hub.app.jobs.runDue();
		const page = await browse(hub, 'reader');
		await page.goto('/');
		await open(page);

		await page.keyboard.type('Briefwaage');
		const hit = page.getByRole('group', { name: 'Nachrichten' }).getByRole('option', { name: /Briefwaage/ });

		await hit.waitFor();
	});

	test('Enter right after the last key opens what the text finds, not what an earlier text found', async () => {
		const page = await browse(hub, 'reader');
		await page.goto('/');
		await open(page);
		await page.keyboard.type('img');
		await page.getByRole('option', { name: /img src/ }).waitFor();

		await page.locator('#palette-input').fill('weiterleiten');
		await page.keyboard.press('Enter');

		await page.waitForURL(`**${item.url}`);
	});

	test('what is typed while the palette loads is not lost', async () => {
		const page = await browse(hub, 'reader');
		await page.goto('/');
		await page.keyboard.press('Control+k');
		await page.keyboard.type('weiterl');

		await page.getByRole('option', { name: /Wohngeld weiterleiten/ }).waitFor();
		expect(await page.locator('#palette-input').inputValue()).toBe('weiterl');
	});

	test('nobody finds what they may not read, and hostile titles are text', async () => {
		const page = await browse(hub, 'reader');
		await page.goto('/');
		await open(page);
		await page.keyboard.type('wohngeld');
		await page.getByRole('option', { name: /img src=x/ }).waitFor();

		expect(await page.locator('.palette img').count()).toBe(0);
		expect(await page.getByRole('option', { name: /bei Beta/ }).count()).toBe(0);
	});

	test('@ finds people whom one may see, and no others', async () => {
		const page = await browse(hub, 'reader');
		await page.goto('/');
		await open(page);
		await page.keyboard.type('@');
		await page.getByRole('group', { name: 'Personen' }).waitFor();

		const names = await page.locator('.palette-title').allTextContents();
		const seen = await hub.app.accounts.people.list((await hub.as.reader.visit()).actor);
		expect(names.toSorted()).toEqual(seen.map(({ name }) => name).toSorted());
	});

	test('? explains the first characters, and choosing one goes on with it', async () => {
		const page = await browse(hub, 'reader');
		await page.goto('/');
		await open(page);
		await page.keyboard.type('?');
		await page.getByRole('option', { name: 'Nur Befehle und Seiten' }).click();

		expect(await page.locator('#palette-input').inputValue()).toBe('>');
		await page.getByRole('option', { name: 'Gehe zu: Tastenkürzel' }).waitFor();
	});

	test('Ctrl Enter opens a new tab', async () => {
		const page = await browse(hub, 'reader');
		await page.goto('/');
		await open(page);
		await page.keyboard.type('weiterleiten');
		await page
			.getByRole('option', { name: /weiterleiten/ })
			.first()
			.waitFor();

		const [tab] = await Promise.all([
			page.context().waitForEvent('page'),
			page.keyboard.press('Control+Enter'),
		]);

		await tab.waitForURL(`**${item.url}`);
	});

	test('Escape gives the focus back, and a screen reader hears the number of hits', async () => {
		const page = await browse(hub, 'reader');
		await page.goto('/settings');
		await page.locator('main [type=radio]').first().focus();
		await open(page);
		await page.keyboard.type('weiterleiten');

		await expect.poll(() => page.locator('.palette [role=status]').textContent()).toMatch(/Treffer/);
		await page.keyboard.press('Escape');
		await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio');
	});

	test('what was opened stands there when the palette opens, until signing out', async () => {
		const page = await browse(hub, 'both');
		await page.goto(item.url);
		await page.goto('/');
		await open(page);
		await page.getByRole('group', { name: 'Zuletzt geöffnet' }).getByText('Wohngeld weiterleiten').waitFor();
		await page.keyboard.type('>abmelden');
		await page.getByRole('option', { name: /^Abmelden/ }).waitFor();
		await page.keyboard.press('Enter');

		await page.waitForURL('**/sign-in**');
		expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
	});

	test('without script the field is the search form', async () => {
		const page = await browse(hub, 'reader', { javaScriptEnabled: false });
		await page.goto('/');
		await page.fill('#command-center', 'weiterleiten');
		await page.keyboard.press('Enter');

		await page.waitForURL('**/search?q=weiterleiten');
	});

	test('a page that is read loads nothing of it', async () => {
		const page = await browse(hub, 'reader');
		const scripts: string[] = [];
		page.on('response', (response) => {
			if (response.request().resourceType() === 'script') scripts.push(response.url());
		});
		await page.goto(item.url, { waitUntil: 'networkidle' });

		expect(scripts.filter((url) => url.includes('palette'))).toEqual([]);
	});
});

describe('commands', () => {
	async function commandsOf(client: Client) {
		const { entries } = (await client.get('/api/palette?path=/')).json as unknown as {
			entries: { id: string; kind: string }[];
		};
		return entries.filter(({ kind }) => kind === 'command').map(({ id }) => id);
	}

	test('are those that one may run', async () => {
		const { as } = hub;
		expect(await commandsOf(as.admin)).toContain('accounts.createGroup');
		expect(await commandsOf(as.reader)).not.toContain('accounts.createGroup');
		expect(await commandsOf(as.reader)).toContain('accounts.signOut');
		expect(await commandsOf(as.anonymous)).toEqual([]);
		expect((await as.reader.get('/api/palette/steps?entry=accounts.createGroup')).status).toBe(404);
		expect(
			(await as.reader.get('/api/palette/choices?entry=accounts.renameGroup&argument=groupId')).status,
		).toBe(404);
	});

	test('another organisation is offered to those who have one', async () => {
		const token = await hub.app.accounts.sessions.start(hub.network.people.both, 'Test', null);
		const both = hub.client({ cookie: `verbund=${token}` });

		expect(await commandsOf(both)).toContain('accounts.switchOrganisation');
		expect(await commandsOf(hub.as.reader)).not.toContain('accounts.switchOrganisation');
	});

	test('every one of them can be asked for', async () => {
		for (const who of ['admin', 'networkAdmin', 'author'] as const) {
			const { entries } = (await hub.as[who].get('/api/palette?path=/')).json as unknown as {
				entries: { id: string; kind: string }[];
			};
			for (const { id } of entries.filter(({ kind }) => kind === 'command')) {
				const answer = await hub.as[who].get(`/api/palette/steps?entry=${encodeURIComponent(id)}`);
				expect(answer.status, id).toBe(200);
				expect(JSON.stringify(answer.json), id).not.toMatch(/"title":"[a-z]+[A-Z]/);
			}
		}
	});

	test('are asked for step by step, and run', async () => {
		const page = await browse(hub, 'admin');
		await page.goto('/');
		await open(page);
		await page.keyboard.type('>gruppe umbenennen');
		await page.getByRole('option', { name: /Gruppe umbenennen/ }).waitFor();
		await page.keyboard.press('Enter');
		await page.getByRole('option', { name: /Fachkreis/ }).waitFor();
		await page.keyboard.press('Enter');
		await page.getByLabel('Wie soll der Name lauten?').waitFor();
		await page.keyboard.press('Enter');
		await page.getByText('Diese Angabe fehlt noch.').first().waitFor();
		await page.keyboard.type('Arbeitskreis');
		await page.keyboard.press('Enter');

		await page.getByText('Die Gruppe ist umbenannt.').waitFor();
		const group = await hub.app.accounts.groups.get(hub.network.committee);
		expect(group.name).toBe('Arbeitskreis');
	});

	test('say at the step what is wrong, and nothing is done', async () => {
		const page = await browse(hub, 'admin');
		await page.goto('/');
		await open(page);
		await page.keyboard.type('>gruppe umbenennen');
		await page.getByRole('option', { name: /Gruppe umbenennen/ }).waitFor();
		await page.keyboard.press('Enter');
		await page.getByRole('option', { name: /Gruppe umbenennen/ }).waitFor({ state: 'detached' });
		await page.getByRole('option').first().waitFor();
		await page.keyboard.press('Enter');
		const field = page.getByLabel('Wie soll der Name lauten?');
		await field.evaluate((input: HTMLInputElement) => (input.maxLength = 1000));
		await field.fill('x'.repeat(300));
		await page.keyboard.press('Enter');

		await page.locator('#palette-error').getByText('Das ist zu lang').waitFor();
		expect(await field.getAttribute('aria-invalid')).toBe('true');
	});

	test('are about the item that is shown, and ask before they take something away', async () => {
		const archived = await hub.seed.item({ title: 'Alte Fristen' });
		const page = await browse(hub, 'admin');
		await page.goto(archived.url);
		await open(page);
		await page.keyboard.type('>archivieren');
		await page.getByRole('option', { name: /Inhalt archivieren/ }).waitFor();
		await page.keyboard.press('Enter');
		await page.getByRole('option', { name: 'Nein, nichts tun' }).waitFor();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');

		await page.waitForURL('**/archive**');
		await page.getByText('Der Inhalt liegt jetzt im Archiv').waitFor();
	});
});

describe('keys', () => {
	test('lead on outside of text fields and not inside them', async () => {
		const page = await browse(hub, 'author');
		await page.goto('/keys');
		await page.locator('#command-center').focus();
		await page.keyboard.type('gh?');
		expect(new URL(page.url()).pathname).toBe('/keys');

		await page.locator('main h1').click();
		await page.keyboard.press('g');
		await page.keyboard.press('h');

		await page.waitForURL(`${hub.url}/`);
	});

	test('AltGr types characters and runs nothing', async () => {
		const page = await browse(hub, 'reader');
		await page.goto('/');
		await page.evaluate(() => {
			for (const modifiers of [{ modifierAltGraph: true }, { ctrlKey: true, altKey: true }]) {
				const press = { key: 'k', ctrlKey: true, bubbles: true, cancelable: true, ...modifiers };
				document.body.dispatchEvent(new KeyboardEvent('keydown', press));
			}
		});
		await page.waitForTimeout(300);

		expect(await page.locator('dialog[open]').count()).toBe(0);
	});

	test('a plugin brings its own, for where its command makes sense', async () => {
		const page = await browse(hub, 'author');
		await page.goto(item.url);
		await page.keyboard.press('Shift+D');

		await page.waitForURL(/\/content\/[^/]+\/edit/);
		await page.goto('/');
		await page.keyboard.press('Shift+D');
		await page.waitForTimeout(300);
		expect(page.url()).toBe(`${hub.url}/`);
	});

	test('? shows them, and each person changes their own', async () => {
		const page = await browse(hub, 'trainer');
		await page.goto('/');
		await page.keyboard.press('?');
		await page.waitForURL('**/keys');
		await page.getByRole('link', { name: /Tasten für „Gehe zu: Persönliche Einstellungen“ ändern/ }).click();
		const field = page.getByLabel('Neue Tasten');
		await field.focus();
		await page.keyboard.press('n');
		await page.getByText('Diese Tasten stehen schon für: „Ablauf schreiben“').waitFor();
		await page.keyboard.press('Backspace');
		await page.waitForTimeout(1300);
		await page.keyboard.press('Control+,');
		expect(await field.inputValue()).toBe('ctrl+,');
		await page.getByRole('button', { name: 'Tasten speichern' }).click();
		await page.getByText('Von Ihnen gewählt').waitFor();

		await page.goto('/');
		await page.keyboard.press('Control+,');
		await page.waitForURL('**/settings');
	});

	test('two commands with the same keys are named', async () => {
		await hub.as.approver.execute('accounts.changePreferences', {
			keybindings: [{ command: 'workbench.settings', key: 'N' }],
		});

		const { text } = await hub.as.approver.get('/keys');

		expect(text).toContain('Doppelt belegt');
	});

	test.each(['ctrl+alt+k', 'nonsense', 'ctrl+w'])('%s is refused at the field', async (key) => {
		const changing = hub.as.reader.execute('accounts.changePreferences', {
			keybindings: [{ command: 'workbench.home', key }],
		});

		await expect(changing).rejects.toMatchObject({ fields: [{ path: 'keybindings.0.key' }] });
	});
});

describe.each([
	['light', 1440],
	['dark', 1440],
	['light', 390],
	['dark', 390],
] as const)('in %s at %d pixels', (colorScheme, width) => {
	test('the open palette has no barriers', async () => {
		const viewport = { width, height: 844 };
		const page = await browse(hub, 'admin', { colorScheme, viewport, reducedMotion: 'reduce' });
		await page.goto(item.url);
		if (width < 500) await page.click('#command-center');
		else await page.keyboard.press('Control+k');
		await page.locator('dialog[open]').waitFor();
		expect(await violations(page)).toEqual([]);

		await page.locator('#palette-input').fill('wohngeld');
		await page
			.getByRole('option', { name: /weiterleiten/ })
			.first()
			.waitFor();
		expect(await violations(page)).toEqual([]);

		await page.locator('#palette-input').fill('>rollen einer');
		await page.getByRole('option', { name: /Rollen einer Person/ }).click();
		await page.getByRole('option', { name: /Rollen einer Person/ }).waitFor({ state: 'detached' });
		await page.getByRole('option').first().click();
		await page.getByRole('option', { name: 'Lesen' }).click();
		await page.getByRole('option', { name: 'Weiter: Lesen' }).waitFor();
		expect(await violations(page)).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);

		await page.goto('/keys?change=workbench.home');
		expect(await violations(page)).toEqual([]);
	});
});

async function open(page: Page): Promise<void> {
	await page.keyboard.press('Control+k');
	await page.locator('dialog[open]').waitFor();
}

async function violations(page: Page): Promise<string[]> {
	const { violations: found } = await new AxeBuilder({ page }).analyze();
	return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
