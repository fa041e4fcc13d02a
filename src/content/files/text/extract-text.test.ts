import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDocumentFile, pdfOf, tableFile, wordFile, zipOf } from '../../../../test/harness/sample-files.ts';
import { recognise, requireHarmless } from '../recognise.ts';
import { createTextExtractor, type TextExtractor } from './extract-in-process.ts';

let folder: string;
let extractor: TextExtractor;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'verbund-test-'));
	extractor = createTextExtractor();
});
afterAll(async () => {
	await extractor.close();
	rmSync(folder, { recursive: true, force: true });
});

async function read(bytes: Buffer, by: TextExtractor = extractor) {
	const path = join(folder, randomBytes(6).toString('hex'));
	writeFileSync(path, bytes);
	return by.extract(path, await recognise(bytes.subarray(0, 4100)));
}

describe('what is written in a file is read', () => {
	test.each([
		['PDF', async () => pdfOf('Kostenzusage'), 'Kostenzusage'],
		['Word', () => wordFile('Gr&#252;&#xDF;e &amp; W&lt;nsche'), 'Grüße & W<nsche'],
		['Excel', () => tableFile('Reisekosten'), 'Reisekosten\n\nHaushalt'],
		['OpenDocument', () => openDocumentFile('Ehrenamt<text:s/>hilft'), 'Ehrenamt hilft'],
		['plain text', async () => Buffer.from('Größe\r\n\r\n\r\n\r\n über   alles'), 'Größe\n\nüber alles'],
	])('%s', async (_kind, make, text) => {
		expect(await read(await make())).toEqual({ state: 'read', text });
	});

	test('words of two paragraphs, rows or cells do not run together', async () => {
		const word = await zipOf({
			'[Content_Types].xml': '',
			'word/document.xml': '<w:p><w:t>eins</w:t></w:p><w:p><w:t>zw</w:t><w:t>ei</w:t><w:tab/><w:t>drei</w:t></w:p>',
		});

		expect(await read(word)).toEqual({ state: 'read', text: 'eins\nzwei drei' });
	});
});

describe('what cannot be read is said, and the next file is read', () => {
	const encryptedPdf = Buffer.from(
		pdfOf('x')
			.toString()
			.replace(
				'trailer<<',
				`trailer<</Encrypt<</Filter/Standard/V 1/R 2/P -44/O(${'o'.repeat(32)})/U(${'u'.repeat(32)})>>/ID[(a)(a)]`,
			),
	);
	const bomb = () => zipOf({ '[Content_Types].xml': '', 'word/document.xml': Buffer.alloc(200_000_000, ' ') });
	const manyEntities = () => wordFile('x').then(() =>
		zipOf({
			'[Content_Types].xml': '',
			'word/document.xml':
				'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]><w:document><w:t>&a;&b;</w:t></w:document>',
		}),
	);
	const lie = async () => {
		const bytes = await wordFile('Lüge');
		// Says in the directory that the text is larger than it is.
		bytes.writeUInt32LE(50, bytes.lastIndexOf(Buffer.from('PK\u0001\u0002')) + 24);
		return bytes;
	};

	test.each([
		['a broken PDF', async () => Buffer.from('%PDF-1.7\nkaputt'), { state: 'unreadable' }],
		['an encrypted PDF', async () => encryptedPdf, { state: 'encrypted' }],
		['an Office file with a password', async () => compoundFile('EncryptedPackage'), { state: 'encrypted' }],
		['a Word file of before 2007', async () => compoundFile('WordDocument'), { state: 'oldWord' }],
		['an Excel file of before 2007', async () => compoundFile('Workbook'), { state: 'oldTable' }],
		['a PowerPoint file of before 2007', async () => compoundFile('PowerPoint Document'), { state: 'oldSlides' }],
		['a compound file of something else', async () => compoundFile('__properties_version1.0'), { state: 'unknown' }],
		['a compound file that only speaks of Word', async () => compoundFile('Rede', 'WordDocument'), { state: 'unknown' }],
		['half an archive', async () => (await wordFile('halb')).subarray(0, 120), { state: 'unreadable' }],
		['an archive that lies about sizes', lie, { state: 'unreadable' }],
		['a zip bomb', bomb, { state: 'unreadable' }],
		['an archive of something else', () => zipOf({ 'a.bin': 'x' }), { state: 'unknown' }],
		['a picture', async () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), { state: 'unknown' }],
		['an empty text', async () => Buffer.from(' \n '), { state: 'empty' }],
		['entities that lead to other files', manyEntities, { state: 'read', text: '&a;&b;' }],
	])('%s', async (_kind, make, outcome) => {
		expect(await read(await make())).toEqual(outcome);
		expect(await read(await wordFile('danach'))).toEqual({ state: 'read', text: 'danach' });
	});

	test('one that takes too long or too much memory ends its process and nothing else', async () => {
		const small = createTextExtractor({ timeoutMs: 1, memoryMb: 64 });

		const slow = await read(await wordFile('langsam '.repeat(4_000_000)), small);

		expect(slow).toEqual({ state: 'unreadable' });
		await small.close();
	});
});

/** The beginning of a compound file, and an entry of its directory. */
function compoundFile(stream: string, content = ''): Buffer {
	const bytes = Buffer.alloc(2048);
	Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
	bytes.write(stream, 1152, 'utf16le');
	bytes.writeUInt16LE((stream.length + 1) * 2, 1152 + 64);
	bytes.write(content, 1536, 'utf16le');
	return bytes;
}

test('numbers in the cells of a table are read as people write them', async () => {
	const cells = [
		'<c r="A1"><v>48211</v></c>',
		'<c r="A2" s="4"><f>SUM(A1)</f><v>1234.5</v></c>',
		'<c r="A3"><v>0.30000000000000004</v></c>',
		'<c r="B3" s="1"/>',
		'<c r="A4" t="s"><v>777</v></c>',
		'<c r="A5" t="str"><v>Ergebnis</v></c>',
		'<c r="A6" t="e"><v>#REF!</v></c>',
		'<c r="A7" t="inlineStr"><is><t>Eingebettet</t></is></c>',
	];
	const table = await zipOf({
		'[Content_Types].xml': '',
		'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row>${cells.join('')}</row></sheetData></worksheet>`,
	});

	const outcome = await read(table);

	expect(outcome).toMatchObject({ state: 'read' });
	const words = 'text' in outcome ? outcome.text.split('\n') : [];
	expect(words).toEqual(expect.arrayContaining(['48211', '1234,5', '1.234,50', '0,3', 'Ergebnis', 'Eingebettet']));
	expect(words).not.toContain('777');
	expect(words).not.toContain('#REF!');
});

test('programs are refused whatever they are called, and files that claim to be something else', async () => {
	const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
	const check = async (name: string, bytes: Buffer) => requireHarmless({ name, mediaType: await recognise(bytes) });

	await expect(check('Rechnung.pdf', program)).rejects.toMatchObject({ code: 'files.typeRefused' });
	await expect(check('Rechnung.pdf.vbs', Buffer.from('x'))).rejects.toMatchObject({ code: 'files.typeRefused' });
	await expect(check('Bild.png', pdfOf('x'))).rejects.toMatchObject({ code: 'files.nameMisleads' });
	await expect(check('Vordruck.docx', await wordFile('x'))).resolves.toBeUndefined();
	await expect(check('kaputt.pdf', Buffer.from([1, 2, 3]))).resolves.toBeUndefined();
});
