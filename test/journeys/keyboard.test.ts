import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { keyboardOf, type Keyboard } from '../harness/keyboard.ts';
import type { SeededItem } from '../harness/seed.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { addressOf, testPassword, type Who } from '../harness/test-network.ts';

// Each task of the handbook's first chapter, in its order, by someone without a mouse.

const newPassword = 'Regenschirm mit Kupfergriff 77';

let hub: TestHub;
let item: SeededItem;

beforeAll(async () => {
	hub = await startTestHub();
	const collectionId = await hub.seed.collection('Pforte');
	item = await hub.seed.item({
		title: 'Schlüssel ausgeben',
		collectionId,
		audience: ['public'],
		body: '## Vorher\n\nText\n\n## Nachher\n\nMehr Text',
		fields: { steps: [{ title: 'Quittung schreiben' }, { title: 'Schlüssel übergeben' }] },
	});
	await hub.seed.variant(item.id, 'de-simple', { title: 'Schlüssel geben', body: 'Kurz gesagt.' });
	await hub.seed.item({ title: 'Fundsachen verwahren', collectionId, audience: ['network'] });
	await hub.seed.item({ title: 'Dienstplan', owner: 'beta', audience: ['own'] });
});

describe('sign-in', () => {
	test('an account is made from an invitation', async () => {
		const { token } = await hub.app.accounts.links.create({
			kind: 'invitation',
			organisationId: hub.network.alpha,
			roles: ['reader'],
		});
		await by('anonymous', async (keys) => {
			await keys.open(`/invitation/${token}`);
			await fill(keys, /^Vor- und Nachname/, 'Jule Petersen');
			await fill(keys, /^E-Mail-Adresse/, 'jule@alpha.example');
			await fill(keys, /^Passwort/, newPassword);
			await keys.follow('Konto anlegen');

			expect(keys.path()).toBe('/');
			expect(await keys.text()).toContain('Jule');
		});
	});

	test('one signs in, and out again from the menu', async () => {
		await by('anonymous', async (keys) => {
			await keys.open('/procedures');
			await keys.follow('Anmelden');
			await fill(keys, /^E-Mail-Adresse/, addressOf('trainer'));
			await fill(keys, /^Passwort/, testPassword);
			await keys.follow('Anmelden');
			expect(keys.path()).toBe('/procedures');

			await openPersonMenu(keys);
			await keys.follow('Abmelden');
			await keys.open('/settings');
			expect(keys.path()).toBe('/sign-in');
		});
	});

	test('a lost device is signed out, and the password changed', async () => {
		await hub.app.accounts.sessions.start(hub.network.people.approver, 'Verlorenes Handy', null);
		await by('approver', async (keys) => {
			await keys.open('/');
			await openPersonMenu(keys);
			await keys.follow('Einstellungen');
			await keys.follow('Passwort und Geräte');
			expect(await keys.text()).toContain('Verlorenes Handy');
			await keys.follow(/^Anmeldung beenden.*Verlorenes Handy/);
			expect(await keys.text()).not.toContain('Verlorenes Handy');

			await fill(keys, /^Jetziges Passwort/, testPassword);
			await fill(keys, /^Neues Passwort/, newPassword);
			await keys.follow('Passwort ändern');
			expect(await keys.text()).toContain('Ihr Passwort ist geändert.');
		});
	});
});

describe('home', () => {
	test('“g” and “h” lead there, and from there to what is new', async () => {
		await by('reader', async (keys, page) => {
			await keys.open('/procedures');
			await keys.press('g', 'h');
			await page.waitForURL((url) => url.pathname === '/');
			await keys.follow(/^Fundsachen verwahren/);

			expect(await keys.heading()).toBe('Fundsachen verwahren');
		});
	});

	test('a favourite is kept by “m”, put in order and found on the home page', async () => {
		await by('both', async (keys, page) => {
			for (const path of [item.url, '/procedures/alpha/fundsachen-verwahren']) {
				await keys.open(path);
				await page.locator('menu-toggle').waitFor();
				await keys.press('m');
				await page.locator('menu-toggle[data-on]').waitFor();
			}
			await keys.open('/favourites');
			const titles = () => page.locator('main .feed-title').allInnerTexts();
			const before = await titles();
			await keys.follow(/^Nach unten/);
			expect(await titles()).toEqual([...before].reverse());

			await keys.open('/');
			expect(await keys.text()).toContain('Favoriten');
		});
	});

	test('the first steps are put away', async () => {
		await by('foreignReader', async (keys) => {
			await keys.open('/');
			await keys.follow('Ausblenden');

			expect(await keys.text()).not.toContain('Ausblenden');
		});
	});
});

describe('finding', () => {
	test('Ctrl and K, a word, Enter', async () => {
		await by('reader', async (keys, page) => {
			await keys.open('/');
			await keys.press('Control+k');
			await page.locator('dialog[open]').waitFor();
			await keys.type('fundsache');
			await page
				.getByRole('option', { name: /Fundsachen verwahren/ })
				.first()
				.waitFor();
			await keys.press('Enter');
			await page.waitForURL(/fundsachen-verwahren/);

			expect(await keys.heading()).toBe('Fundsachen verwahren');
		});
	});

	test('hits are narrowed by a list', async () => {
		await by('reader', async (keys, page) => {
			await keys.open('/search?q=schl%C3%BCssel');
			await keys.tabTo(/^Sprache/);
			// Each arrow is another choice: it counts when the list is left.
			await keys.press('ArrowDown', 'Tab');
			await page.waitForURL(/language=/);

			expect(await keys.text()).toContain('Schlüssel ausgeben');
		});
	});

	test('what is missing is told', async () => {
		await by('reader', async (keys) => {
			await keys.open('/search?q=raumstation');
			await keys.follow('Das fehlt hier');

			expect(await keys.text()).toContain('Danke');
		});
	});

	test('one leafs through the areas', async () => {
		await by('reader', async (keys) => {
			await keys.open('/');
			await keys.follow('Abläufe');
			await keys.follow(/^Pforte/);
			await keys.follow(/^Fundsachen verwahren/);

			expect(await keys.heading()).toBe('Fundsachen verwahren');
		});
	});

	test('a partner is found by a word', async () => {
		await by('reader', async (keys) => {
			await keys.open('/');
			await keys.follow('Partner');
			await keys.tabTo(/^Ort, Name oder Thema|suchen/i);
			await keys.type('Beta');
			await keys.follow(/^Suchen/);
			await keys.follow(/Beta/);

			expect(await keys.heading()).toBe('Beta');
		});
	});
});

describe('a text', () => {
	test('a heading is jumped to, and its link copied', async () => {
		await by(
			'reader',
			async (keys, page) => {
				await keys.open(item.url);
				await keys.tabTo('Link zum Abschnitt „Nachher“');
				await keys.press('Enter');
				await page.waitForFunction(
					() => document.querySelector('#announcer')?.textContent === 'Link kopiert.',
				);
				await keys.tabTo('Vorher');
				await keys.press('Enter');

				expect(new URL(page.url()).hash).toBe('#h-vorher');
			},
			{ permissions: ['clipboard-read', 'clipboard-write'] },
		);
	});

	test('it is read in Leichte Sprache', async () => {
		await by('reader', async (keys) => {
			await keys.open(item.url);
			await keys.follow('Leichte Sprache');

			expect(await keys.heading()).toBe('Schlüssel geben');
		});
	});

	test('it is printed', async () => {
		await by('reader', async (keys, page) => {
			await page.addInitScript(() => {
				window.print = () => document.body.setAttribute('data-printed', '');
			});
			await keys.open(item.url);
			await keys.tabTo('Drucken');
			await keys.press('Enter');

			expect(await page.locator('body').getAttribute('data-printed')).toBe('');
		});
	});

	test('its QR code is shown, and that of one step', async () => {
		await by('reader', async (keys, page) => {
			await keys.open(item.url);
			await keys.tabTo('Weitere …');
			await keys.press('Enter');
			await keys.follow(/^QR-Code/);
			await keys.follow('2. Schlüssel übergeben');

			expect(new URL(page.url()).searchParams.get('part')).toBe('steps-schluessel-uebergeben');
		});
	});
});

test('language, colours and size are set', async () => {
	await by('foreignMember', async (keys, page) => {
		await keys.open('/settings');
		await keys.tabTo('Deutsch');
		await keys.press('ArrowDown');
		await keys.tabTo('Wie mein Gerät');
		await keys.press('ArrowDown', 'ArrowDown');
		await keys.tabTo('Normal');
		await keys.press('ArrowDown');
		await keys.follow('Einstellungen speichern');

		const root = page.locator('html');
		expect(await root.getAttribute('lang')).toBe('de-simple');
		expect(await root.getAttribute('data-theme')).toBe('dark');
		expect(await root.getAttribute('data-text-size')).toBe('large');
	});
});

describe('commands and keys', () => {
	test('a command is chosen by its words, and its choices one after the other', async () => {
		await by('foreignAdmin', async (keys, page) => {
			await keys.open('/');
			await keys.press('Control+k');
			await page.locator('dialog[open]').waitFor();
			await keys.type('>farben');
			await page
				.getByRole('option', { name: /Farben/ })
				.first()
				.waitFor();
			await keys.press('Enter');
			await page.getByRole('option', { name: 'Dunkel' }).waitFor();
			await keys.type('dunkel');
			await keys.press('Enter');

			await page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });
		});
	});

	test('a key of one’s own takes the place of the usual one', async () => {
		await by('foreignAdmin', async (keys, page) => {
			await keys.open('/directory');
			await keys.press('?');
			await page.waitForURL(/\/keys/);
			await keys.follow('Tasten für „Gehe zu: Heute“ ändern');
			await keys.tabTo(/^Neue Tasten/);
			await keys.press('g', 'x');
			await keys.follow('Tasten speichern');
			await keys.press('g', 'x');

			await page.waitForURL((url) => url.pathname === '/');
		});
	});
});

describe('feedback', () => {
	test('a mistake is reported, and stands among what one has sent', async () => {
		await by('reader', async (keys) => {
			await keys.open(item.url);
			await keys.follow('Fehler melden');
			await keys.tabTo(/^Was stimmt/);
			await keys.type('Die Quittung heißt anders.');
			await keys.follow('Meldung abschicken');
			await openPersonMenu(keys);
			await keys.follow('Meldungen und Anfragen');
			await keys.follow('Von Ihnen');

			expect(await keys.text()).toContain('Schlüssel ausgeben');
		});
	});

	test('access is asked for where a link leads nowhere', async () => {
		await by('reader', async (keys) => {
			await keys.open('/procedures/beta/dienstplan');
			await keys.follow('Zugriff anfragen');
			await fill(keys, /^Wofür brauchen Sie das/, 'Vertretung');
			await keys.follow('Anfrage abschicken');

			expect(await keys.text()).toContain('abgeschickt');
		});
	});

	test('a barrier is reported by somebody who is not signed in', async () => {
		await by('anonymous', async (keys) => {
			await keys.open('/procedures');
			await keys.follow('Barrierefreiheit');
			await keys.follow(/^Barriere melden|Eine Barriere melden/);
			await fill(keys, /^Was hat Sie gehindert/, 'Der Knopf hat keinen Namen.');
			await keys.follow('Meldung abschicken');

			expect(await keys.text()).toContain('Danke');
		});
	});
});

test('all about oneself is downloaded', async () => {
	await by('reader', async (keys, page) => {
		await keys.open('/');
		await openPersonMenu(keys);
		await keys.follow('Einstellungen');
		await keys.follow('Meine Daten');
		await keys.tabTo('Alles herunterladen');
		const [download] = await Promise.all([page.waitForEvent('download'), keys.press('Enter')]);

		expect(download.suggestedFilename()).toMatch(/\.json$/);
	});
});

async function by(
	who: Who | 'anonymous',
	work: (keys: Keyboard, page: Page) => Promise<void>,
	options: BrowserContextOptions = {},
): Promise<void> {
	const page = await browse(hub, who, options);
	await work(keyboardOf(page), page);
	await page.context().close();
}

async function fill(keys: Keyboard, name: RegExp, text: string): Promise<void> {
	await keys.tabTo(name);
	await keys.type(text);
}

async function openPersonMenu(keys: Keyboard): Promise<void> {
	await keys.tabTo(/^Menü von|^Ihr Menü|Frau /);
	await keys.press('Enter');
}
