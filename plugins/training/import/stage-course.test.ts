import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { presentationFile, type Slide } from '../../../test/harness/presentation-file.ts';
import { paragraph, wordFile } from '../../../test/harness/word-file.ts';
import { onePixel, zipOf } from '../../../test/harness/zip-file.ts';
import { stageCourse } from './stage-course.ts';

const folders: string[] = [];
afterEach(() => {
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function stage(name: string, bytes: Buffer) {
	const workFolder = mkdtempSync(join(tmpdir(), 'verbund-test-'));
	folders.push(workFolder);
	const path = join(workFolder, 'upload');
	writeFileSync(path, bytes);
	const staged = await stageCourse({
		path,
		name,
		workFolder,
		words: { slide: 'Folie', notes: 'Notizen' },
		signal: new AbortController().signal,
		onProgress: () => undefined,
	});
	return { ...staged, read: (key: string) => readFileSync(join(staged.folder, `${key}.md`), 'utf8') };
}

const present = (slides: readonly Slide[], spoil?: Readonly<Record<string, string>>) =>
	presentationFile(slides, spoil).then((bytes) => stage('Einführung.pptx', bytes));

describe('a presentation', () => {
	test('becomes a lesson for each slide, in the order in which they are shown, with text, picture and notes', async () => {
		const { title, lessons, plan, folder, read } = await present([
			{
				title: 'Was sind *Daten*?',
				lines: [
					['Namen &amp; Adressen', 0],
					['auch Fotos', 1],
					['Gesundheit', 0],
				],
				notes: 'Beispiele nennen lassen.',
				picture: 'Ein Aktenschrank',
			},
			{ title: 'Was tun?', lines: [['Nur ein Satz.', 0]] },
			{},
		]);

		expect(title).toBe('Einführung');
		expect(lessons.map((lesson) => lesson.title)).toEqual(['Was sind *Daten*?', 'Was tun?', 'Folie 3']);
		const first = read('lektion-0001');
		expect(first).toContain('- Namen & Adressen');
		expect(first).toMatch(/\n {2,4}- auch Fotos/);
		expect(first).toMatch(/!\[Ein Aktenschrank\]\(\S+\.png\)/);
		expect(first).toMatch(/## Notizen\n\nBeispiele nennen lassen\./);
		expect(first).not.toContain('Bild der Folie');
		expect(read('lektion-0002')).toContain('Nur ein Satz.');
		expect(plan.lessons[0]).toMatchObject({ pictures: 1 });
		expect(
			readdirSync(folder, { recursive: true }).filter((path) => String(path).endsWith('.png')),
		).toHaveLength(1);
	});

	test('keeps tables, links, emphasis and groups of shapes', async () => {
		const cell = (text: string) =>
			`<a:tc><a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody></a:tc>`;
		const table = `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>${cell('Wer')}${cell('Frist')}</a:tr><a:tr>${cell('Amt')}${cell('3 Tage')}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
		const group = `<p:grpSp><p:grpSpPr/><p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:txBody><a:p><a:r><a:rPr b="1"/><a:t>Wichtig</a:t></a:r><a:r><a:t>: </a:t></a:r><a:r><a:rPr><a:hlinkClick r:id="rIdLink"/></a:rPr><a:t>Merkblatt</a:t></a:r></a:p></p:txBody></p:sp></p:grpSp>`;

		const { read } = await present([{ title: 'Fristen', more: table + group }]);

		expect(read('lektion-0001')).toMatch(/\| Wer\s*\| Frist\s*\|/);
		expect(read('lektion-0001')).toMatch(/\| Amt\s*\| 3 Tage\s*\|/);
		expect(read('lektion-0001')).toContain('**Wichtig**: [Merkblatt](https://bund.example/merkblatt)');
	});

	test('cannot bring HTML or scripts along', async () => {
		const { read } = await present([
			{
				title: 'A',
				lines: [['&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=alert(1)&gt;', 0]],
			},
		]);

		expect(read('lektion-0001')).not.toMatch(/(?<!\\)<(?:script|img)/);
	});

	test.each([
		['that is none', Buffer.from('nichts')],
		['without slides', presentationFile([])],
		[
			'with an entity from outside',
			presentationFile([{ title: 'A' }], {
				'ppt/slides/slide1.xml':
					'<!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/passwd">]><p:sld xmlns:p="p"><p:cSld>&e;</p:cSld></p:sld>',
			}),
		],
		[
			'whose slide is missing',
			presentationFile([{ title: 'A' }], {
				'ppt/_rels/presentation.xml.rels':
					'<Relationships><Relationship Id="rId1" Type="slide" Target="slides/gone.xml"/></Relationships>',
			}),
		],
		[
			'that grows a thousandfold',
			presentationFile([{ title: 'A' }], { 'ppt/slides/slide1.xml': ' '.repeat(60_000_000) }),
		],
	])('%s is refused', async (_, bytes) => {
		await expect(stage('A.pptx', await bytes)).rejects.toMatchObject({ name: 'VerbundError' });
	});

	test('cannot write beside its folder, whatever its pictures are called', async () => {
		const { folder } = await present([{ title: 'A', picture: 'Bild' }], {
			'ppt/slides/_rels/slide1.xml.rels':
				'<Relationships><Relationship Id="rIdPicture" Type="image" Target="../../../../../../tmp/verbund-escaped.png"/></Relationships>',
		});

		expect(readdirSync(tmpdir())).not.toContain('verbund-escaped.png');
		expect(readdirSync(folder, { recursive: true }).some((path) => String(path).endsWith('.png'))).toBe(
			false,
		);
	});
});

test('a folder of Markdown becomes lessons, its folders sections, its pictures and links come along', async () => {
	const { title, lessons, plan, read } = await stage(
		'Hygiene.zip',
		await zipOf({
			'01-Grundlagen/01-haende.md':
				'# Hände waschen\n\n![Seife](bilder/seife.png)\n\nWeiter zu [Flächen](02-flaechen.md).',
			'01-Grundlagen/02-flaechen.md': '# Flächen\n\nAbwischen.',
			'01-Grundlagen/bilder/seife.png': onePixel,
			'02-Küche/kuehlen.md': 'Bei 7 °C.',
		}),
	);

	expect(title).toBe('Hygiene');
	expect(lessons.map(({ section, title: name }) => [section, name])).toEqual([
		['Grundlagen', 'Hände waschen'],
		['Grundlagen', 'Flächen'],
		['Küche', 'kuehlen'],
	]);
	expect(read('lektion-0001')).toContain('[Flächen](lektion-0002.md)');
	expect(read('lektion-0001')).toMatch(/!\[Seife\]\([^)]*seife\.png\)/);
	expect(plan.leftOut).toEqual([]);
});

test('a Word file is split at its headings', async () => {
	const { title, lessons, read } = await stage(
		'Erste Hilfe.docx',
		await wordFile(
			[
				paragraph('Notruf', { style: 'Heading1' }),
				paragraph('Die 112 wählen.'),
				paragraph('Wunden', { style: 'Heading1' }),
				paragraph('Druckverband anlegen.'),
			].join(''),
		),
	);

	expect(title).toBe('Erste Hilfe');
	expect(lessons.map((lesson) => lesson.title)).toEqual(['Notruf', 'Wunden']);
	expect(read('lektion-0002')).toContain('Druckverband anlegen.');
});

test.each([
	['programm.exe', Buffer.from('MZ')],
	['leer.zip', zipOf({})],
	['nur-bilder.zip', zipOf({ 'a.png': onePixel })],
])('%s is no course', async (name, bytes) => {
	await expect(stage(name, await bytes)).rejects.toMatchObject({ name: 'VerbundError' });
});
