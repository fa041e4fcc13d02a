import { createReadStream, writeFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import mammoth from 'mammoth';
import PizZip from 'pizzip';
import { getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '../access/actor.ts';
import type { PlaceholderValue, PlaceholderValues } from '../content/placeholders/placeholder-values.ts';
import { zipOf as zipOfTexts } from '../../test/harness/sample-files.ts';
import { closeAfterTests, temporaryFolder } from '../../test/harness/test-app.ts';
import { paragraph, picture, run, table, wordFile } from '../../test/harness/word-file.ts';
import { onePixel } from '../../test/harness/zip-file.ts';
import { createPaper, type Paper } from './paper.ts';

let folder: string;
let paper: Paper;
beforeAll(() => {
	folder = temporaryFolder();
	paper = paperWith('');
});

function paperWith(path: string): Paper {
	const made = createPaper({
		attachments: {
			open: (_actor, id) =>
				Promise.resolve({
					file: { id, name: id, mediaType: '', size: 1, url: '' },
					stream: () => createReadStream(join(folder, id)),
				}),
		},
		organisations: {
			readImage: () => Promise.resolve({ mediaType: 'image/png', bytes: Buffer.from(onePixel) }),
		},
		storage: { pathOf: (id) => join(folder, id) },
		path,
	});
	closeAfterTests(() => made.close());
	return made;
}

const text = (words: string): PlaceholderValue => ({ kind: 'text', text: words });
const values: PlaceholderValues = new Map<string, PlaceholderValue>([
	['organisation.name', text('Müller & <Söhne>')],
	['organisation.bank', text('Sparkasse\nIBAN DE00')],
	['today', { kind: 'day', day: '2026-11-22' }],
	[
		'organisation.letterhead',
		{ kind: 'image', url: '/organisations/a/logo?v=1', alt: 'Kopf', width: 40, height: 20 },
	],
	[
		'ask.children',
		{ kind: 'list', entries: [new Map([['item', text('Mia')]]), new Map([['item', text('Ben')]])] },
	],
]);
const filling = { title: 'Brief', language: 'de', values, missing: '[fehlt: {name}]' };

async function check(bytes: Buffer): Promise<readonly string[]> {
	writeFileSync(join(folder, 'template'), bytes);
	return (await paper.check('template')).marks;
}

async function fill(body: string) {
	writeFileSync(join(folder, 'template'), await wordFile(body));
	const word = await paper.fill(anonymous, 'template', filling, 'word');
	const { value } = await mammoth.extractRawText({ buffer: Buffer.from(word.bytes) });
	return { text: value.replace(/\n+/g, '|'), missing: word.missing, bytes: word.bytes };
}

async function readPdf(bytes: Uint8Array) {
	const pdf = await getDocumentProxy(new Uint8Array(bytes));
	const page = await pdf.getPage(1);
	const { items } = await page.getTextContent();
	return {
		words: items.map((item) => ('str' in item ? item.str : '')).join(''),
		structure: JSON.stringify(await page.getStructTree()),
		info: JSON.stringify((await pdf.getMetadata()).info),
	};
}

describe('a Word file', () => {
	test('is filled where Word has cut a placeholder into pieces', async () => {
		const cut = ['An {', '{organi', 'sation.na', 'me}', '} heute'].map((part) => run(part)).join('');

		expect((await fill(paragraph(cut))).text).toContain('An Müller & <Söhne> heute');
	});

	test('has values, days, conditions, lists and rows', async () => {
		const { text: words, missing } = await fill(
			[
				paragraph('Frist {{today + 14 days}}'),
				paragraph('{{#if organisation.fax}}'),
				paragraph('Fax'),
				paragraph('{{/if}}'),
				paragraph('{{#unless organisation.fax}}Kein Fax{{/unless}}'),
				paragraph('{{#each ask.children}}'),
				paragraph('Kind {{item}}'),
				paragraph('{{/each}}'),
				table([['{{#each ask.children}}{{item}}', 'Zeile{{/each}}']]),
				paragraph('{{organisation.bank}}'),
			].join(''),
		);

		expect(words).toContain('Frist 6. Dezember 2026|Kein Fax|Kind Mia|Kind Ben|');
		expect(words).toMatch(/Mia\|Zeile\|Ben\|Zeile/);
		expect(words).toContain('Sparkasse');
		expect(words).not.toContain('|Fax');
		expect(missing).toEqual([]);
	});

	test('shows what is missing, and says so', async () => {
		const { text: words, missing } = await fill(paragraph('Fax {{organisation.fax}}, {{constructor.name}}'));

		expect(words).toContain('Fax [fehlt: organisation.fax], [fehlt: constructor.name]');
		expect(missing).toEqual(['organisation.fax', 'constructor.name']);
	});

	test('carries the letterhead as a picture with words', async () => {
		const { bytes } = await fill(paragraph('{{organisation.letterhead}}'));
		const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });

		expect(value).toMatch(/<img alt="Kopf" src="data:image\/png;base64,/);
	});

	test('has lists in lists', async () => {
		const { text: words } = await fill(
			[
				paragraph('{{#each ask.children}}'),
				paragraph('{{item}}'),
				paragraph('{{#each organisation.bank}}'),
				paragraph('{{item}}', { list: { id: 1, level: 1 } }),
				paragraph('{{/each}}'),
				paragraph('{{/each}}'),
			].join(''),
		);

		expect(words).toBe('Mia|Sparkasse|IBAN DE00|Ben|Sparkasse|IBAN DE00|');
	});

	test('names its placeholders', async () => {
		const marks = await check(await wordFile(paragraph('{{ask.name}} {{#if a}}{{today+1day}}{{/if}}')));

		expect(marks).toEqual(['ask.name', '#if a', 'today + 1 day', '/if']);
	});

	test('becomes a tagged PDF of its text where the server has no LibreOffice', async () => {
		writeFileSync(
			join(folder, 'template'),
			await wordFile(paragraph('An {{organisation.name}}') + table([['a', 'b']])),
		);

		const { bytes } = await paper.fill(anonymous, 'template', filling, 'pdf');
		const { words, structure, info } = await readPdf(bytes);

		expect(words).toContain('An Müller & <Söhne>');
		expect(structure).toContain('"role":"Table"');
		expect(info).toContain('"Title":"Brief"');
		expect(info).toContain('"Language":"de"');
		await expect(paper.keepsLooks()).resolves.toBe(false);
	});
});

const broken = /^(?:paper|import)\.broken$/;

describe('the preview of a Word file', () => {
	const preview = async (word: Buffer) => {
		writeFileSync(join(folder, 'template'), word);
		return paper.preview(anonymous, 'template', filling, '/pictures/');
	};

	test('has its structure, and marks what was filled in and what is missing', async () => {
		const { html, missing } = await preview(
			await wordFile(
				[
					paragraph('Bescheid', { style: 'berschrift1' }),
					paragraph(`${run('An ')}${run('{{organisation.name}}', '<w:b/>')}`),
					paragraph('{{organisation.bank}}', { list: { id: 1, level: 0 } }),
					table([['Fax', '{{organisation.fax}}']]),
				].join(''),
			),
		);

		expect(html).toContain('<h2>Bescheid</h2>');
		expect(html).toContain(
			'An <strong><span class="placeholder-value">Müller &amp; &lt;Söhne&gt;</span></strong>',
		);
		expect(html).toMatch(/<li><span class="placeholder-value">Sparkasse<br \/?>IBAN DE00<\/span><\/li>/);
		expect(html).toContain('<span class="placeholder-missing">[fehlt: organisation.fax]</span>');
		expect(missing).toEqual(['organisation.fax']);
	});

	test('has the head and the foot of its first page around the text, and its pictures', async () => {
		const { html } = await preview(await withMargins(paragraph('Guten Tag') + paragraph(picture('Plan'))));
		const [, digest = ''] = /src="\/pictures\/([0-9a-f]{32})"/.exec(html) ?? [];
		const found = await paper.picture(anonymous, 'template', digest);

		expect(html).toMatch(/^<p>Kopf von <span[^>]*>Müller[^]*<hr>[^]*Guten Tag[^]*<hr><p>Seite<\/p>$/);
		expect(html).toContain('alt="Plan"');
		expect(found.type).toBe('image/png');
		expect(Buffer.from(found.bytes).toString()).toContain('another');
	});

	test('shows the letterhead from its own address', async () => {
		const { html } = await preview(await wordFile(paragraph('{{organisation.letterhead}}')));

		expect(html).toContain('src="/organisations/a/logo?v=1"');
	});

	test('has no other pictures than those of the file', async () => {
		await preview(await wordFile(paragraph('Text')));

		const asked = paper.picture(anonymous, 'template', '0'.repeat(32));

		await expect(asked).rejects.toMatchObject({ code: 'request.notFound' });
	});

	test.each<[string, string]>([
		['placeholders', '{{organisation.bank}} {{#each ask.children}}'],
		['XML', '</w:t></w:r><w:r><w:t>fremd'],
		['HTML', '<img src=x onerror=alert(1)>'],
		['a formula of Word', 'HYPERLINK "https://evil.example"'],
		['signs that XML forbids', 'a\u0000\u0008\ud800b'],
	])('shows %s in a name as words', async (_, name) => {
		writeFileSync(join(folder, 'template'), await wordFile(paragraph('An {{organisation.name}}!')));
		const named = { ...filling, values: new Map([...values, ['organisation.name', text(name)]]) };

		const { html, missing } = await paper.preview(anonymous, 'template', named, '/pictures/');

		expect(html).toMatch(/^<p>An <span class="placeholder-value">[^<>]*<\/span>!<\/p>$/);
		expect(missing).toEqual([]);
	});

	test.each<[string, Readonly<Record<string, string>>]>([
		['its text', { 'word/document.xml': '<w:document><w:body><w:p></w:body>' }],
		['its head', { 'word/header1.xml': '<w:hdr><w:p><w:r>{{organisation.name}}</w:hdr>' }],
		['its styles', { 'word/styles.xml': '<w:styles' }],
		['its relations', { 'word/_rels/document.xml.rels': '<Relationships><Relationship' }],
	])('whose file is broken in %s says so, and it never becomes a template', async (_, parts) => {
		const zip = new PizZip(await withMargins(paragraph('Guten Tag')));
		for (const [name, words] of Object.entries(parts)) zip.file(name, words);
		const word = zip.generate({ type: 'nodebuffer' });

		await expect(preview(word)).rejects.toMatchObject({ code: expect.stringMatching(broken) });
		await expect(check(word)).rejects.toMatchObject({ code: expect.stringMatching(broken) });
	});

	test('whose words imitate its marks shows them as words', async () => {
		const { html } = await preview(await wordFile(paragraph('a\ufdd0b') + paragraph('c\ufdd2 {{today}}')));

		expect(html).toBe('<p>ab</p><p>c <span class="placeholder-value">22. November 2026</span></p>');
	});
});

async function partsOf(body: string, parts: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
	const zip = new PizZip(await wordFile(body));
	for (const [name, words] of Object.entries(parts)) zip.file(name, words);
	return zip.generate({ type: 'nodebuffer' });
}

/** A letter whose first page has another head than those behind it. */
function withMargins(body: string): Promise<Buffer> {
	const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
	const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
	const relation = (id: string, type: string, target: string) =>
		`<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
	const reference = (kind: string, type: string, id: string) =>
		`<w:${kind}Reference w:type="${type}" r:id="${id}"/>`;
	const references = [
		reference('header', 'default', 'rHead'),
		reference('header', 'first', 'rFirst'),
		reference('footer', 'default', 'rFoot'),
	].join('');
	return partsOf(`${body}<w:sectPr>${references}<w:titlePg/></w:sectPr>`, {
		'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${[
			relation('rFirst', 'header', 'header1.xml'),
			relation('rHead', 'header', 'header2.xml'),
			relation('rFoot', 'footer', 'footer1.xml'),
			relation('rImage', 'image', 'media/image1.png'),
		].join('')}</Relationships>`,
		'word/media/image1.png': Buffer.concat([onePixel, Buffer.from('another')]),
		'[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>${[
			['document', 'document.main'],
			['header1', 'header'],
			['header2', 'header'],
			['footer1', 'footer'],
		]
			.map(
				([name, kind]) =>
					`<Override PartName="/word/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${kind}+xml"/>`,
			)
			.join('')}</Types>`,
		'word/header1.xml': `<w:hdr ${namespace}>${paragraph('Kopf von {{organisation.name}}')}</w:hdr>`,
		'word/header2.xml': `<w:hdr ${namespace}>${paragraph('Folgeseite')}</w:hdr>`,
		'word/footer1.xml': `<w:ftr ${namespace}>${paragraph('Seite')}</w:ftr>`,
	});
}

describe('a file that is no template', () => {
	const part = (name: string, words: string) => () => partsOf(paragraph('Text'), { [name]: words });
	const relation = (type: string, target: string) =>
		part(
			'word/_rels/settings.xml.rels',
			`<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`,
		);

	test.each<[string, () => Promise<Buffer>, string]>([
		['with macros', part('word/vbaProject.bin', 'x'), 'paper.macros'],
		['with an embedded file', part('word/embeddings/oleObject1.bin', 'x'), 'paper.macros'],
		['with controls', part('word/activeX/activeX1.xml', '<x/>'), 'paper.macros'],
		[
			'that says it has macros',
			part(
				'[Content_Types].xml',
				'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
			),
			'paper.macros',
		],
		[
			'with a template elsewhere',
			relation('attachedTemplate', 'https://evil.example/x.dotm'),
			'paper.external',
		],
		['with a picture elsewhere', relation('image', 'https://evil.example/x.png'), 'paper.external'],
		['with a link to a share', relation('hyperlink', 'file://evil.example/share'), 'paper.external'],
		[
			'with a field that starts something',
			part('word/header1.xml', '<w:hdr><w:instrText>DDEAUTO c:\\x</w:instrText></w:hdr>'),
			'paper.external',
		],
		[
			'with a field in pieces',
			part(
				'word/footer1.xml',
				'<w:ftr><w:instrText>INCLUDE</w:instrText><w:instrText>TEXT "x"</w:instrText></w:ftr>',
			),
			'paper.external',
		],
		[
			'with entities',
			part('word/header1.xml', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:hdr>&a;</w:hdr>'),
			'paper.external',
		],
		[
			'that unpacks to gigabytes',
			() => zipOfTexts({ 'word/document.xml': Buffer.alloc(60_000_000, 32) }),
			'import.bomb',
		],
		['that is a spreadsheet', () => zipOfTexts({ 'xl/workbook.xml': '<x/>' }), 'import.notWord'],
		['that is a PDF by another name', () => Promise.resolve(Buffer.from('%PDF-1.7')), 'import.notWord'],
		['with a section that has no end', () => wordFile(paragraph('{{#if a}} b')), 'paper.broken'],
		['with a placeholder that has no end', () => wordFile(paragraph('{{ask.name')), 'paper.broken'],
	])('%s is refused', async (_, make, code) => {
		await expect(make().then(check)).rejects.toMatchObject({ code });
	});

	test('keeps links that one has to follow', async () => {
		await expect(check(await relation('hyperlink', 'https://www.example.org/')())).resolves.toEqual([]);
	});
});

describe('a text', () => {
	const html =
		'<p><img src="/organisations/a/logo?v=1" alt="Kopf" width="40" height="20"></p><h2>Zusage</h2><p>Guten Tag,<br>Łukasz &lt;b&gt;</p><ul><li>eins</li></ul>';

	test('becomes a Word file', async () => {
		const bytes = await paper.write(anonymous, { title: 'Zusage', language: 'de', html }, 'word');
		const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });

		expect(value).toContain('Guten Tag,');
		expect(value).toContain('Łukasz &lt;b&gt;');
		expect(value).toContain('<li>eins</li>');
		expect(value).toContain('<img');
	});

	test('becomes a tagged PDF', async () => {
		const bytes = await paper.write(anonymous, { title: 'Zusage', language: 'de', html }, 'pdf');
		const { words, structure } = await readPdf(bytes);

		expect(words).toContain('Łukasz <b>');
		expect(structure).toContain('"role":"H1"');
		expect(structure).toContain('"alt":"Kopf"');
	});
});

describe('LibreOffice on the server', () => {
	/** Stands for the program: it is what is called, and with what. */
	async function office(script: string): Promise<Paper> {
		const programs = join(temporaryFolder(), 'bin');
		await mkdir(programs);
		await writeFile(join(programs, 'soffice'), `#!/bin/sh\n${script}`);
		await chmod(join(programs, 'soffice'), 0o755);
		return paperWith(`${programs}:/bin:/usr/bin`);
	}

	test('makes the PDF, with a profile of its own and nothing of the hub’s surroundings', async () => {
		writeFileSync(join(folder, 'template'), await wordFile(paragraph('Text')));
		process.env['VERBUND_TEST_SECRET'] = 'geheim';
		const made = await office('echo "$@ [$VERBUND_TEST_SECRET]" > "$HOME/paper.pdf"');

		const { bytes } = await made.fill(anonymous, 'template', filling, 'pdf');
		const called = Buffer.from(bytes).toString();

		expect(called).toMatch(/--headless.*-env:UserInstallation=file:\/\/\S+\/profile.*--convert-to pdf/);
		expect(called).toContain('[]');
		await expect(made.keepsLooks()).resolves.toBe(true);
	});

	test('that fails is said to have failed', async () => {
		writeFileSync(join(folder, 'template'), await wordFile(paragraph('Text')));
		const made = await office('exit 1');

		await expect(made.fill(anonymous, 'template', filling, 'pdf')).rejects.toMatchObject({
			code: 'paper.officeFailed',
		});
	});
});
