import { expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { startTestHub } from '../harness/test-hub.ts';
import { addressOf } from '../harness/test-network.ts';

const password = 'Regenschirm mit Kupfergriff 77';

test('an invited person follows the link once, and has the role that was given', async () => {
	const hub = await startTestHub();
	const invitation = await hub.as.admin.execute('accounts.invite', {
		organisationId: hub.network.alpha,
		roles: ['author'],
	});
	const link = `/invitation/${invitation['token']}`;
	const page = await browse(hub, 'anonymous', { javaScriptEnabled: false });

	await page.goto(link);
	await page.fill('main [name=name]', 'Neue Kollegin');
	await page.fill('main [name=email]', 'neue@alpha.example');
	await page.fill('main [name=password]', password);
	await page.click('main button[type=submit]');
	await page.waitForURL((url) => !url.pathname.startsWith('/invitation'));
	const members = await hub.app.accounts.people.members(hub.network.alpha);

	expect(members.find(({ email }) => email === 'neue@alpha.example')).toMatchObject({ roles: ['author'] });
	expect((await page.goto('/drafts'))?.status()).toBe(200);
	expect((await page.goto('/admin'))?.status()).toBe(403);
	const again = await hub.as.anonymous.get(link);
	expect(again.text).not.toContain('name="password"');
});

test('who forgot the password sets a new one by the link of an administrator', async () => {
	const hub = await startTestHub();
	const reset = await hub.as.admin.execute('accounts.createPasswordReset', {
		organisationId: hub.network.alpha,
		personId: hub.network.people.reader,
	});
	const page = await browse(hub, 'anonymous', { javaScriptEnabled: false });

	await page.goto(`/password/${reset['token']}`);
	await page.fill('main [name=password]', password);
	await page.click('main button[type=submit]');
	await page.goto('/sign-in');
	await page.fill('[name=email]', addressOf('reader'));
	await page.fill('[name=password]', password);
	await page.click('main button[type=submit]');
	await page.waitForURL('**/');

	expect((await page.goto('/settings'))?.url()).toMatch(/\/settings$/);
});

test('a short or common password is refused where it was typed, and nothing else is lost', async () => {
	const hub = await startTestHub();
	const { token } = await hub.app.accounts.links.create({ kind: 'setup' });
	const page = await browse(hub, 'anonymous', { javaScriptEnabled: false });
	await page.goto(`/set-up/${token}`);
	await page.fill('main [name=networkName]', 'Verbund Weser');
	await page.fill('main [name=organisationName]', 'Gamma');
	await page.fill('main [name=name]', 'Erste Verwaltung');
	await page.fill('main [name=email]', 'erste@gamma.example');

	await page.fill('main [name=password]', 'passwort1234');
	await page.click('main button[type=submit]');

	expect(await page.inputValue('main [name=networkName]')).toBe('Verbund Weser');
	expect(await page.inputValue('main [name=password]')).toBe('');
	expect(await page.getAttribute('main [name=password]', 'aria-invalid')).toBe('true');

	await page.fill('main [name=password]', password);
	await page.click('main button[type=submit]');
	await page.waitForURL((url) => !url.pathname.startsWith('/set-up'));

	expect((await page.goto('/admin/network'))?.status()).toBe(200);
	expect((await hub.as.anonymous.get(`/set-up/${token}`)).text).not.toContain('name="password"');
});

test('the answer to a form comes first, wherever on the page it was sent from', async () => {
	const hub = await startTestHub();
	const { token } = await hub.app.accounts.links.create({ kind: 'setup' });
	const page = await browse(hub, 'anonymous');
	await page.goto(`/set-up/${token}`);
	const focused = page.locator('[data-answer]:focus');
	await page.fill('main [name=networkName]', 'Verbund Weser');
	await page.fill('main [name=organisationName]', 'Gamma');
	await page.fill('main [name=name]', 'Erste Verwaltung');
	await page.fill('main [name=email]', 'erste@gamma');
	await page.fill('main [name=password]', password);
	await page.click('main button[type=submit]');

	await page.getByRole('link', { name: 'E-Mail-Adresse: Das ist keine E-Mail-Adresse.' }).click();
	await page.fill('main [name=email]', 'erste@gamma.example');
	await page.fill('main [name=password]', 'kurz');
	await page.click('main button[type=submit]');
	await focused.getByRole('link', { name: 'Passwort: Das Passwort braucht mindestens 12 Zeichen' }).click();
	await page.fill('main [name=password]', password);
	await page.click('main button[type=submit]');

	await focused.getByText('Die mitgelieferten Abläufe und Kurse werden gerade übernommen').waitFor();
	expect(new URL(page.url()).hash).toBe('');
});

test('whoever chooses a password can look at it before it is sent', async () => {
	const hub = await startTestHub();
	const { token } = await hub.app.accounts.links.create({ kind: 'setup' });
	const page = await browse(hub, 'anonymous');
	await page.goto(`/set-up/${token}`);
	const field = page.locator('main [name=password]');
	await field.fill('vier bunte enten segeln');
	const typeOf = () => field.getAttribute('type');

	await page.getByRole('button', { name: 'Passwort zeigen', pressed: false }).click();
	expect(await typeOf()).toBe('text');
	await page.getByRole('button', { name: 'Passwort zeigen', pressed: true }).click();

	expect(await typeOf()).toBe('password');
	expect(await field.inputValue()).toBe('vier bunte enten segeln');
});

test('a plugin that an organisation switched off is gone from page, rail, search and commands', async () => {
	const hub = await startTestHub();
	const item = await hub.seed.item({ title: 'Hausordnung', audience: ['network'] });
	const page = await browse(hub, 'reader');
	await page.goto('/');
	expect(await page.locator('a[href="/procedures"]').count()).toBeGreaterThan(0);

	await hub.as.admin.execute('plugins.switch', {
		organisationId: hub.network.alpha,
		pluginId: 'procedures',
		enabled: false,
	});

	await page.goto('/');
	expect(await page.locator('a[href="/procedures"]').count()).toBe(0);
	expect((await page.goto('/procedures'))?.status()).toBe(404);
	expect((await page.goto(item.url))?.status()).toBe(404);
	expect((await hub.as.reader.get('/api/search?q=Hausordnung')).json).toMatchObject({ total: 0 });
	expect((await hub.as.author.run('procedures.duplicate', { itemId: item.id, language: 'de' })).status).toBe(
		404,
	);
	expect((await hub.as.foreignReader.get(item.url)).status).toBe(200);
});
