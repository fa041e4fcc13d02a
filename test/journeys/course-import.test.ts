import { beforeAll, expect, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { paragraph, wordFile } from '../harness/word-file.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

const gift = `::Zahlt::Wer zahlt? {=die Kasse ~niemand}

::Vorher::Der Antrag kommt vor dem Beginn. {TRUE}
`;

test('a Word file and questions of another program are a course online, page after page as the handbook says', async () => {
	const body = [
		paragraph('Wer hilft', { style: 'Heading1' }),
		paragraph('Die Leitung hilft.'),
		paragraph('Was wann', { style: 'Heading1' }),
		paragraph('Zuerst der Antrag.'),
	];
	const word = await wordFile(body.join(''));
	const page = await browse(hub, 'trainer');
	await page.goto('/training/import');
	const file = (name: string, bytes: Buffer) => ({
		name,
		mimeType: 'application/octet-stream',
		buffer: bytes,
	});

	await page.getByLabel('Word, PowerPoint').setInputFiles(file('Haushaltshilfe.docx', word));
	await page.getByRole('button', { name: 'Datei lesen' }).click();
	await page.getByText('Die Datei wird gelesen').waitFor();
	await hub.app.jobs.runDue();
	await page.getByText('Daraus werden 2 Lektionen').waitFor();
	await page.getByLabel('Titel des Kurses').fill('Haushaltshilfe beantragen');
	await page.getByRole('button', { name: 'Kurs anlegen' }).click();
	await hub.app.jobs.runDue();
	await page.getByRole('link', { name: 'Kurs bearbeiten' }).click();
	await page.getByRole('link', { name: 'Quiz anlegen' }).click();
	await page.getByRole('link', { name: /GIFT/ }).click();
	await page.getByLabel('Datei').setInputFiles(file('Fragen.gift', Buffer.from(gift)));
	await page.getByRole('button', { name: 'Fragen importieren' }).click();
	await page.getByRole('link', { name: 'Zur Gliederung' }).click();
	await page.getByRole('button', { name: 'Kurs veröffentlichen' }).click();
	await page.waitForURL('**/courses/alpha/haushaltshilfe-beantragen*');

	const learner = await browse(hub, 'reader');
	await learner.goto('/courses/alpha/haushaltshilfe-beantragen');
	const lessons = learner.locator('.outline a');
	expect(await lessons.allInnerTexts()).toEqual(['Wer hilft', 'Was wann', 'Fragen']);
	await lessons.last().click();
	await learner.getByText('2 Fragen').waitFor();
});
