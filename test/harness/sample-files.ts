import { ZipFile } from 'yazl';

/** A PDF of one page that says this; letters of ASCII only. */
export function pdfOf(words: string): Buffer {
	const content = `BT /F1 18 Tf 20 100 Td (${words}) Tj ET`;
	const objects = [
		'<</Type/Catalog/Pages 2 0 R>>',
		'<</Type/Pages/Kids[3 0 R]/Count 1>>',
		'<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 144]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
		`<</Length ${content.length}>>stream\n${content}\nendstream`,
		'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
	];
	const body = objects.map((object, index) => `${index + 1} 0 obj${object}endobj\n`).join('');
	return Buffer.from(`%PDF-1.4\n${body}trailer<</Root 1 0 R>>\n%%EOF`);
}

/** An archive of these texts, by their names. */
export async function zipOf(entries: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
	const zip = new ZipFile();
	for (const [name, text] of Object.entries(entries)) zip.addBuffer(Buffer.from(text), name);
	zip.end();
	const chunks: Buffer[] = [];
	for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks);
}

export function wordFile(words: string): Promise<Buffer> {
	return zipOf({
		'[Content_Types].xml': '<?xml version="1.0"?><Types/>',
		'word/document.xml': `<w:document><w:body><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:body></w:document>`,
	});
}

export function tableFile(words: string): Promise<Buffer> {
	return zipOf({
		'[Content_Types].xml': '<?xml version="1.0"?><Types/>',
		'xl/workbook.xml': '<workbook><sheets><sheet name="Haushalt" sheetId="1"/></sheets></workbook>',
		'xl/sharedStrings.xml': `<sst><si><t>${words}</t></si></sst>`,
		'xl/worksheets/sheet1.xml':
			'<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>',
	});
}

export function openDocumentFile(words: string): Promise<Buffer> {
	return zipOf({
		mimetype: 'application/vnd.oasis.opendocument.text',
		'content.xml': `<office:document-content><office:body><office:text><text:p>${words}</text:p></office:text></office:body></office:document-content>`,
	});
}
