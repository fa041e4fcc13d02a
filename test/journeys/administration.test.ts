import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { addressOf, testPassword } from '../harness/test-network.ts';

const newPassword = 'Regenschirm mit Kupfergriff 77';
const withoutScript = { javaScriptEnabled: false };

let hub: TestHub;

beforeAll(async () => {
	hub = await startTestHub();
});

test('an administrator invites by link, and makes an author of whoever came', async () => {
	const admin = await browse(hub, 'admin', withoutScript);
	await admin.goto('/admin/people');
	await admin.getByRole('button', { name: 'Einladungslink erstellen' }).click();
	const link = await oneTimeLink(admin);

	const guest = await browse(hub, 'anonymous', withoutScript);
	await guest.goto(link);
	await guest.getByLabel('Vor- und Nachname').fill('Jule Petersen');
	await guest.getByLabel('E-Mail-Adresse').fill('jule@alpha.example');
	await guest.getByLabel('Passwort').fill(newPassword);
	await guest.getByRole('button', { name: 'Konto anlegen' }).click();
	await guest.waitForURL((url) => url.pathname === '/');
	expect((await guest.goto('/content/new?type=procedure'))?.status()).toBe(403);

	await admin.goto('/admin/people');
	await admin.getByRole('link', { name: 'Jule Petersen' }).click();
	await admin.getByLabel('Schreiben', { exact: true }).check();
	await admin.getByRole('button', { name: 'Rollen speichern' }).click();

	expect(await answer(admin)).toBe('Die Rollen sind gespeichert. Sie gelten ab sofort.');
	expect((await guest.goto('/content/new?type=procedure'))?.status()).toBe(200);
	await closeAll(admin, guest);
});

test('a group across organisations reads what is meant for it, and each organisation brings its own people', async () => {
	const { url } = await hub.seed.item({ title: 'Fallkonferenz', audience: ['own'] });
	const admin = await browse(hub, 'admin', withoutScript);
	await admin.goto('/admin/groups');
	await admin.getByLabel('Name der Gruppe').fill('Runder Tisch');
	await admin.getByRole('button', { name: 'Gruppe anlegen' }).click();
	await admin.getByLabel('Weitere Einrichtung').selectOption('Beta');
	await admin.getByRole('button', { name: 'Beteiligen' }).click();
	expect(await answer(admin)).toContain('Die Einrichtung nimmt jetzt an der Gruppe teil.');

	const partner = await browse(hub, 'foreignAdmin', withoutScript);
	await partner.goto('/admin/groups');
	await partner.getByRole('link', { name: 'Runder Tisch' }).click();
	const choices = await partner.getByLabel('Person aufnehmen').locator('option').allInnerTexts();
	await partner.getByLabel('Person aufnehmen').selectOption('Frau foreignReader');
	await partner.getByRole('button', { name: 'Aufnehmen' }).click();
	expect(await answer(partner)).toBe('Die Person gehört jetzt zur Gruppe.');
	expect(choices).not.toContain('Frau reader');
	expect((await hub.as.foreignReader.get(url)).status).toBe(404);

	const author = await browse(hub, 'author', withoutScript);
	await author.goto(url);
	await author.getByRole('link', { name: 'Bearbeiten' }).click();
	await author.getByText('Gruppen auswählen').click();
	await author.getByLabel('Runder Tisch').check();
	await author.getByRole('button', { name: 'Speichern und veröffentlichen' }).click();
	await author.waitForURL((address) => address.pathname === url);

	expect((await hub.as.foreignReader.get(url)).status).toBe(200);
	expect((await hub.as.foreignMember.get(url)).status).toBe(404);
	await closeAll(admin, partner, author);
});

test('a forgotten password is set anew by a link, and the old one no longer opens the door', async () => {
	const admin = await browse(hub, 'admin', withoutScript);
	await admin.goto('/admin/people?q=frau+trainer');
	await admin.getByRole('link', { name: 'Frau trainer' }).click();
	await admin.getByRole('button', { name: 'Link für ein neues Passwort' }).click();
	const link = await oneTimeLink(admin);

	const trainer = await browse(hub, 'anonymous', withoutScript);
	await trainer.goto(link);
	await trainer.locator('main [name=password]').fill(newPassword);
	await trainer.locator('main button[type=submit]').click();
	const old = await signIn(trainer, testPassword);
	const fresh = await signIn(trainer, newPassword);

	expect([old, fresh]).toEqual(['/sign-in', '/']);
	expect((await trainer.goto(link))?.status()).toBe(410);
	await closeAll(admin, trainer);

	async function signIn(page: Page, password: string): Promise<string> {
		await page.goto('/sign-in');
		await page.fill('[name=email]', addressOf('trainer'));
		await page.fill('[name=password]', password);
		await page.click('main button[type=submit]');
		return new URL(page.url()).pathname;
	}
});

test('a plugin switched off is gone for its readers at once, and back with all its texts', async () => {
	const { url } = await hub.seed.item({ title: 'Hausordnung', audience: ['network'] });
	const admin = await browse(hub, 'admin');
	const reader = await browse(hub, 'reader');
	const area = reader.locator('.rail').getByRole('link', { name: 'Abläufe' });
	await reader.goto(url);
	expect(await area.count()).toBe(1);

	await admin.goto('/admin/plugins/procedures');
	await admin.getByRole('button', { name: 'Ausschalten' }).first().click();
	await admin.getByRole('dialog').getByRole('button', { name: 'Ausschalten' }).click();
	await admin.getByText('Es gilt ab sofort').waitFor();
	expect((await reader.goto(url))?.status()).toBe(404);
	expect(await area.count()).toBe(0);
	expect((await hub.as.foreignReader.get(url)).status).toBe(200);

	await admin.getByRole('button', { name: 'Einschalten' }).click();
	await admin.getByText('eingeschaltet.').first().waitFor();
	expect((await reader.goto(url))?.status()).toBe(200);
	expect(await area.count()).toBe(1);
	await closeAll(admin, reader);
});

test('several rights are changed and saved with one button, each with its line in the log', async () => {
	const page = await browse(hub, 'admin');
	await page.goto('/admin/permissions');
	const boxOf = (permission: string) =>
		page.locator(`[form="permission-${permission}"][type=checkbox][value=trainer]`);
	expect(await page.getByRole('button', { name: /^Speichern/ }).count()).toBe(0);

	await boxOf('content.delete').check();
	await boxOf('audit.read').check();
	await page.getByText('2 Änderungen sind noch nicht gespeichert.').waitFor();
	await page.getByRole('button', { name: 'Änderungen speichern' }).click();
	expect(await answer(page)).toBe('Die Rechte sind gespeichert. Sie gelten ab sofort.');

	expect(await boxOf('content.delete').isChecked()).toBe(true);
	expect(await boxOf('audit.read').isChecked()).toBe(true);
	expect(await page.locator('.form-set-bar').isVisible()).toBe(false);
	await page.goto('/admin/audit?action=access.setPermissionRoles');
	expect(await page.locator('tbody tr').count()).toBe(2);
	await page.context().close();
});

test('a value that is refused keeps what else was changed on the page, and saves what is right', async () => {
	const page = await browse(hub, 'networkAdmin');
	await page.goto('/admin/settings?organisation=*');
	const fieldOf = (title: string) => page.getByRole('spinbutton', { name: title });
	const days = () => fieldOf('Papierkorb: Aufbewahrung in Tagen');
	const largest = () => fieldOf('Größte Datei in MB');

	await fieldOf('Monate bis zur nächsten Prüfung').fill('9');
	// As where the browser does not know the limit.
	await days().evaluate((input) => input.removeAttribute('max'));
	await days().fill('9999');
	await largest().fill('12');
	await page.getByRole('button', { name: 'Änderungen speichern' }).click();
	await page
		.getByRole('link', { name: 'Papierkorb: Aufbewahrung in Tagen: Bitte eine ganze Zahl' })
		.waitFor();

	expect(await days().inputValue()).toBe('9999');
	expect(await largest().inputValue()).toBe('12');
	await page.getByText('2 Änderungen sind noch nicht gespeichert.').waitFor();
	const stored = await hub.app.settings.read({ organisationId: null, personId: null });
	expect(stored.get('content.reviewMonths')).toBe(9);
	await page.getByRole('button', { name: 'Verwerfen' }).click();
	await page.locator('.form-set-bar').waitFor({ state: 'hidden' });
	expect(await days().inputValue()).toBe(String(stored.get('content.binDays')));
	await page.context().close();
});

test('what somebody else changed meanwhile is not written over by what was carried along', async () => {
	const page = await browse(hub, 'admin');
	await page.goto('/admin/organisation');
	await page.getByLabel('Website').fill('https://alpha.example');
	await page.getByLabel('Telefon').first().fill('111');
	const organisationId = hub.network.alpha;
	await hub.as.admin.execute('accounts.setOrganisationField', {
		organisationId,
		name: 'phone',
		value: '222',
	});

	await page.getByLabel('Name der Einrichtung').fill('Alpha am Deich');
	await page.getByRole('button', { name: 'Name und Zeichen speichern' }).click();
	expect(await answer(page)).toBe('Die Angaben der Einrichtung sind gespeichert.');
	expect(await page.getByLabel('Telefon').first().inputValue()).toBe('111');
	await page.getByRole('button', { name: 'Angaben speichern' }).click();

	await page.getByRole('link', { name: 'Telefon: Inzwischen steht hier: „222“' }).waitFor();
	const { fields } = await hub.app.accounts.organisations.get(organisationId);
	expect(fields['phone']).toBe('222');
	await hub.as.admin.execute('accounts.changeOrganisation', { organisationId, name: 'Alpha' });
	await page.context().close();
});

test('whoever gives up managing is told so on a page that still opens', async () => {
	const { app, network } = hub;
	const personId = network.people.approver;
	await app.accounts.people.setRoles(personId, network.alpha, ['approver', 'admin']);
	const page = await browse(hub, 'approver', withoutScript);
	await page.goto(`/admin/people/${personId}`);

	await page.getByRole('checkbox', { name: 'Verwalten', exact: true }).uncheck();
	await page.getByRole('button', { name: 'Rollen speichern' }).click();

	expect(await answer(page)).toBe(
		'Die Rollen sind gespeichert. Sie verwalten diese Einrichtung jetzt nicht mehr.',
	);
	expect(new URL(page.url()).pathname).toBe('/');
	expect((await page.goto('/admin'))?.status()).toBe(403);
	await page.context().close();
});

test('the audit log says who did what, of the own organisation, and is narrowed without script', async () => {
	await hub.as.foreignAdmin.execute('accounts.createGroup', {
		organisationId: hub.network.beta,
		name: 'Nur Beta',
	});
	await hub.as.admin.execute('accounts.createGroup', {
		organisationId: hub.network.alpha,
		name: 'Nur Alpha',
	});
	const admin = await browse(hub, 'admin', withoutScript);

	await admin.goto('/admin');
	await admin.getByRole('main').getByRole('link', { name: 'Protokoll' }).click();
	await admin.locator('main [name=action]').selectOption({ label: 'Gruppe anlegen' });
	await admin.getByRole('button', { name: 'Anwenden' }).last().click();
	const rows = await admin.locator('main tbody tr').allInnerTexts();

	expect(rows.length).toBeGreaterThan(0);
	expect(rows.every((row) => row.includes('Gruppe anlegen'))).toBe(true);
	expect(rows.join()).toContain('Frau admin');
	expect(rows.join()).not.toContain('Frau foreignAdmin');
	await closeAll(admin);
});

test('“Wer sieht das?” and “Was kann diese Person sehen?” agree with each other and with what is so', async () => {
	const { url } = await hub.seed.item({ title: 'Nachtdienst übergeben', audience: ['own'] });
	const admin = await browse(hub, 'admin', withoutScript);

	await admin.goto(url);
	await admin.getByText('Weitere …').click();
	await admin.getByRole('link', { name: 'Wer sieht das?' }).click();
	await admin
		.getByText(/Namen anzeigen/)
		.first()
		.click();
	const readers = await admin.locator('.readers').innerText();
	await admin.goto('/admin/people?q=frau+reader');
	await admin.getByRole('link', { name: 'Frau reader' }).click();
	const seen = await admin.getByRole('table').last().innerText();

	expect(readers).toContain('Alpha');
	expect(readers).toContain('Frau reader');
	expect(readers).not.toContain('Frau foreignReader');
	expect(seen).toContain('Nachtdienst übergeben');
	expect((await hub.as.reader.get(url)).status).toBe(200);
	expect((await hub.as.foreignReader.get(url)).status).toBe(404);
	await closeAll(admin);
});

test('a backup shows how it goes and its result, without the page being opened anew', async () => {
	const admin = await browse(hub, 'networkAdmin');
	await admin.goto('/admin/backups');
	hub.app.jobs.start();

	await admin.getByRole('button', { name: 'Jetzt sichern' }).click();
	const opened = await admin.evaluate(() => performance.timeOrigin);
	await admin.getByRole('rowheader').first().waitFor({ timeout: 60_000 });
	await admin.getByText('Gerade läuft keine Sicherung.').waitFor({ timeout: 60_000 });

	expect(await admin.evaluate(() => performance.timeOrigin)).toBe(opened);
	await closeAll(admin);
});

test('the plan of backups is one form; a number out of bounds is told at its field, and nothing is lost', async () => {
	const admin = await browse(hub, 'networkAdmin', withoutScript);
	await admin.goto('/admin/backups');
	await admin.getByLabel('Uhrzeit der Sicherung').fill('04:45');
	await admin.getByLabel('So viele Tage behalten').fill('700');
	await admin
		.locator('form', { hasText: 'So viele Tage' })
		.evaluate((form) => form.setAttribute('novalidate', ''));
	await admin.getByRole('button', { name: 'Plan speichern' }).click();
	const field = admin.getByLabel('So viele Tage behalten');
	expect(await field.getAttribute('aria-invalid')).toBe('true');
	expect(await admin.getByLabel('Uhrzeit der Sicherung').inputValue()).toBe('04:45');

	await field.fill('14');
	await admin.getByRole('button', { name: 'Plan speichern' }).click();

	expect(await answer(admin)).toBe('Der Plan ist gespeichert.');
	expect(await admin.locator('main').innerText()).toContain('04:45');
	expect(await field.inputValue()).toBe('14');
	await closeAll(admin);
});

/** Path of the link that is shown this once; the hub of the test has another address than it knows. */
async function oneTimeLink(page: Page): Promise<string> {
	return new URL(await page.locator('#one-time-link').inputValue()).pathname;
}

/** What the page says about the form that was sent. */
async function answer(page: Page): Promise<string> {
	return (await page.locator('[data-answer]').innerText()).trim();
}

async function closeAll(...pages: readonly Page[]): Promise<void> {
	for (const page of pages) await page.context().close();
}
