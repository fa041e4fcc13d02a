import { beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { browse } from '../harness/browser.ts';
import { keyboardOf } from '../harness/keyboard.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

const phone = { viewport: { width: 390, height: 844 } };

const questions = `## Darf das Foto ins Internet?
- [ ] immer {Nie ohne Erlaubnis.}
- [x] mit Erlaubnis

## Was ist personenbezogen?
- [x] der Name
- [x] die Stimme
- [ ] das Wetter

## Was zuerst?
1. fragen
2. schreiben

## Was gehört wohin?
- Name -> personenbezogen
- Uhrzeit -> nicht personenbezogen

## Ergänzen Sie
Eine {Einwilligung} binnen {72} Stunden, {[x] immer [ ] nie}.

## Stimmt das?
Antwort: falsch

## Wie viele Tage?
Antwort: 3
Einheit: Tage
`;

test('a quiz is written, published and taken on a phone without script', async () => {
	const author = await browse(hub, 'author', { ...phone, javaScriptEnabled: false });
	await author.goto('/quizzes');
	await author.getByRole('link', { name: 'Quiz anlegen' }).first().click();
	await author.getByLabel('Titel des Quiz').fill('Fotos und Einwilligung');
	await author.getByRole('button', { name: 'Quiz anlegen' }).click();
	expect(await author.locator('[name="fields.questions"]').inputValue()).toContain(
		'## Hier steht eine Frage',
	);
	await author.locator('[name="fields.questions"]').fill(questions);
	await author.getByRole('button', { name: 'Vorschau' }).first().click();
	expect(await author.locator('.quiz-preview fieldset').count()).toBe(7);
	await author.getByRole('button', { name: 'Speichern und veröffentlichen' }).click();

	const reader = await browse(hub, 'reader', { ...phone, javaScriptEnabled: false });
	await reader.goto('/quizzes/alpha/fotos-und-einwilligung');
	await reader.getByRole('button', { name: 'Quiz beginnen' }).click();
	expect(await isWiderThanWindow(reader)).toBe(false);
	await answer(reader);
	await reader.getByRole('button', { name: 'Zwischenspeichern' }).click();
	expect(await reader.locator('main').innerText()).toContain('Ihre Antworten sind gesichert.');
	expect(await reader.getByLabel('mit Erlaubnis').isChecked()).toBe(true);
	expect(await reader.getByLabel('Lücke 1').inputValue()).toBe('Einwilligung');
	await reader.getByRole('button', { name: 'Abgeben' }).click();

	const result = await reader.locator('main').innerText();
	expect(result).toContain('Bestanden');
	expect(result).toContain('6,5 von 7 Punkten, das sind 92 Prozent.');
	expect(result).toContain('Das wäre auch richtig gewesen.');
	await reader.getByRole('link', { name: 'Zurück' }).click();
	expect(await reader.locator('main').innerText()).toContain('bestanden, 92 Prozent');
});

test('a quiz with feedback after each question is taken by keyboard alone', async () => {
	const { url } = await hub.seed.item({
		type: 'quiz',
		title: 'Schritt für Schritt',
		fields: {
			feedback: 'each',
			questions: '## Stimmt das?\nAntwort: falsch\nRückmeldung: Nie.\n\n## Wie viele?\nAntwort: 3',
		},
	});
	const keyboard = keyboardOf(await browse(hub, 'reader', phone));

	await keyboard.open(url);
	await keyboard.follow('Quiz beginnen');
	await keyboard.tabTo('Richtig');
	await keyboard.press('ArrowDown');
	await keyboard.follow('Antwort prüfen');
	expect(await keyboard.text()).toContain('Nie.');
	await keyboard.follow('Nächste Frage');
	await keyboard.tabTo('Ihre Antwort als Zahl');
	await keyboard.type('4');
	await keyboard.follow('Antwort prüfen');
	expect(await keyboard.text()).toContain('Leider falsch');
	await keyboard.follow('Quiz beenden');

	expect(await keyboard.text()).toContain('Noch nicht bestanden');
	expect(await keyboard.text()).toContain('1 von 2 Punkten');
});

test('what was answered without network is there and sent when it is back, also after the page was closed', async () => {
	const { url } = await hub.seed.item({ type: 'quiz', title: 'Funkloch', fields: { questions } });
	const page = await browse(hub, 'reader');
	await page.goto(url);
	await page.getByRole('button', { name: 'Quiz beginnen' }).click();
	await page.getByLabel('mit Erlaubnis').check();
	await page.getByText(/^Gesichert um/).waitFor();
	const address = page.url();

	await page.context().setOffline(true);
	await page.getByLabel('Ihre Antwort als Zahl').fill('3');
	await page.getByText('Noch nicht gesichert').waitFor();
	await page.close();
	await page.context().setOffline(false);
	const again = await page.context().newPage();
	await again.goto(address);
	await again.getByText(/^Gesichert um/).waitFor();
	expect(await again.getByLabel('Ihre Antwort als Zahl').inputValue()).toBe('3');

	await again.reload();
	expect(await again.getByLabel('Ihre Antwort als Zahl').inputValue()).toBe('3');
	expect(await again.getByLabel('mit Erlaubnis').isChecked()).toBe(true);
	expect(await again.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('quiz')))).toEqual(
		[],
	);
});

/** Everything right but one of two ticks. */
async function answer(page: Page): Promise<void> {
	await page.getByLabel('mit Erlaubnis').check();
	await page.getByLabel('der Name').check();
	await page.getByLabel('fragen', { exact: true }).selectOption('1');
	await page.getByLabel('schreiben', { exact: true }).selectOption('2');
	await page.getByLabel('Name', { exact: true }).selectOption('personenbezogen');
	await page.getByLabel('Uhrzeit').selectOption('nicht personenbezogen');
	await page.getByLabel('Lücke 1').fill('Einwilligung');
	await page.getByLabel('Lücke 2').fill('72');
	await page.getByLabel('Lücke 3').selectOption('immer');
	await page.getByLabel('Falsch').check();
	await page.getByLabel('Ihre Antwort als Zahl').fill('3');
}

function isWiderThanWindow(page: Page): Promise<boolean> {
	return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}
