import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/harness/test-app.ts';
import { footnote, link, paragraph, picture, run, table, wordFile } from '../../../test/harness/word-file.ts';
import { onePixel, zipOf } from '../../../test/harness/zip-file.ts';
import { stageSource, type ConversionLimits } from './stage-source.ts';

const uuid = '0190b3a2-7c1e-7abc-8def-0123456789ab';

async function stage(files: Readonly<Record<string, string | Buffer>>, limits?: ConversionLimits) {
	const folder = temporaryFolder();
	const sourceFolder = join(folder, 'source');
	const targetFolder = join(folder, 'texts');
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(join(sourceFolder, dirname(path)), { recursive: true });
		writeFileSync(join(sourceFolder, path), content);
	}
	const staged = await stageSource({
		sourceFolder,
		targetFolder,
		...(limits ? { limits } : {}),
		signal: new AbortController().signal,
	});
	const text = (path: string) => readFileSync(join(targetFolder, path), 'utf8');
	const body = (path: string) => text(path).replace(/^---\n[^]*?\n---\n\n/, '');
	const reasons = Object.fromEntries(staged.leftOut.map(({ path, note }) => [path, note.code]));
	return { ...staged, targetFolder, text, body, reasons };
}

describe('a Word file', () => {
	test('comes with headings, nested lists, tables, notes, links and pictures', async () => {
		const document = await wordFile(
			[
				paragraph('Aufnahme in die Wohngruppe', { style: 'Titel' }),
				paragraph('Vor dem Einzug', { style: 'berschrift1' }),
				paragraph(
					run('Der Antrag ist ') + run('schriftlich', '<w:b/>') + run(' zu stellen') + footnote(1) + run('.'),
				),
				paragraph('Unterlagen', { style: 'berschrift2' }),
				paragraph('Ausweis', { list: { id: 1, level: 0 } }),
				paragraph('Vorderseite', { list: { id: 1, level: 1 } }),
				paragraph('Bescheid', { list: { id: 1, level: 0 } }),
				paragraph('anrufen', { list: { id: 2, level: 0 } }),
				paragraph('aufnehmen', { list: { id: 2, level: 0 } }),
				table([
					['Stelle', 'Telefon'],
					['Sozialamt', '0123 | 456'],
				]),
				paragraph(link('Alle Gesetze')),
				paragraph(picture('Grundriss der Wohngruppe')),
			].join(''),
			['Nach § 108 SGB IX.'],
		);

		const { text, body, texts, targetFolder } = await stage({ 'Aufnahme.docx': document });

		expect(text('Aufnahme.md')).toContain('title: Aufnahme in die Wohngruppe\n');
		expect(body('Aufnahme.md')).toBe(`## Vor dem Einzug

Der Antrag ist **schriftlich** zu stellen[^1].

### Unterlagen

- Ausweis
  - Vorderseite
- Bescheid

1. anrufen
2. aufnehmen

| Stelle | Telefon |
| --- | --- |
| Sozialamt | 0123 \\| 456 |

[Alle Gesetze](https://www.gesetze-im-internet.de/)

![Grundriss der Wohngruppe](Aufnahme.files/bild-1.png)

[^1]: Nach § 108 SGB IX.
`);
		expect(readFileSync(join(targetFolder, 'Aufnahme.files/bild-1.png'))).toEqual(onePixel);
		expect(texts.get('Aufnahme.md')).toMatchObject({ source: 'Aufnahme.docx', notes: [] });
	});

	test('leaves its table of contents behind, and bold lines are its headings where it has no others', async () => {
		const bold = (text: string) => run(text, '<w:b/>');
		const document = await wordFile(
			[
				paragraph('Hausordnung', { style: 'Titel' }),
				paragraph('1. Ruhe 2', { style: 'Verzeichnis1' }),
				paragraph(bold('1. ') + bold('Ruhe')),
				paragraph('Ab 22 Uhr ist es leise.'),
				paragraph(bold('Wichtig: Niemand raucht im Haus!')),
				paragraph(bold('Haus A')),
				paragraph(bold('Am Markt 1')),
				paragraph('Eingang im Hof'),
				paragraph(bold('Dienste')),
				table([[bold('Tag'), 'Dienst']]),
			].join(''),
		);
		const styled = await wordFile(
			paragraph('Ruhe', { style: 'berschrift1' }) +
				paragraph(bold('Nur fett')) +
				paragraph('Ab 22 Uhr ist es leise.'),
		);

		const { body, texts } = await stage({ 'Hausordnung.docx': document, 'Ruhe.docx': styled });

		expect(body('Hausordnung.md')).toBe(`## 1. Ruhe

Ab 22 Uhr ist es leise.

**Wichtig: Niemand raucht im Haus!**

**Haus A**

**Am Markt 1**

Eingang im Hof

## Dienste

| Tag | Dienst |
| --- | --- |
`);
		expect(texts.get('Hausordnung.md')?.notes).toEqual([{ code: 'boldHeadings', values: { count: 2 } }]);
		expect(body('Ruhe.md')).toContain('**Nur fett**');
	});

	test('that is none, or hostile, is refused by name, and the rest goes on', async () => {
		const bomb = await zipOf({ 'word/document.xml': Buffer.alloc(60_000_000, 0x20) });
		const encrypted = Buffer.concat([
			Buffer.from('d0cf11e0a1b11ae1', 'hex'),
			Buffer.alloc(600),
			Buffer.from('EncryptedPackage', 'utf16le'),
		]);
		const good = await wordFile(paragraph('Guten Tag'));

		const { texts, reasons } = await stage({
			'bombe.docx': bomb,
			'geheim.docx': encrypted,
			'alt.docx': Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
			'programm.docx': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600)]),
			'leer.docx': '',
			'halb.docx': good.subarray(0, good.length - 200),
			'tabelle.docx': await zipOf({ 'xl/workbook.xml': '<x/>' }),
			'kaputt.docx': await zipOf({ 'word/document.xml': '<w:document', '_rels/.rels': '<' }),
			'gut.docx': good,
		});

		expect(reasons).toEqual({
			'bombe.docx': 'error.import.bomb',
			'geheim.docx': 'error.import.encrypted',
			'alt.docx': 'error.import.oldWord',
			'programm.docx': 'error.import.notWord',
			'leer.docx': 'error.import.notWord',
			'halb.docx': 'error.import.broken',
			'tabelle.docx': 'error.import.notWord',
			'kaputt.docx': 'error.import.broken',
		});
		expect([...texts.keys()]).toEqual(['gut.md']);
	});

	test('whose parts lie about their size is refused before it fills the memory', async () => {
		const document = await wordFile(paragraph('x'.repeat(4_000_000)));
		// Both lists of the archive say that the part has a thousand bytes.
		for (
			let at = document.indexOf('word/document.xml');
			at >= 0;
			at = document.indexOf('word/document.xml', at + 1)
		) {
			const isList = document.readUInt32LE(at - 46) === 0x02014b50;
			document.writeUInt32LE(1000, isList ? at - 46 + 24 : at - 30 + 22);
		}

		const { reasons } = await stage({ 'luege.docx': document });

		expect(reasons).toEqual({ 'luege.docx': 'error.import.broken' });
	});

	test('that needs too much memory ends its process, and the next begins a new one', async () => {
		const cells = (row: number) =>
			Array.from({ length: 40 }, (_, column) => `${row * 7919} ${column * 104_729}`);
		const huge = await wordFile(table(Array.from({ length: 4000 }, (_, row) => cells(row))));
		const good = await wordFile(paragraph('Guten Tag'));

		const { texts, reasons } = await stage({ 'a-riesig.docx': huge, 'b-gut.docx': good }, { memoryMb: 100 });

		expect(reasons).toEqual({ 'a-riesig.docx': 'error.import.tooComplex' });
		expect([...texts.keys()]).toEqual(['b-gut.md']);
	});
});

test('a page of HTML keeps what it means and loses what acts', async () => {
	const { text, body, texts } = await stage({
		'seite.html': `<!doctype html><html><head><title>Hausordnung</title><style>p{}</style></head><body>
			<script>alert(1)</script>
			<h1>Hausordnung <small>2026</small></h1>
			<p onclick="x()" style="font-weight:bold">Ruhe ab <a href="javascript:alert(1)">22 Uhr</a>, 10 m<sup>2</sup>.</p>
			<table><tr><th colspan="2">Dienste</th><th>Tag</th></tr><tr><td rowspan="2">Küche</td><td>Anna</td><td>Mo</td></tr>
			<tr><td>Ben</td><td>Di</td></tr></table>
			<ul><li><input type="checkbox" checked> Schlüssel</li><li><input type="checkbox"> Vertrag</li></ul>
			<details><summary>Mehr</summary><p>Später</p></details>
			<img src="https://tracker.example/x.png" alt="Bild"><img src="data:image/png;base64,${onePixel.toString('base64')}" alt="Punkt">
			<iframe src="https://film.example/1"></iframe>
			<p class="callout warning">Achtung</p>
			</body></html>`,
	});

	expect(text('seite.md')).toContain('title: Hausordnung 2026\n');
	expect(body('seite.md')).toBe(`Ruhe ab 22 Uhr, 10 m².

| Dienste |  | Tag |
| --- | --- | --- |
| Küche | Anna | Mo |
|  | Ben | Di |

- [x] Schlüssel
- [ ] Vertrag

**Mehr**

Später

[Bild](https://tracker.example/x.png)![Punkt](seite.files/bild-1.png)

[https://film.example/1](https://film.example/1)

::: warning
Achtung
:::
`);
	expect(texts.get('seite.md')?.notes.map(({ code }) => code)).toEqual(['remoteImage', 'embedded']);
});

test('of a web page only its text comes, not what stands around it', async () => {
	const page = `<html><head><title>Brandschutz – Träger</title></head><body><header><p>Träger e. V.</p></header>
		<h1>Brandschutz</h1><main><p>Ruhe bewahren.</p></main><footer>© Träger</footer>
		<div>Wir nutzen Cookies</div></body></html>`;

	const { text, body } = await stage({ 'seite.html': page });

	expect(text('seite.md')).toContain('title: Brandschutz\n');
	expect(body('seite.md')).toBe('Ruhe bewahren.\n');
});

test('Markdown of other programs: an underlined title, and boxes that are quotes', async () => {
	const { text, body } = await stage({
		'strom.md':
			'Stromausfall\n===\n\nText\n\n> [!WARNING]\n> Nicht\n> anfassen\n\n> Zitat\n\n```\n> [!NOTE]\n```\n',
		'liste.md': '- Eins\n===\n',
	});

	expect(text('strom.md')).toContain('title: Stromausfall\n');
	expect(body('strom.md')).toBe(
		'Text\n\n::: warning\nNicht\nanfassen\n:::\n\n> Zitat\n\n```\n> [!NOTE]\n```\n',
	);
	expect(text('liste.md')).toContain('title: liste\n');
});

test('an export of Outline becomes collections, with links between its texts and its files', async () => {
	const { layout, body, text, targetFolder, reasons } = await stage({
		'Handbuch/Aufnahme.md': `# Aufnahme\n\nSiehe [Antrag](./Aufnahme/Antrag%20stellen.md) und [weg](/doc/weg-abc).\n\n:::info\nGut zu wissen\n:::\n\n![Plan](uploads/${uuid}/${uuid}/plan.png " =640x480")\n\\\nEnde\n`,
		'Handbuch/Aufnahme/Antrag stellen.md': '# Antrag stellen\n\n[zurück](../Aufnahme.md)\n',
		[`Handbuch/uploads/${uuid}/${uuid}/plan.png`]: onePixel,
		'Handbuch/uploads/lose.pdf': '%PDF-',
	});

	expect(layout).toBe('outline');
	expect(text('Handbuch/Aufnahme/_collection.yaml')).toContain('title: Aufnahme');
	expect(body('Handbuch/Aufnahme/Aufnahme.md')).toBe(
		`Siehe [Antrag](Antrag%20stellen.md) und weg.\n\n::: note\nGut zu wissen\n:::\n\n![Plan](../uploads/${uuid}/${uuid}/plan.png)\n\nEnde\n`,
	);
	expect(body('Handbuch/Aufnahme/Antrag stellen.md')).toBe('[zurück](Aufnahme.md)\n');
	expect(existsSync(join(targetFolder, `Handbuch/uploads/${uuid}/${uuid}/plan.png`))).toBe(true);
	expect(reasons).toEqual({ 'Handbuch/uploads/lose.pdf': 'notReferenced' });
});

test('an export of Docmost keeps its pages in pages, and its HTML becomes Markdown', async () => {
	const { layout, body } = await stage({
		'Team.md': `# Team\n\n- [x]  erledigt \n- [ ]  offen \n\n<details>\n<summary>Mehr</summary>\n\n**fett**\n\n</details>\n\n![](files/${uuid}/bild.png)\n`,
		'Team/Regeln (1).md': '# Regeln\n\n[Team](../Team.md)\n\n:::success\nja\n:::\n',
		[`files/${uuid}/bild.png`]: onePixel,
		'docmost-metadata.json': '{}',
	});

	expect(layout).toBe('docmost');
	expect(body('Team/Team.md')).toBe(
		`- [x] erledigt\n- [ ] offen\n\n**Mehr**\n\n**fett**\n\n![](../files/${uuid}/bild.png)\n`,
	);
	expect(body('Team/Regeln (1).md')).toBe('[Team](Team.md)\n\n::: tip\nja\n:::\n');
});

test('the portable ZIP of BookStack becomes a book, its chapters and its pages', async () => {
	const { layout, body, text, targetFolder } = await stage({
		'data.json': JSON.stringify({
			instance: { version: 'v25.02', id_ciphertext: 'x' },
			book: {
				id: 1,
				name: 'Qualität',
				pages: [
					{
						id: 40,
						name: 'Übersicht',
						priority: 1,
						html: '<h2>Los</h2><p><a href="[[bsexport:page:41]]">Kapitel</a> <img src="[[bsexport:image:4a5m4a.png]]" alt="Haus"></p><p class="callout info">Hinweis</p>',
						images: [{ name: 'Haus.png', file: '4a5m4a.png' }],
						attachments: [{ name: 'Formular', file: 'x9z.pdf', order: 1 }],
						tags: [{ name: 'Art', value: 'Regel' }],
					},
				],
				chapters: [
					{
						id: 2,
						name: 'Aufnahme & Anträge',
						pages: [{ id: 41, name: 'Antrag', markdown: 'Siehe [oben]([[bsexport:page:40]]).' }],
					},
				],
			},
		}),
		'files/4a5m4a.png': onePixel,
		'files/x9z.pdf': '%PDF-1.4',
	});

	expect(layout).toBe('bookstack');
	expect(text('Qualität/Aufnahme & Anträge/_collection.yaml')).toContain('title: Aufnahme & Anträge');
	expect(text('Qualität/Übersicht.md')).toContain('tags:\n  - "Art: Regel"\n');
	expect(body('Qualität/Übersicht.md')).toBe(
		'## Los\n\n[Kapitel](Aufnahme%20%26%20Antr%C3%A4ge/Antrag.md) ![Haus](../files/4a5m4a.png.d/Haus.png)\n\n::: note\nHinweis\n:::\n\n- [Formular](../files/x9z.pdf.d/Formular.pdf)\n',
	);
	expect(body('Qualität/Aufnahme & Anträge/Antrag.md')).toBe('Siehe [oben](../%C3%9Cbersicht.md).\n');
	expect(readdirSync(join(targetFolder, 'files'))).toHaveLength(2);
});

test('Markdown without anything foreign stays as it was written', async () => {
	const written =
		'Ein *Wort* und  zwei Leerzeichen.\n\n* eins\n* zwei\n\n`[code](x.md)` [[notiz|Notiz]] und [außen](https://a.example/b(c))';
	const { body, text } = await stage({
		'text.en.md': `---\ntitle: Text\ntags: eins, zwei\ncustom: {a: 1}\n---\n${written}\n`,
		'notiz.md': '# Notiz\n',
	});

	expect(text('text.en.md')).toContain('tags:\n  - eins\n  - zwei\n');
	expect(body('text.en.md')).toBe(`${written.replace('[[notiz|Notiz]]', '[Notiz](notiz.md)')}\n`);
});
