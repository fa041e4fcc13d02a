import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

test('lessons are added one after the other by keyboard; what was not saved in the outline goes along', async () => {
	const page = await browse(hub, 'trainer');
	await page.goto('/training/new');
	await page.getByLabel('Titel des Kurses').fill('Erste Hilfe');
	await page.getByRole('button', { name: 'Kurs anlegen' }).click();
	const field = page.locator('[id="field-lesson.title"]');
	const add = async (title: string) => {
		await field.fill(title);
		await field.press('Enter');
		await page.getByText(`„${title}“ ist hinzugefügt`).waitFor();
	};
	const titles = page.locator('.rows .row-title input');
	const titlesNow = () =>
		titles.evaluateAll((inputs) =>
			inputs.map((input) => (input instanceof HTMLInputElement ? input.value : '')),
		);

	await add('Notruf');
	await page.getByRole('button', { name: 'Abschnitt hinzufügen' }).click();
	await page.keyboard.type('Praxis');
	await add('Beatmen');

	expect(await titlesNow()).toEqual(['Notruf', 'Praxis', 'Beatmen']);
	await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
	await page.getByText('Hier steht noch kein Text').waitFor();

	await page.getByRole('link', { name: 'Schreiben Beatmen' }).click();
	await page.getByRole('link', { name: 'Zur Gliederung: Erste Hilfe' }).click();
	await page.waitForURL('**/outline');
	for (const title of ['Notruf', 'Praxis', 'Beatmen'])
		await page.getByRole('button', { name: `„${title}“ aus dem Kurs nehmen` }).click();
	await page.getByRole('button', { name: 'Gliederung speichern' }).last().click();
	await page.getByText('Noch keine Lektion', { exact: true }).waitFor();
});
