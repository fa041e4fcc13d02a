import { AxeBuilder } from '@axe-core/playwright';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { browse } from '../harness/browser.ts';
import type { SeededItem } from '../harness/seed.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import type { Who } from '../harness/test-network.ts';

let hub: TestHub;

beforeAll(async () => {
	hub = await startTestHub();
});

describe('writing', () => {
	test('headings, emphasis, lists and boxes become Markdown, by keyboard alone', async () => {
		const item = await hub.seed.item({ title: 'Schlüssel verwahren', body: '' });
		const page = await openEditor(item);

		await page.keyboard.type('## Worum es geht\nDer **rote** Schlüssel.\n- Haus A\nHaus B\n\n');
		await choose(page, '/warnung', 'Warnung');
		await page.keyboard.type('Nie aus der Hand geben.');

		expect(await bodyOf(page)).toBe(
			'## Worum es geht\n\nDer **rote** Schlüssel.\n\n- Haus A\n- Haus B\n\n::: warning\nNie aus der Hand geben.\n:::',
		);
	});

	test('what was not touched stays as it was written', async () => {
		const body =
			'# Alt\n\n* so\n* geschrieben\n\nSiehe [Seite][a].\n\n[a]: https://a.example\n\nLetzter Absatz.';
		const item = await hub.seed.item({ body });
		const page = await openEditor(item);

		await page.keyboard.press('Control+End');
		await page.keyboard.type(' Ergänzt.');

		expect(await bodyOf(page)).toBe(`${body} Ergänzt.`);
	});

	test('tables of a long text are laid out where the window is, and the end is gone to at once', async () => {
		const part = '## Frist\n\n| Was | Wer |\n| --- | --- |\n| Prüfen | Amt |';
		const item = await hub.seed.item({ body: Array.from({ length: 80 }, () => part).join('\n\n') });
		const page = await openEditor(item);

		const before = await page
			.locator('.ProseMirror td')
			.evaluateAll((cells) => cells.map((cell) => cell.checkVisibility({ contentVisibilityAuto: true })));
		await page.keyboard.press('Control+End');
		await page.keyboard.type('leitung');

		expect([before.at(0), before.at(before.length / 2)]).toEqual([true, false]);
		await expect.poll(() => bodyOf(page)).toMatch(/\| Prüfen \| Amtleitung \|$/);
	});

	test('the menu of blocks is read aloud, and Escape leaves it and what was typed', async () => {
		const item = await hub.seed.item({ body: '' });
		const page = await openEditor(item);
		const text = textOf(page);

		await page.keyboard.type('/tab');
		await page.getByRole('option', { name: 'Tabelle' }).waitFor();
		const active = await text.getAttribute('aria-activedescendant');
		const name = await page.locator(`[id="${active}"]`).innerText();
		await page.keyboard.press('Escape');

		expect(name).toContain('Tabelle');
		expect(await page.getByRole('listbox').count()).toBe(0);
		expect(await text.innerText()).toContain('/tab');
	});

	test('a template of a plugin brings its parts, and its first gap is selected', async () => {
		const item = await hub.seed.item({ body: '' });
		const page = await openEditor(item);

		await choose(page, '/fristen', 'Ablauf mit Fristen');
		await page.keyboard.type('Wohngeld.');

		const body = await bodyOf(page);
		expect(body).toMatch(
			/^## Worum es geht\n\nWohngeld\.\n\n## Fristen\n\n\| Was \| Frist \| Beginnt mit \|/,
		);
		expect(body).toContain('{{organisation.phone}}');
	});

	test('another item is linked by searching for it, and stays linked when it is renamed', async () => {
		const target = await hub.seed.item({ title: 'Briefkasten leeren' });
		const item = await hub.seed.item({ body: 'Siehe' });
		const page = await openEditor(item);

		await page.keyboard.press('Control+End');
		await page.keyboard.type(' [[Briefkasten', { delay: 20 });
		await page.getByRole('option', { name: 'Briefkasten leeren' }).waitFor();
		await page.keyboard.press('Enter');

		expect((await bodyOf(page)).trim()).toBe(`Siehe [[${target.id}]]`);
		expect(await textOf(page).innerText()).toContain('Briefkasten leeren');
	});

	test('what is typed behind a chosen link takes the place of the space behind it', async () => {
		const target = await hub.seed.item({ title: 'Briefmarken kaufen' });
		const item = await hub.seed.item({ body: 'Siehe' });
		const page = await openEditor(item);
		const link = async () => {
			await page.keyboard.type(' [[Briefmarken', { delay: 20 });
			await page.getByRole('option', { name: 'Briefmarken kaufen' }).waitFor();
			await page.keyboard.press('Enter');
		};

		await page.keyboard.press('Control+End');
		await link();
		await page.keyboard.type('. Und');
		await link();
		await page.keyboard.type(' dann');

		expect(await bodyOf(page)).toBe(`Siehe [[${target.id}]]. Und [[${target.id}]] dann`);
	});

	test('a link to something that may not be read shows no title', async () => {
		const secret = await hub.seed.item({ title: 'Geheimer Vermerk', owner: 'beta' });
		const item = await hub.seed.item({ body: `Siehe [[${secret.id}]].` });

		const answer = await hub.as.author.get(`/api/titles?item=${item.id}&references=${secret.id}`);

		expect(answer).toMatchObject({ status: 200, json: { titles: {} } });
	});

	test('a table is filled by Tab, and Return leaves it below', async () => {
		const item = await hub.seed.item({ body: '' });
		const page = await openEditor(item);

		await choose(page, '/tabelle', 'Tabelle');
		for (const word of ['Was', 'Frist', 'Antrag', 'heute', 'Nachweis', '14 Tage', 'Ende']) {
			await page.keyboard.type(word);
			if (word !== 'Ende') await page.keyboard.press('Tab');
		}
		await page.keyboard.press('Enter');
		await page.keyboard.type('Danach.');

		expect(await bodyOf(page)).toBe(
			'| Was | Frist |\n| --- | --- |\n| Antrag | heute |\n| Nachweis | 14 Tage |\n| Ende |  |\n\nDanach.',
		);
	});

	test('below a table that ends the text the arrow goes on, and the page stays where it is', async () => {
		const item = await hub.seed.item({ body: '| Was | Frist |\n| --- | --- |\n| Antrag | heute |' });
		const page = await openEditor(item);
		await page.getByRole('cell', { name: 'Antrag' }).click();
		const offered = () =>
			page.getByRole('toolbar').first().getByRole('button', { name: 'Liste', exact: true });
		await offered().waitFor({ state: 'hidden' });

		for (let press = 0; press < 3; press += 1) await page.keyboard.press('ArrowDown');
		await page.keyboard.type('Danach.');

		expect(await bodyOf(page)).toBe('| Was | Frist |\n| --- | --- |\n| Antrag | heute |\n\nDanach.');
		await offered().waitFor();
		const box = await page.getByText('Danach.').boundingBox();
		expect(box?.y).toBeGreaterThan(170);
	});

	test('the toolbar is one stop, goes by arrows, and acts on the selection', async () => {
		const item = await hub.seed.item({ body: 'wichtig' });
		const page = await openEditor(item);

		await page.keyboard.press('Control+a');
		await page.keyboard.press('Alt+F10');
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('Enter');
		await page.getByRole('button', { name: 'Kursiv', pressed: true }).waitFor();

		expect(await bodyOf(page)).toBe('*wichtig*');
	});

	test('as Markdown and back again nothing is lost, and the choice is remembered', async () => {
		const body = 'Text[^1] mit [x]: y\n\n[^1]: Anmerkung\n\nBegriff\n: Erklärung';
		const item = await hub.seed.item({ body });
		const page = await openEditor(item);
		const toggle = page.getByRole('button', { name: 'Markdown', exact: true });

		const place = await toggle.boundingBox();
		await toggle.click();
		const moved = (await toggle.boundingBox())?.y;
		const asMarkdown = await page.getByRole('textbox', { name: 'Text', exact: true }).inputValue();
		await page.keyboard.press('Control+End');
		await page.keyboard.type('\n: zweite');
		await page.reload();
		const remembered = await toggle.getAttribute('aria-pressed');
		await toggle.click();

		expect(moved).toBe(place?.y);
		expect(asMarkdown).toBe(body);
		expect(remembered).toBe('true');
		expect(await bodyOf(page)).toBe(`${body}\n: zweite`);
	});
});

describe('files and pasting', () => {
	test('a picture is asked what it shows, and its words stand in the text', async () => {
		const item = await hub.seed.item({ body: '' });
		const page = await openEditor(item);

		await page.locator('markdown-editor input[type=file]').setInputFiles({
			name: 'Plan.png',
			mimeType: 'image/png',
			buffer: picture,
		});
		const dialog = page.getByRole('dialog', { name: 'Was zeigt das Bild?' });
		await dialog.getByRole('textbox').fill('Lageplan mit Sammelplatz');
		await page.keyboard.press('Enter');
		await page.locator('.editor-image img').waitFor();

		expect(await bodyOf(page)).toMatch(/^!\[Lageplan mit Sammelplatz\]\(\/files\/[\w-]+\/Plan\.png\)$/);
	});

	test('a pasted file is attached, and what is no picture becomes a link', async () => {
		const item = await hub.seed.item({ body: 'Vordruck: ' });
		const page = await openEditor(item);

		await page.keyboard.press('Control+End');
		await textOf(page).evaluate((text) => {
			const data = new DataTransfer();
			data.items.add(new File(['Antrag'], 'Antrag.txt', { type: 'text/plain' }));
			text.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
		});
		await textOf(page).getByRole('link', { name: 'Antrag.txt' }).waitFor();

		expect(await bodyOf(page)).toMatch(/\[Antrag\.txt\]\(\/files\/[\w-]+\/Antrag\.txt\)/);
	});

	test('several files stand in the order in which they were chosen', async () => {
		const item = await hub.seed.item({ body: '' });
		const page = await openEditor(item);
		const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) });

		await page.locator('markdown-editor input[type=file]').setInputFiles([file('a.txt'), file('b.txt')]);
		await textOf(page).getByRole('link', { name: 'b.txt' }).waitFor();

		expect(await bodyOf(page)).toMatch(/^\[a\.txt\]\(.*\)\[b\.txt\]\(.*\)$/);
	});

	test('a picture that was copied alone is taken along, and one goes on writing below it', async () => {
		const item = await hub.seed.item({ body: '' });
		const page = await openEditor(item);

		await textOf(page).evaluate(
			(text, bytes) => {
				const data = new DataTransfer();
				data.setData('text/html', '<meta charset="utf-8"><img src="https://a.example/x.png">');
				data.items.add(new File([Uint8Array.from(bytes)], 'image.png', { type: 'image/png' }));
				text.dispatchEvent(
					new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
				);
			},
			[...picture],
		);
		await page.getByRole('dialog', { name: 'Was zeigt das Bild?' }).getByRole('textbox').fill('Lageplan');
		await page.keyboard.press('Enter');
		await page.locator('.editor-image img').waitFor();
		await page.keyboard.type('Darunter.');

		expect(await bodyOf(page)).toMatch(/^!\[Lageplan\]\(\/files\/[\w-]+\/image\.png\)\n\nDarunter\.$/);
	});

	test('a text from Word comes without its pictures, and that is said', async () => {
		const item = await hub.seed.item({ body: '' });
		const page = await openEditor(item);

		await paste(page, { 'text/html': '<p>Ein Plan:</p><p><img src="file:///C:/clip_image001.png"></p>' });
		await page.getByRole('alert').filter({ hasText: 'Die Bilder sind nicht mitgekommen.' }).waitFor();

		expect((await bodyOf(page)).trim()).toBe('Ein Plan:');
	});

	test('a refused file says so, and the text goes on', async () => {
		const item = await hub.seed.item({ body: 'Text' });
		const page = await openEditor(item);
		await page.route('**/files?*', (route) => route.abort());

		await page.locator('markdown-editor input[type=file]').setInputFiles({
			name: 'Plan.png',
			mimeType: 'image/png',
			buffer: picture,
		});
		await page.getByRole('alert').filter({ hasText: '„Plan.png“ ließ sich nicht hochladen' }).waitFor();

		expect(await bodyOf(page)).toBe('Text');
	});

	test.each([
		[
			'from Word',
			`<html xmlns:o="x"><head><style>p{color:red}</style></head><body><!--StartFragment-->
			<h1 style="mso-fareast-language:DE">Frist<o:p></o:p></h1><p class=MsoNormal>Ein <b>wichtiger</b><span style='font-style:italic'> Satz</span></p>
			<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span> </span></span>Ausweis</p>
			<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span> </span></span>gültig</p><!--EndFragment--></body></html>`,
			'## Frist\n\nEin **wichtiger** *Satz*\n\n- Ausweis\n  - gültig',
		],
		[
			'from the web',
			`<div style="font:x"><p onclick="alert(1)">Siehe <a href="javascript:alert(1)">dies</a> und <a href="https://a.example/x" class=y target=_blank>das</a>.</p>
			<img src="https://tracker.example/1.gif"><script>alert(1)</script><table><tr><td>a<br>b</td><td><p>c</p><p>d</p></td></tr><tr><td colspan=2>e</td></tr></table></div>`,
			'Siehe dies und [das](https://a.example/x).\n\n| a b | c d |\n| --- | --- |\n| e |  |',
		],
		[
			'from documents in the web',
			`<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:700">Fett</span><span style="font-weight:400"> und normal</span></p></b>`,
			'**Fett** und normal',
		],
	])('text %s is cleaned', async (_, html, markdown) => {
		const item = await hub.seed.item({ body: '' });
		const page = await openEditor(item);

		await paste(page, { 'text/html': html });

		expect((await bodyOf(page)).trim()).toBe(markdown);
	});

	test('pasted Markdown is read as such', async () => {
		const item = await hub.seed.item({ body: '' });
		const page = await openEditor(item);

		await paste(page, { 'text/plain': '## Titel\n\n- [ ] offen\n- [x] fertig\n' });

		expect((await bodyOf(page)).trim()).toBe('## Titel\n\n- [ ] offen\n- [x] fertig');
	});
});

describe('fields beside the text', () => {
	test('steps are added, moved by keyboard, doubled and removed', async () => {
		const item = await hub.seed.item({
			fields: { steps: [{ title: 'Annehmen', minutes: 5 }, { title: 'Stempeln' }] },
		});
		const page = await openEditor(item);
		const steps = page.locator('entry-list[data-name="fields.steps"]');
		const titles = () => steps.locator('[data-entry-title]').allInnerTexts();

		await steps.getByText('Stempeln').click();
		await steps.getByLabel('Was ist zu tun?').nth(1).press('Alt+ArrowUp');
		const moved = await titles();
		await steps.getByRole('button', { name: 'Verdoppeln' }).first().click();
		await steps.getByLabel('Was ist zu tun?').nth(1).fill('Weiterleiten');
		await page.getByRole('button', { name: 'Speichern', exact: true }).click();
		await page.waitForURL(/done=content\.saveDraft/);

		expect(moved.map((title) => title.trim())).toEqual(['Stempeln', 'Annehmen']);
		const saved = await hub.app.content.openVariant((await hub.as.author.visit()).reader, item.id, 'de');
		expect(saved?.fields).toMatchObject({
			steps: [{ title: 'Stempeln' }, { title: 'Weiterleiten' }, { title: 'Annehmen', minutes: 5 }],
		});
	});

	test('a folded step is moved by keyboard too, and whoever removes one stands at the next', async () => {
		const item = await hub.seed.item({
			fields: { steps: [{ title: 'Annehmen' }, { title: 'Stempeln' }, { title: 'Ablegen' }] },
		});
		const page = await openEditor(item);
		const steps = page.locator('entry-list[data-name="fields.steps"]');
		const titles = async () =>
			(await steps.locator('[data-entry-title]').allInnerTexts()).map((title) => title.trim());

		await steps.locator('summary').nth(2).press('Alt+ArrowUp');
		const moved = await titles();
		await steps.locator('summary').nth(0).press('Enter');
		await steps.getByRole('button', { name: 'Entfernen' }).click();
		await page.keyboard.press('Alt+ArrowDown');

		expect(moved).toEqual(['Annehmen', 'Ablegen', 'Stempeln']);
		expect(await titles()).toEqual(['Stempeln', 'Ablegen']);
	});

	test('what is to be done in a step is written as it will look, and goes along when the step moves', async () => {
		const item = await hub.seed.item({
			body: 'Text.',
			fields: { steps: [{ title: 'Annehmen', text: 'Sofort.' }, { title: 'Ablegen' }] },
		});
		const page = await openEditor(item);
		const step = page.locator('entry-list li').first();

		await step.locator('summary').click();
		const text = step.locator('[contenteditable]');
		await text.click();
		await page.keyboard.press('Control+End');
		await page.keyboard.type(' Mit ');
		await page.keyboard.press('Control+b');
		await page.keyboard.type('Stempel');
		await page.keyboard.press('Control+b');
		await page.keyboard.type('.');
		await page.keyboard.press('Enter');
		await choose(page, '/liste', 'Liste');
		await page.keyboard.type('Datum');
		await step.getByRole('button', { name: 'Verdoppeln' }).click();
		await text.first().click();
		await page.keyboard.press('Alt+ArrowDown');
		await page.keyboard.press('Control+End');
		await page.keyboard.type(' und Uhrzeit');
		await bodyOf(page);

		const written = page.locator('textarea[name^="fields.steps"]');
		expect(
			await written.evaluateAll((areas: HTMLTextAreaElement[]) => areas.map(({ value }) => value)),
		).toEqual(['Sofort. Mit **Stempel**.\n\n- Datum', 'Sofort. Mit **Stempel**.\n\n- Datum und Uhrzeit', '']);
		await expect.poll(() => page.locator('[data-light] .ProseMirror').count()).toBe(2);
	});

	test('whoever is in a field when its editor comes stays in it', async () => {
		const item = await hub.seed.item({ fields: { steps: [{ title: 'Annehmen', text: '' }] } });
		const page = await openEditor(item);
		const step = page.locator('entry-list li').first();

		await step.evaluate((entry) => {
			entry.querySelector('details')?.setAttribute('open', '');
			entry.querySelector('textarea')?.focus();
		});
		await step.locator('.ProseMirror').waitFor();
		await page.keyboard.type('Sofort.');
		await bodyOf(page);

		expect(await page.locator('textarea[name="fields.steps.0.text"]').inputValue()).toBe('Sofort.');
	});

	test('a step is dragged by its grip', async () => {
		const item = await hub.seed.item({
			fields: { steps: [{ title: 'Erstens' }, { title: 'Zweitens' }, { title: 'Drittens' }] },
		});
		const page = await openEditor(item);
		const steps = page.locator('entry-list[data-name="fields.steps"]');

		await steps
			.locator('[data-grip]')
			.nth(2)
			.dragTo(steps.locator('li').nth(0), { targetPosition: { x: 20, y: 4 } });

		const titles = await steps.locator('[data-entry-title]').allInnerTexts();
		expect(titles.map((title) => title.trim())).toEqual(['Drittens', 'Erstens', 'Zweitens']);
	});

	test('the preview shows the steps as their page does', async () => {
		const item = await hub.seed.item({
			fields: { steps: [{ title: 'Annehmen', text: '**Sofort**', role: 'Empfang' }] },
		});
		const page = await openEditor(item);

		await page.getByRole('button', { name: 'Vorschau' }).click();
		await page.getByRole('heading', { name: 'Vorschau' }).waitFor();

		const step = page.locator('.preview-sheet .steps .step');
		expect(await step.innerText()).toContain('Empfang');
		expect(await step.locator('strong').innerText()).toBe('Sofort');
	});
});

describe('what checks found', () => {
	test('is underlined, read by F8 with its reason, mended, and can be switched off', async () => {
		const item = await hub.seed.item({
			body: 'Guten Tag.\n\nDas **Rehabilitationsmaßnahmenverzeichnis** liegt [hier](https://amt.example).',
		});
		const page = await openEditor(item);

		const word = page.locator('.finding', { hasText: 'Rehabilitationsmaßnahmenverzeichnis' });
		await word.first().waitFor();
		await page.keyboard.press('Control+Home');
		await page.keyboard.press('F8');
		const note = page.locator('.finding-note').first();
		await note.waitFor();
		const reason = await note.innerText();
		await page.locator('#announcer').filter({ hasText: reason }).waitFor();
		await page.keyboard.press('Escape');
		const isLeft = await note.isHidden();
		await page.keyboard.type('Verzeichnis');
		await page.locator('[data-count]').filter({ hasText: '0' }).waitFor();
		const mended = await bodyOf(page);
		await page.keyboard.type(' Rehabilitationsmaßnahmenverzeichnis');
		await word.first().waitFor();
		await page.locator('problem-list summary').click();
		await page.getByRole('button', { name: 'Im Text unterstreichen' }).click();

		expect(reason).toContain('Rehabilitations');
		expect(isLeft).toBe(true);
		expect(mended).toBe('Guten Tag.\n\nDas **Verzeichnis** liegt [hier](https://amt.example).');
		expect(await word.count()).toBe(0);
		expect(await page.locator('problem-list li').count()).toBe(1);
	});

	test('a proposal is taken over where it belongs, each beside the others, and taken back', async () => {
		const item = await hub.seed.item({
			body: 'Wir implementieren das **explizit** und evaluieren es.\n\nDanach implementieren wir es nicht.',
		});
		const page = await openEditor(item);
		await page.locator('problem-list summary').click();
		const lineOf = (words: string) =>
			page.locator('problem-list li', { hasText: words }).getByRole('button', { name: 'Übernehmen' });

		await lineOf('implementieren').first().click();
		await lineOf('explizit').click();
		await page.locator('#announcer').filter({ hasText: 'Übernommen.' }).waitFor();
		const taken = await bodyOf(page);
		await page.locator('.ProseMirror').first().focus();
		await page.keyboard.press('Control+z');
		await page.keyboard.press('Control+z');

		expect(taken).toBe(
			'Wir einführen das **ausdrücklich** und evaluieren es.\n\nDanach implementieren wir es nicht.',
		);
		expect(await bodyOf(page)).toBe(
			'Wir implementieren das **explizit** und evaluieren es.\n\nDanach implementieren wir es nicht.',
		);
	});
});

describe('nothing is lost', () => {
	test('a closed tab: the text is with the hub, and there again', async () => {
		const item = await hub.seed.item({ body: 'Alt.', fields: { steps: [{ title: 'Annehmen' }] } });
		const page = await openEditor(item);

		await page.keyboard.press('Control+End');
		await page.keyboard.type(' Neu und ungespeichert.');
		await status(page, 'Zwischenstand gesichert').waitFor();
		await page.close();
		const again = await openEditor(item);

		expect(await bodyOf(again)).toBe('Alt. Neu und ungespeichert.');
		expect(await again.getByRole('button', { name: 'Zurück zu Version 1' }).count()).toBe(1);
		expect((await hub.as.author.get(item.url)).text).not.toContain('ungespeichert');
		const audited = await hub.app.database.query
			.selectFrom('audit_entries')
			.select('action')
			.where('action', '=', 'content.autosave')
			.execute();
		expect(audited).toEqual([]);
	});

	test('the same tab goes on where it was, however soon the text is opened again', async () => {
		const item = await hub.seed.item({ body: 'Alt.', fields: { steps: [{ title: 'Annehmen' }] } });
		const page = await openEditor(item);

		await page.keyboard.press('Control+End');
		await page.keyboard.type(' Angesehen.');
		await page.getByRole('button', { name: 'Vorschau' }).click();
		await page.getByRole('heading', { name: 'Vorschau' }).waitFor();
		await page.goto(`/content/${item.id}/edit`);
		const afterPreview = await bodyOf(page);
		await textOf(page).click();
		await page.keyboard.press('Control+End');
		await page.keyboard.type(' Neu geladen.');
		await page.reload();
		const afterReload = await bodyOf(page);
		await expect.poll(async () => (await copyOf(item))?.body).toBe('Alt. Angesehen. Neu geladen.');
		await Promise.all([page.waitForResponse(/content\.autosave/), bodyOf(page)]);

		expect(afterPreview).toBe('Alt. Angesehen.');
		expect(afterReload).toBe('Alt. Angesehen. Neu geladen.');
		expect(await textOf(page).innerText()).toContain('Neu geladen.');
		expect(await elsewhere(page, 'In einem anderen Fenster').isVisible()).toBe(false);
		expect(await page.getByRole('button', { name: 'Text wiederherstellen' }).isVisible()).toBe(false);
	});

	test('what is thrown away does not come back with the last keys', async () => {
		const item = await hub.seed.item({ body: 'Alt.' });
		await hub.as.author.execute('content.autosave', {
			...{ itemId: item.id, language: 'de', expectedRevision: item.revision },
			text: { title: 'Fundsachen verwahren', summary: '', body: 'Verworfen.', form: [] },
		});
		const page = await openEditor(item);

		await page.getByRole('button', { name: 'Zurück zu Version 1' }).click();
		await page.getByLabel('Kurzfassung').evaluate((area: HTMLTextAreaElement) => {
			area.value = 'Noch schnell.';
			area.dispatchEvent(new Event('input', { bubbles: true }));
		});
		await page.getByRole('dialog').getByRole('button', { name: 'Nicht Gespeichertes verwerfen' }).click();
		await page.waitForURL(/done=content\.discardWorkingCopy/);
		await textOf(page).waitFor();

		expect(await bodyOf(page)).toBe('Alt.');
		await expect.poll(() => copyOf(item)).toBeNull();
	});

	test('what was sent is not offered again, also where the form asked for more than the text', async () => {
		const item = await hub.seed.item({ body: 'Alt.' });
		const page = await openEditor(item);

		await page.keyboard.type('Neu. ');
		await page.getByRole('link', { name: 'Zum Veröffentlichen' }).click();
		await page.getByText('Von jemandem prüfen lassen').click();
		await page.getByLabel('Nachricht an die Prüfenden').fill('Stimmt das?');
		await page.getByRole('button', { name: 'Speichern und zur Prüfung geben' }).click();
		const answer = page.locator('[data-answer=done]');
		await answer.filter({ hasText: 'wartet jetzt auf die Freigabe' }).waitFor();
		await textOf(page).waitFor();

		expect(await page.getByRole('button', { name: 'Text wiederherstellen' }).isVisible()).toBe(false);
		expect(await answer.evaluate((notice) => notice === document.activeElement)).toBe(true);
	});

	test('nobody else sees what is not saved', async () => {
		const item = await hub.seed.item({ body: 'Alt.' });
		await hub.as.author.execute('content.autosave', {
			itemId: item.id,
			language: 'de',
			expectedRevision: item.revision,
			text: { title: 'x', summary: '', body: 'Nur für mich.', form: [] },
		});

		const others = await hub.as.admin.get(`/content/${item.id}/edit`);

		expect(others.text).not.toContain('Nur für mich');
	});

	test('a hub that cannot be reached: the person is told, and the text goes there as soon as it can', async () => {
		const item = await hub.seed.item({ body: 'Alt.' });
		const page = await openEditor(item);

		await page.route('**/api/commands/**', (route) => route.abort());
		await page.keyboard.press('Control+End');
		await page.keyboard.type(' Ohne Netz.');
		await status(page, 'Nicht gesichert: keine Verbindung').waitFor();
		await page.getByRole('button', { name: 'Speichern', exact: true }).click();
		// Else the attempt that saving makes could still get through, and the form with it.
		await page.locator('#announcer').filter({ hasText: 'Noch immer keine Verbindung' }).waitFor();
		const stayed = await bodyOf(page);
		await page.unroute('**/api/commands/**');
		await status(page, 'Zwischenstand gesichert').waitFor({ timeout: 60_000 });

		expect(stayed).toBe('Alt. Ohne Netz.');
		expect(await copyOf(item)).toMatchObject({ body: 'Alt. Ohne Netz.' });
	});

	test('a hub that broke down and a closed tab: this device offers the text again', async () => {
		const item = await hub.seed.item({ body: 'Alt.' });
		const page = await openEditor(item);
		await page.evaluate(() => (window.fetch = () => Promise.reject(new TypeError('Failed to fetch'))));

		await page.keyboard.press('Control+End');
		await page.keyboard.type(' Nur hier.');
		await status(page, 'Nicht gesichert: keine Verbindung').waitFor();
		await page.close();
		const again = await page.context().newPage();
		await again.goto(`/content/${item.id}/edit`);
		await again.getByRole('button', { name: 'Text wiederherstellen' }).click();

		expect(await bodyOf(again)).toBe('Alt. Nur hier.');
		expect(await textOf(again).innerText()).toContain('Nur hier.');
	});
});

describe('two people in one text', () => {
	test('see each other, and the second gets both texts brought together', async () => {
		const item = await hub.seed.item({
			title: 'Gemeinsam',
			body: 'Eins.\n\nZwei.\n\nDrei.',
			fields: { steps: [{ title: 'Annehmen' }, { title: 'Stempeln' }] },
		});
		const page = await openEditor(item);
		const other = await browseAs('admin');
		await other.goto(`/content/${item.id}/edit`);
		await other.locator('[data-part=others]').filter({ hasText: 'Auch hier:' }).waitFor();
		await hub.as.admin.execute('content.saveDraft', {
			itemId: item.id,
			language: 'de',
			expectedRevision: item.revision,
			title: 'Gemeinsam',
			body: 'Eins von der Verwaltung.\n\nZwei von der Verwaltung.\n\nDrei.',
			fields: { steps: [{ title: 'Annehmen', role: 'Empfang' }, { title: 'Stempeln' }] },
		});

		await page.locator('entry-list li').nth(1).locator('summary').click();
		await page.getByLabel('Was ist zu tun?').nth(1).fill('Eingang stempeln');
		await page.getByRole('button', { name: 'Markdown', exact: true }).click();
		await page
			.getByRole('textbox', { name: 'Text', exact: true })
			.fill('Eins.\n\nZwei von mir.\n\nDrei von mir.');
		await page.getByRole('button', { name: 'Speichern', exact: true }).click();
		await page.getByRole('heading', { name: 'Jemand anderes hat inzwischen gespeichert' }).waitFor();
		const question = page.getByRole('group', { name: 'Stelle 1: Text' });
		await question.getByLabel('Beide, meiner zuerst').check();
		await page.getByRole('button', { name: 'Zusammenführen und ansehen' }).click();
		await page.getByText('Beide Texte sind zusammengeführt').waitFor();
		// Until the editor stands, the button under the pointer still moves.
		await page.waitForLoadState('networkidle');
		const merged = await bodyOf(page);
		await page.getByRole('button', { name: 'Speichern', exact: true }).click();
		await page.waitForURL(/done=content\.saveDraft/);

		expect(merged).toBe(
			'Eins von der Verwaltung.\n\nZwei von mir.\n\nZwei von der Verwaltung.\n\nDrei von mir.',
		);
		const saved = await hub.app.content.openVariant((await hub.as.author.visit()).reader, item.id, 'de');
		expect(saved?.fields).toEqual({
			steps: [{ title: 'Annehmen', role: 'Empfang' }, { title: 'Eingang stempeln' }],
		});
		expect(await copyOf(item)).toBeNull();
	});

	test('without script both texts are there, and are brought together all the same', async () => {
		const item = await hub.seed.item({ body: 'Eins.\n\nZwei.' });
		const page = await browseAs('author', hub, { javaScriptEnabled: false });
		await page.goto(`/content/${item.id}/edit`);
		await hub.as.admin.execute('content.saveDraft', {
			itemId: item.id,
			language: 'de',
			expectedRevision: item.revision,
			title: 'Fundsachen verwahren',
			body: 'Eins anders.\n\nZwei.',
		});

		await page.fill('[name=body]', 'Eins ganz anders.\n\nZwei auch.');
		await page.getByRole('button', { name: 'Speichern', exact: true }).click();
		const both = await page.locator('.editor-answer').innerText();
		await page.getByLabel(/^Text von/).check();
		await page.getByRole('button', { name: 'Zusammenführen und ansehen' }).click();

		expect(both).toContain('anders');
		expect(await page.inputValue('[name=body]')).toBe('Eins anders.\n\nZwei auch.');
	});

	test('who goes is not shown any more, and readers never learn who writes', async () => {
		const item = await hub.seed.item();
		const edited = { itemId: item.id, language: 'de', expectedRevision: item.revision };
		await hub.as.author.execute('content.autosave', edited);
		const met = await hub.as.admin.execute('content.autosave', edited);
		await hub.as.author.execute('content.leaveEditor', { itemId: item.id, language: 'de' });
		const alone = await hub.as.admin.execute('content.autosave', edited);

		expect(met['others']).toMatchObject([{ language: 'de' }]);
		expect(alone['others']).toEqual([]);
		await expect(hub.as.reader.execute('content.autosave', edited)).rejects.toMatchObject({
			code: 'access.denied',
		});
	});
});

describe('one person with a text in two windows', () => {
	test('the window that is behind says so, and both texts are brought together', async () => {
		const item = await hub.seed.item({ body: 'Eins.\n\nZwei.\n\nDrei.' });
		const first = await openEditor(item);
		const second = await openEditor(item);

		await first.keyboard.press('Control+Home');
		await first.keyboard.type('Oben neu. ');
		await status(first, 'Zwischenstand gesichert').waitFor();
		await second.keyboard.press('Control+End');
		await second.keyboard.type(' Unten neu.');
		await elsewhere(second, 'führen Sie beide zusammen').waitFor();
		const kept = await copyOf(item);
		await second.getByRole('button', { name: 'Beide zusammenführen' }).click();
		await second.getByRole('heading', { name: 'Sie haben in zwei Fenstern geschrieben' }).waitFor();
		await second.getByRole('button', { name: 'Zusammenführen und ansehen' }).click();
		await status(second, 'Zwischenstand gesichert').waitFor();
		await first.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
		await elsewhere(first, 'Hier sehen Sie einen älteren Stand').waitFor();
		await first.getByRole('link', { name: 'Neuesten Stand laden' }).click();
		await first.getByText('Sie sehen, was Sie bis').waitFor();

		expect(kept).toMatchObject({ body: 'Oben neu. Eins.\n\nZwei.\n\nDrei.' });
		const merged = 'Oben neu. Eins.\n\nZwei.\n\nDrei. Unten neu.';
		expect(await copyOf(item)).toMatchObject({ body: merged });
		expect(await bodyOf(first)).toBe(merged);
	});

	test('saving in one window does not take away what was written in the other', async () => {
		const item = await hub.seed.item({ body: 'Eins.\n\nZwei.' });
		const page = await browseAs('author', hub, { javaScriptEnabled: false });
		await page.goto(`/content/${item.id}/edit`);
		await hub.as.author.execute('content.autosave', {
			...{ itemId: item.id, language: 'de', expectedRevision: item.revision, window: 'anderes' },
			text: { title: 'Fundsachen verwahren', summary: '', body: 'Eins anders.\n\nZwei.', form: [] },
		});

		await page.fill('[name=body]', 'Eins.\n\nZwei auch.');
		await page.getByRole('button', { name: 'Speichern', exact: true }).click();
		await page.getByRole('heading', { name: 'Sie haben in zwei Fenstern geschrieben' }).waitFor();
		await page.getByRole('button', { name: 'Zusammenführen und ansehen' }).click();
		const merged = await page.inputValue('[name=body]');
		await page.getByRole('button', { name: 'Speichern', exact: true }).click();
		await page.waitForURL(/done=content\.saveDraft/);

		expect(merged).toBe('Eins anders.\n\nZwei auch.');
		expect(await copyOf(item)).toBeNull();
	});

	test('an answer that got lost is no other window', async () => {
		const item = await hub.seed.item({ body: 'Alt.' });
		const write = (body: string) =>
			hub.as.author.execute('content.autosave', {
				...{ itemId: item.id, language: 'de', expectedRevision: item.revision },
				...{ window: 'dieses', knownCopy: 0 },
				text: { title: 'Alt', summary: '', body, form: [] },
			});

		await write('Eins.');
		const again = await write('Eins. Zwei.');

		expect(again).toMatchObject({ elsewhere: null, savedAt: expect.any(Number) });
		expect(await copyOf(item)).toMatchObject({ body: 'Eins. Zwei.' });
	});
});

test('the page that is read loads nothing of the editor, and the editor is small enough', async () => {
	const item = await hub.seed.item({ body: 'Text.' });
	const page = await browseAs('author');
	const loaded: string[] = [];
	page.on('request', (request) => loaded.push(new URL(request.url()).pathname));

	await page.goto(item.url, { waitUntil: 'networkidle' });
	const read = loaded.splice(0).filter((path) => path.endsWith('.js'));
	await page.goto(`/content/${item.id}/edit`, { waitUntil: 'networkidle' });
	const folder = join(inject('buildFolder'), 'client');
	const scripts = new Set(loaded.filter((path) => path.endsWith('.js') && !read.includes(path)));
	const compressed = [...scripts].map((path) => gzipSync(readFileSync(join(folder, path))).length);

	const withEditor = readdirSync(join(folder, '_astro')).filter(
		(file) =>
			file.endsWith('.js') && readFileSync(join(folder, '_astro', file), 'utf8').includes('ProseMirror'),
	);
	expect(read.filter((path) => withEditor.includes(path.split('/').at(-1) ?? ''))).toEqual([]);
	expect(compressed.length).toBeGreaterThan(0);
	expect(compressed.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
});

test('axe finds no fault in an editor with everything in it', async () => {
	const item = await hub.seed.item({
		body: '## Teil\n\n- [ ] offen\n\n| a | b |\n|---|---|\n| c | d |\n\n::: tip\nText\n:::\n\nText[^1] {{organisation.name}}\n\n[^1]: Note\n\n[leer]: https://a.example',
		fields: { steps: [{ title: 'Annehmen', role: 'Empfang' }] },
	});
	const page = await openEditor(item);
	const faults: string[] = [];
	for (const width of [1440, 390]) {
		await page.setViewportSize({ width, height: 900 });
		await page.emulateMedia({ reducedMotion: 'reduce' });
		const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
		const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
		faults.push(...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`));
		if (isWider) faults.push(`wider than ${width}`);
	}

	expect(faults).toEqual([]);
});

test('on a phone saving is in reach of the thumb and covers neither the text nor the keyboard', async () => {
	const body = Array.from({ length: 30 }, (_, line) => `Absatz ${line}.`).join('\n\n');
	const item = await hub.seed.item({ body });
	const page = await openEditor(item, hub, { viewport: { width: 390, height: 844 } });
	const save = page.getByRole('button', { name: 'Speichern', exact: true });
	const rail = page.locator('.rail');
	const caret = () => page.evaluate(() => getSelection()?.getRangeAt(0).getBoundingClientRect().bottom ?? 0);

	await page.keyboard.press('Control+End');
	await page.keyboard.type(' Ergänzt');
	const bar = await page.locator('.editor-save-bar').boundingBox();
	const railBox = await rail.boundingBox();
	const written = await caret();
	// A keyboard of 300 pixels, which no browser has here.
	await page.evaluate(() => {
		Object.defineProperty(visualViewport, 'height', { get: () => innerHeight - 300 });
		visualViewport?.dispatchEvent(new Event('resize'));
	});
	const raised = await page.locator('.editor-save-bar').boundingBox();
	await save.click();
	await page.waitForURL(/done=content\.saveDraft/);

	expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeCloseTo(railBox?.y ?? 0, 0);
	expect(written).toBeLessThanOrEqual(bar?.y ?? 0);
	expect((raised?.y ?? 0) + (raised?.height ?? 0)).toBeCloseTo(844 - 300, 0);
	expect(await page.locator('.editor-visual .ProseMirror').innerText()).toContain('Absatz 29. Ergänzt');
});

// These end sessions, so they have a hub of their own, which pages find from here on.
describe('nothing is lost when a session ends', () => {
	test('a session that ended: the person signs in beside it and goes on', async () => {
		const own = await startTestHub();
		const item = await own.seed.item({ body: 'Alt.' });
		const page = await openEditor(item, own);
		await own.as.author.run('accounts.signOutEverywhere');

		await page.keyboard.press('Control+End');
		await page.keyboard.type(' Abgemeldet.');
		await status(page, 'Sie sind abgemeldet').waitFor();

		expect(await page.getByRole('link', { name: 'Anmelden (neues Fenster)' }).isVisible()).toBe(true);
		expect(await bodyOf(page)).toBe('Alt. Abgemeldet.');
		const kept = await page.evaluate(() => JSON.stringify(localStorage));
		expect(kept).toContain('Abgemeldet.');
	});

	test('signing out takes the texts of this person off the device', async () => {
		const own = await startTestHub();
		const item = await own.seed.item({ body: 'Alt.' });
		const page = await openEditor(item, own);
		await page.context().route('**/api/commands/**', (route) => route.abort());
		await page.keyboard.type('Vertraulich. ');
		await status(page, 'Nicht gesichert').waitFor();

		await page
			.locator('form[data-forget]')
			.first()
			.evaluate((form: HTMLFormElement) => form.requestSubmit());
		await page.waitForURL((url) => !url.pathname.startsWith('/content'));

		expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('Vertraulich');
	});
});

async function openEditor(
	{ id }: Pick<SeededItem, 'id'>,
	of: TestHub = hub,
	options: BrowserContextOptions = {},
): Promise<Page> {
	const page = await browseAs('author', of, options);
	await page.goto(`/content/${id}/edit`);
	await textOf(page).click();
	return page;
}

/** Without the worker for offline pages, which would answer in the hub's place. */
async function browseAs(who: Who, of: TestHub = hub, options: BrowserContextOptions = {}): Promise<Page> {
	const page = await browse(of, who, { serviceWorkers: 'block', ...options });
	page.context().setDefaultTimeout(60_000);
	return page;
}

/** The line that says where the text is. */
function status(page: Page, words: string) {
	return page.locator('[data-part=saved]').filter({ hasText: words });
}

/** The notice about what another window wrote. */
function elsewhere(page: Page, words: string) {
	return page.locator('[data-part=elsewhere]').filter({ hasText: words });
}

function textOf(page: Page) {
	return page.locator('[role=textbox][aria-multiline=true]');
}

/** The Markdown that would be saved. */
async function bodyOf(page: Page): Promise<string> {
	await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
	return page.locator('textarea[name=body]').inputValue();
}

async function choose(page: Page, typed: string, title: string): Promise<void> {
	await page.keyboard.type(typed);
	await page.getByRole('option', { name: title }).first().waitFor();
	await page.keyboard.press('Enter');
}

async function paste(page: Page, data: Readonly<Record<string, string>>): Promise<void> {
	await textOf(page).evaluate((text, types) => {
		const clipboard = new DataTransfer();
		for (const [type, value] of Object.entries(types)) clipboard.setData(type, value);
		text.dispatchEvent(
			new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }),
		);
	}, data);
}

async function copyOf(item: SeededItem) {
	return hub.app.workingCopies.find(hub.network.people.author, { itemId: item.id, language: 'de' });
}

/** One grey point. */
const picture = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
	'base64',
);
