import { getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import type { PdfBlock, PdfDocument } from './pdf-document.ts';
import { closeAfterTests } from '../../test/harness/test-app.ts';
import { createPdfMaker } from './pdf-maker.ts';

const maker = createPdfMaker();
closeAfterTests(() => maker.close());

async function read(document: Partial<PdfDocument> & Pick<PdfDocument, 'blocks'>) {
	const bytes = await maker.make({ title: 'Nachweis', language: 'de', ...document });
	const pdf = await getDocumentProxy(new Uint8Array(bytes));
	const pages = await Promise.all(
		Array.from({ length: pdf.numPages }, async (_, index) => {
			const page = await pdf.getPage(index + 1);
			const { items } = await page.getTextContent();
			return {
				words: items.map((item) => ('str' in item ? item.str : '')).join(''),
				structure: JSON.stringify(await page.getStructTree()),
			};
		}),
	);
	return { pages, info: (await pdf.getMetadata()).info, marks: await pdf.getMarkInfo() };
}

const paragraph = (text: string): PdfBlock => ({ kind: 'paragraph', text });

test('a PDF says its title and its language, and is tagged', async () => {
	const { info, marks, pages } = await read({
		author: 'Alpha',
		blocks: [
			{ kind: 'heading', level: 1, text: 'Nachweis' },
			paragraph('Text'),
			{ kind: 'list', start: 3, items: [[paragraph('drei')], [paragraph('vier')]] },
			{ kind: 'table', head: ['Kurs', 'Tag'], rows: [['Erste Hilfe', '22.11.2026']] },
		],
	});

	expect(info).toMatchObject({ Title: 'Nachweis', Language: 'de', Author: 'Alpha' });
	expect(marks).toMatchObject({ Marked: true });
	for (const role of ['H1', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Table', 'TR', 'TH', 'TD'])
		expect(pages[0]?.structure).toContain(`"role":"${role}"`);
	expect(pages[0]?.words).toContain('3. drei');
});

test('head and foot stand on every page with its number, and are not read aloud', async () => {
	const { pages } = await read({
		header: 'Alpha',
		footer: 'Seite {page} von {pages}',
		blocks: Array.from({ length: 120 }, (_, index) => paragraph(`Absatz ${index}`)),
	});

	expect(pages.length).toBeGreaterThan(2);
	pages.forEach(({ words }, index) => expect(words).toContain(`Seite ${index + 1} von ${pages.length}`));
	const all = pages.map(({ words }) => words).join('');
	for (const index of [0, 60, 119]) expect(all).toContain(`Absatz ${index}`);
});

test('a table repeats its head on each page, and no row is lost', async () => {
	const rows = Array.from({ length: 80 }, (_, index) => [
		`Zeile ${index}.`,
		index === 5 ? 'lang '.repeat(900) : 'x',
	]);

	const { pages } = await read({ blocks: [{ kind: 'table', head: ['Spalte A', 'Spalte B'], rows }] });
	const all = pages.map(({ words }) => words).join('');

	for (const { words } of pages) expect(words).toContain('Spalte A');
	for (let index = 0; index < 80; index += 1) expect(all).toContain(`Zeile ${index}.`);
	expect(all.match(/lang/g)?.length).toBe(900);
});

describe('a text', () => {
	test.each([
		['Łukasz Őry, Çağla Šimić', 'Łukasz Őry, Çağla Šimić'],
		['„Zitat“ – 3,50 €', '„Zitat“ – 3,50 €'],
		['Олена Шевченко, Ґудзь', 'Олена Шевченко, Ґудзь'],
		['Γιώργος Παπαδόπουλος', 'Γιώργος Παπαδόπουλος'],
		['Nguyễn Hồng', 'Nguyễn Hồng'],
		['☐ ja ☒ nein ✓', '☐ ja ☒ nein ✓'],
		['Zoe\u0308 in zwei Zeichen', 'Zoë in zwei Zeichen'],
		['a\u202Eb\u0000c', 'abc'],
	])('%s is in it', async (written, shown) => {
		const { pages } = await read({ blocks: [paragraph(written)] });

		expect(pages[0]?.words).toContain(shown);
	});

	test.each([
		['فاطمة الزهراء', 'ف'],
		['שרה כהן', 'ש'],
		['小林', '小 林'],
	])('with %s is refused, not shown as boxes', async (written, letters) => {
		const making = maker.make({ title: 'x', language: 'de', blocks: [paragraph(`Frau ${written}`)] });

		await expect(making).rejects.toMatchObject({
			code: 'pdf.letters',
			values: { letters: expect.stringContaining(letters) },
		});
	});

	test.each([
		['one word without an end', 'x'.repeat(5000)],
		['nothing', ''],
		['only blanks', ' '.repeat(500)],
		['only line ends', '\n'.repeat(200)],
	])('of %s breaks nothing', async (_, text) => {
		const { pages } = await read({ blocks: [paragraph(text), paragraph('Ende')] });

		expect(pages.at(-1)?.words).toContain('Ende');
		expect(
			pages
				.map(({ words }) => words)
				.join('')
				.match(/x/g)?.length ?? 0,
		).toBe(text.replace(/[^x]/g, '').length);
	});
});

test('an image that is none is shown by its words', async () => {
	const broken: PdfBlock = { kind: 'image', bytes: Buffer.from('kein Bild'), alt: 'Logo von Alpha' };

	const { pages } = await read({ blocks: [broken] });

	expect(pages[0]?.words).toContain('[Logo von Alpha]');
});

test('what is larger than any paper is refused, and the next one is made', async () => {
	const small = createPdfMaker({ timeoutMs: 300, memoryMb: 256 });
	closeAfterTests(() => small.close());
	const blocks = Array.from({ length: 40_000 }, () =>
		paragraph('Viele Wörter in vielen Zeilen. '.repeat(10)),
	);

	await expect(small.make({ title: 'x', language: 'de', blocks })).rejects.toMatchObject({
		code: 'pdf.tooLarge',
	});
	await expect(
		small.make({ title: 'x', language: 'de', blocks: [paragraph('kurz')] }),
	).resolves.toBeInstanceOf(Uint8Array);
});

test('what is left of a page is shared, a code leads where it says, and a frame is not read aloud', async () => {
	const blocks: readonly PdfBlock[] = [
		paragraph('Oben'),
		{ kind: 'rest' },
		paragraph('Mitte'),
		{ kind: 'rest' },
		paragraph('Unten'),
	];
	const heights = async (document: Partial<PdfDocument>) => {
		const bytes = await maker.make({ title: 'Nachweis', language: 'de', blocks, ...document });
		const pdf = await getDocumentProxy(new Uint8Array(bytes));
		const { items } = await (await pdf.getPage(1)).getTextContent();
		return items.flatMap((item) => ('str' in item && item.str !== '' ? [Number(item.transform[5])] : []));
	};
	const [top = 0, middle = 0, foot = 0] = await heights({});
	const { pages } = await read({
		page: { frame: '#1f4d3a' },
		blocks: [{ kind: 'code', address: 'https://hub.example/x', alt: 'Führt zum Hub', width: 70 }, ...blocks],
	});

	expect(top - middle).toBeCloseTo(middle - foot, 0);
	expect(foot).toBeLessThan(100);
	expect(pages).toHaveLength(1);
	expect(pages[0]?.structure).toContain('Führt zum Hub');
	expect(pages[0]?.structure.match(/"role":"Figure"/g)).toHaveLength(1);
});
