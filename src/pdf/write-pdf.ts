import { buffer } from 'node:stream/consumers';
import type { PdfDocument } from './pdf-document.ts';
import { writeBlocks } from './pdf-blocks.ts';
import { createSheet, type Sheet } from './pdf-sheet.ts';

/** Writes a PDF with its structure, so that it can be read aloud. Takes as long as its text is: see `pdf-maker.ts`. */
export async function writePdf({
	title,
	author = '',
	language,
	page = {},
	header,
	footer,
	blocks,
}: PdfDocument): Promise<Buffer> {
	const sheet = createSheet(page, { title, author, language });
	const { pdf, body } = sheet;
	const bytes = buffer(pdf);
	writeBlocks(sheet, body, blocks);
	body.parent.end();
	writeMargins(sheet, header, footer);
	pdf.end();
	return bytes;
}

const small = 8.5;
const grey = '#444444';

/** Head and foot are no part of what is read aloud: they come back on every page. */
function writeMargins(sheet: Sheet, header = '', footer = ''): void {
	const { pdf, body, top, bottom } = sheet;
	const { start, count } = pdf.bufferedPageRange();
	const height = sheet.lineHeight(small);
	for (let index = 0; index < count; index += 1) {
		pdf.switchToPage(start + index);
		const write = (words: string, y: number) => {
			const text = words.replaceAll('{page}', String(index + 1)).replaceAll('{pages}', String(count));
			pdf.markContent('Artifact', { type: 'Pagination' });
			sheet.lines(text, body.width, { size: small }).forEach(({ pieces }, row) => {
				let x = body.left;
				for (const piece of pieces) {
					const at = y + row * height;
					pdf.fillColor(grey).font(piece.font, small).text(piece.text, x, at, { lineBreak: false });
					x += piece.width;
				}
			});
			pdf.endMarkedContent();
		};
		if (header !== '') write(header, top / 2);
		if (footer !== '') write(footer, bottom + top / 3);
	}
}
