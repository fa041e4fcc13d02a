import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;

beforeAll(async () => {
	hub = await startTestHub();
	await hub.seed.collection('Empfang');
});

test.each([
	['without JavaScript', { javaScriptEnabled: false }],
	['on a phone without JavaScript', { javaScriptEnabled: false, viewport: { width: 390, height: 844 } }],
])(
	'an author %s writes a procedure with steps, previews, saves and publishes it, and it is found at once',
	async (how, options) => {
		const title = `Besuch anmelden, ${how}`;
		const author = await browse(hub, 'author', options);
		await author.goto('/procedures');
		await author.locator('a[href^="/content/new"]').filter({ visible: true }).first().click();
		await author.getByLabel('Titel', { exact: true }).fill(title);
		await author.getByLabel('Bereich', { exact: true }).selectOption('Empfang');
		await author.getByRole('button', { name: 'Anlegen und schreiben' }).click();

		await author.locator('main [name=body]').fill('## Worum es geht\n\nNiemand läuft allein durchs Haus.');
		await writeStep(author, 0, { title: 'Namen notieren', role: 'Empfang', deadlineDays: '1' });
		await writeStep(author, 1, { title: 'Ausweis ausgeben' });
		await author.getByRole('button', { name: 'Vorschau' }).first().click();
		const preview = await author.locator('[data-answer=preview]').innerText();
		expect(preview).toMatch(/Namen notieren[\s\S]*Empfang[\s\S]*Ausweis ausgeben[\s\S]*Niemand läuft allein/);

		await author.getByRole('button', { name: 'Speichern', exact: true }).first().click();
		expect(await author.locator('[data-answer]').innerText()).toContain('Der Entwurf ist gespeichert.');
		expect(await hitsOf('foreignReader', title)).toEqual([]);

		await author.getByText('Partner auswählen').click();
		await author.getByLabel('Beta', { exact: true }).check();
		await author.getByRole('button', { name: 'Speichern und veröffentlichen' }).click();
		await author.waitForURL((url) => url.pathname.startsWith('/procedures/alpha/'));

		expect(await hitsOf('foreignReader', title)).toEqual([title]);
		expect(await hitsOf('stranger', title)).toEqual([]);
		expect((await hub.as.foreignReader.get(new URL(author.url()).pathname)).text).toContain('Namen notieren');
		await author.context().close();
	},
);

interface Step {
	readonly title: string;
	readonly role?: string;
	readonly deadlineDays?: string;
}

async function writeStep(page: Page, index: number, step: Step): Promise<void> {
	await page.locator(`details[id$="steps.${index}"] > summary`).click();
	for (const [field, value] of Object.entries(step)) {
		await page.locator(`main [name$="steps.${index}.${field}"]`).fill(value);
	}
}

/** Titles of what this person finds by these very words. */
async function hitsOf(who: 'foreignReader' | 'stranger', words: string): Promise<string[]> {
	const { json } = await hub.as[who].get(`/api/search?q=${encodeURIComponent(`"${words}"`)}`);
	return (json as unknown as { hits: { title: string }[] }).hits.map(({ title }) => title);
}
