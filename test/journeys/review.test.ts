import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { noteQueries } from '../harness/asked-queries.ts';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

const queries: string[] = [];
let hub: TestHub;
let collectionId: string;

beforeAll(async () => {
	hub = await startTestHub({ onQuery: noteQueries(queries) });
	collectionId = await hub.seed.collection('Notfall');
});

test('an administrator decides in a form who approves, and is told what is missing', async () => {
	const { admin } = hub.as;
	const form = {
		_command: 'content.saveReviewPolicy',
		_key: crypto.randomUUID(),
		_next: '/admin/review',
		organisationId: hub.network.alpha,
		collectionId,
		type: '',
		approvers: 'group',
		groupId: '',
		fourEyes: ['false', 'true'],
		checkMonths: '12',
	};

	const refused = await admin.post('/admin/review', form);
	expect(refused.status).toBe(422);
	expect(refused.text).toContain('Bitte wählen Sie die Gruppe, die freigibt.');
	const saved = await admin.post('/admin/review', {
		...form,
		_key: crypto.randomUUID(),
		approvers: 'role',
	});

	expect(saved.status).toBe(303);
	const page = (await admin.get('/admin/review')).text;
	expect(page).toMatch(/Notfall · Alle Arten[\s\S]*vier Augen[\s\S]*alle 12 Monate/);
});

test('an author submits, an approver compares, comments and sends back, the author mends, and it is published', async () => {
	const item = await hub.seed.item({
		...{ title: 'Brand melden', collectionId, published: false },
		body: 'Die Feuerwehr rufen.\n\nAlle gehen hinaus.',
	});
	await hub.as.approver.execute('content.publish', { itemId: item.id, language: 'de', revision: 1 });

	const author = await browse(hub, 'author', { javaScriptEnabled: false });
	await author.goto(`/content/${item.id}/edit`);
	expect(await author.getByRole('button', { name: 'Speichern und veröffentlichen' }).count()).toBe(0);
	await author.locator('main [name=body]').fill('Die Feuerwehr rufen: 112.\n\nAlle gehen hinaus.');
	await author.getByLabel('Was ist neu?').fill('Nummer ergänzt');
	await author.getByRole('link', { name: 'Zur Prüfung geben' }).click();
	await author.getByLabel('Nachricht an die Prüfenden').fill('Stimmt die Nummer?');
	await author.getByRole('button', { name: 'Speichern und zur Prüfung geben' }).click();
	expect(await author.locator('[data-answer]').innerText()).toContain('wartet jetzt auf die Freigabe');
	// Not back to the panel that the address had led to.
	expect(new URL(author.url()).hash).toBe('#answer');
	expect(await author.locator('main').innerText()).toContain('Wartet auf Freigabe seit');

	const approver = await browse(hub, 'approver');
	await openTask(approver, '„Brand melden“ wartet auf Ihre Freigabe');
	expect(await approver.locator('main').innerText()).toMatch(/Stimmt die Nummer\?/);
	expect(await approver.locator('ins').first().innerText()).toContain('112');
	await approver.getByRole('link', { name: 'Wie gelesen' }).click();
	await selectWords(approver, 'Alle gehen hinaus.');
	const quote = approver.getByLabel('Um welche Wörter geht es?');
	await expect.poll(() => quote.inputValue()).toBe('Alle gehen hinaus.');
	await approver.getByLabel('Ihr Kommentar').fill('Wohin? <script>alert(1)</script>');
	await approver.getByRole('button', { name: 'Kommentar senden' }).click();
	await approver.getByText('Ihr Kommentar steht beim Text.').waitFor();
	expect(await approver.locator('.comment blockquote').innerText()).toBe('Alle gehen hinaus.');
	expect(await approver.locator('.comment-text').first().innerText()).toBe(
		'Wohin? <script>alert(1)</script>',
	);
	await approver.getByRole('button', { name: 'Mit Begründung zurückgeben' }).click();
	await approver.getByText('Diese Angabe fehlt noch').first().waitFor();
	await approver.getByLabel('Begründung').fill('Bitte den Sammelplatz nennen.');
	await approver.getByRole('button', { name: 'Mit Begründung zurückgeben' }).click();
	await approver.waitForURL((url) => url.pathname === `/content/${item.id}/history`);

	await openTask(author, '„Brand melden“ kam zur Überarbeitung zurück');
	expect(await author.locator('main').innerText()).toContain('Bitte den Sammelplatz nennen.');
	await author.getByRole('link', { name: 'Bearbeiten' }).click();
	await author.locator('main [name=body]').fill('Die Feuerwehr rufen: 112.\n\nAlle gehen zum Hof.');
	await author.getByRole('button', { name: 'Speichern und zur Prüfung geben' }).click();
	await author.waitForURL((url) => url.searchParams.get('done') === 'content.saveAndSubmit');

	await openTask(approver, '„Brand melden“ wartet auf Ihre Freigabe');
	expect(await approver.locator('.comment').innerText()).toContain('Stelle nicht mehr vorhanden');
	await approver.getByRole('button', { name: 'Als erledigt kennzeichnen' }).click();
	await approver.waitForURL((url) => url.searchParams.get('done') === 'content.resolveComment');
	await approver.getByRole('button', { name: 'Freigeben und veröffentlichen' }).click();
	await approver.waitForURL((url) => url.pathname === `/content/${item.id}/history`);

	const steps = await approver.locator('section', { hasText: 'Was geschehen ist' }).last().innerText();
	expect(steps).toMatch(
		/Veröffentlicht[\s\S]*Freigegeben[\s\S]*Zur Prüfung gegeben[\s\S]*Zurückgegeben[\s\S]*Sammelplatz nennen/,
	);
	expect((await hub.as.reader.get(item.url)).text).toContain('Alle gehen zum Hof.');
});

test('an approver proposes other words, and the author takes them over with one click', async () => {
	const item = await hub.seed.item({
		...{ title: 'Aufzug steht', collectionId, published: false },
		body: 'Die **Haustechnik** am selben Tag rufen.\n\nAlle am selben Tag informieren.',
	});
	const { reviewId } = await hub.as.author.execute('content.submitForReview', {
		...{ itemId: item.id, language: 'de', revision: 1 },
	});

	const approver = await browse(hub, 'approver');
	await approver.goto(`/reviews/${String(reviewId)}?view=text`);
	await selectWords(approver, 'am selben Tag informieren');
	const quote = approver.getByLabel('Um welche Wörter geht es?');
	await expect.poll(() => quote.inputValue()).toBe('am selben Tag informieren');
	await approver.getByLabel('Ihr Vorschlag dafür').fill('sofort *anrufen* <b>');
	await approver.getByRole('button', { name: 'Kommentar senden' }).click();
	await approver.locator('.comment ins', { hasText: 'sofort *anrufen* <b>' }).waitFor();
	await approver.locator('main [name=quote]').fill('Haustechnik am selben Tag');
	await approver.getByLabel('Ihr Vorschlag dafür').fill('Haustechnik gleich');
	await approver.getByRole('button', { name: 'Kommentar senden' }).click();
	await approver.locator('.comment ins', { hasText: 'Haustechnik gleich' }).waitFor();

	const author = await browse(hub, 'author', { serviceWorkers: 'block' });
	await author.goto(`/content/${item.id}/edit`);
	await author.locator('.editor-visual .ProseMirror').waitFor();
	const comments = author.locator('editor-comments');
	const take = comments.getByRole('button', { name: 'Übernehmen' });
	await take.first().click();
	await expect.poll(() => take.count()).toBe(1);
	await take.click();
	await comments.waitFor({ state: 'hidden' });
	const beforeSaving = (await hub.as.approver.get(`/reviews/${String(reviewId)}`)).text;
	await author.getByRole('button', { name: 'Speichern', exact: true }).click();
	await author.waitForURL(/done=content\.saveDraft/);

	const saved = await hub.app.content.openVariant((await hub.as.author.visit()).reader, item.id, 'de');
	expect(saved?.body).toBe(
		String.raw`Die **Haustechnik** gleich rufen.

Alle sofort \*anrufen\* \<b>.`,
	);
	expect(beforeSaving).toContain('2 offene Kommentare');
	expect((await hub.as.approver.get(`/reviews/${String(reviewId)}`)).text).toContain(
		'2 erledigte Kommentare',
	);
});

test('an approver proposes to strike words; whoever takes that back leaves the comment open', async () => {
	const item = await hub.seed.item({
		...{ title: 'Aufzug fährt', collectionId, published: false },
		body: 'Die Technik **unbedingt** rufen.',
	});
	const { reviewId } = await hub.as.author.execute('content.submitForReview', {
		...{ itemId: item.id, language: 'de', revision: 1 },
	});
	const review = `/reviews/${String(reviewId)}`;
	const bodyOf = async () =>
		(await hub.app.content.openVariant((await hub.as.author.visit()).reader, item.id, 'de'))?.body;
	const approver = await browse(hub, 'approver');
	await approver.goto(review);
	await approver.locator('main [name=quote]').fill('unbedingt');
	await approver.getByLabel('Diese Wörter streichen').check();
	await approver.getByRole('button', { name: 'Kommentar senden' }).click();
	await approver.locator('.comment', { hasText: 'Vorschlag: diese Wörter streichen' }).waitFor();

	const author = await browse(hub, 'author', { serviceWorkers: 'block' });
	const takeOver = async () => {
		await author.goto(`/content/${item.id}/edit`);
		await author.locator('.editor-visual .ProseMirror').waitFor();
		await author.locator('editor-comments').getByRole('button', { name: 'Übernehmen' }).click();
		await author.locator('.editor-visual', { hasText: 'Die Technik rufen.' }).waitFor();
	};
	const save = async () => {
		await author.getByRole('button', { name: 'Speichern', exact: true }).click();
		await author.waitForURL(/done=content\.saveDraft/);
	};
	await takeOver();
	await author.getByRole('button', { name: 'Rückgängig' }).click();
	await author.locator('.editor-visual', { hasText: 'unbedingt' }).waitFor();
	await author.getByLabel('Kurzfassung').fill('Wen rufen?');
	await save();
	const takenBack = (await hub.as.approver.get(review)).text;
	await takeOver();
	await save();

	expect(takenBack).toContain('1 offener Kommentar');
	expect(await bodyOf()).toBe('Die Technik rufen.');
	expect((await hub.as.approver.get(review)).text).toContain('1 erledigter Kommentar');
});

test('nobody approves what they wrote themselves, and the page says so', async () => {
	const item = await hub.seed.item({ title: 'Eigener Text', collectionId, published: false });
	const saved = await hub.as.approver.execute('content.saveDraft', {
		...{ itemId: item.id, language: 'de', expectedRevision: 1, title: 'Eigener Text', body: 'Von mir' },
	});
	// Else nobody could.
	await hub.as.admin.execute('accounts.changeRoles', {
		...{ organisationId: hub.network.alpha, personId: hub.network.people.trainer },
		roles: ['trainer', 'approver'],
	});
	const { reviewId } = await hub.as.author.execute('content.submitForReview', {
		...{ itemId: item.id, language: 'de', revision: saved['revision'] },
	});

	// Jobs after the handing in ask in between; one of the openings is alone.
	const counts: number[] = [];
	for (let opening = 0; opening < 5; opening += 1) {
		queries.length = 0;
		await hub.as.approver.get(`/reviews/${String(reviewId)}`);
		counts.push(queries.length);
	}
	const page = await hub.as.approver.get(`/reviews/${String(reviewId)}`);
	expect(Math.min(...counts)).toBeLessThanOrEqual(6);
	const approved = await hub.as.approver.post(`/reviews/${String(reviewId)}`, {
		...{ _command: 'content.approve', _key: crypto.randomUUID(), reviewId: String(reviewId) },
		revision: String(saved['revision']),
	});

	expect(page.text).toContain('Sie haben selbst an diesem Text geschrieben.');
	expect(page.text).not.toContain('Freigeben und veröffentlichen');
	expect(approved.status).toBe(403);
	expect(approved.text).toContain('Vier-Augen-Prinzip');
	expect((await hub.as.reader.get(item.url)).status).toBe(404);
});

test('readers see that a review is overdue, and whoever answers for the item confirms it with one click', async () => {
	const item = await hub.seed.item({ title: 'Alte Regel' });
	await hub.as.author.execute('content.setProperties', {
		...{ itemId: item.id, reviewDueAt: '2026-02-01', responsiblePersonId: hub.network.people.reader },
	});
	const overdue = 'Prüfung überfällig seit 1. Februar';
	expect((await hub.as.trainer.get(item.url)).text).toContain(overdue);
	expect((await hub.as.both.get(item.url)).text).not.toContain('Gilt weiterhin');

	const reader = await browse(hub, 'reader');
	await openTask(reader, '„Alte Regel“ ist zur Prüfung fällig');
	await reader.getByRole('button', { name: 'Gilt weiterhin' }).click();
	await reader.getByText('Die Prüfung ist vermerkt.').waitFor();

	expect((await hub.as.trainer.get(item.url)).text).not.toContain(overdue);
});

async function openTask(page: Page, title: string): Promise<void> {
	await page.goto('/');
	await page.getByRole('link', { name: title }).click();
	await page.waitForURL((url) => url.pathname !== '/');
}

/** As somebody does with the mouse. */
async function selectWords(page: Page, words: string): Promise<void> {
	await page.locator('review-passages').evaluate((root, text) => {
		const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const start = node.textContent?.indexOf(text) ?? -1;
			if (start >= 0) document.getSelection()?.setBaseAndExtent(node, start, node, start + text.length);
		}
	}, words);
}
