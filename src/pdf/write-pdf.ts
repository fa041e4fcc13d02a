import { buffer } from 'node:stream/consumers';
import type { PdfBlock, PdfDocument, PdfPage } from './pdf-document.ts';
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
	writeBlocks(sheet, body, withRest(blocks, { page, title, author, language }));
	body.parent.end();
	writeMargins(sheet, header, footer);
	if (page.frame !== undefined) drawFrames(sheet, page.frame);
	pdf.end();
	return bytes;
}

/** Blocks that take what is left of the page become the space that a first writing finds for them. */
function withRest(
	blocks: readonly PdfBlock[],
	{ page, ...details }: Pick<PdfDocument, 'title' | 'language'> & { page: PdfPage; author: string },
): readonly PdfBlock[] {
	const count = blocks.filter(({ kind }) => kind === 'rest').length;
	if (count === 0) return blocks;
	const trial = createSheet(page, details);
	writeBlocks(trial, trial.body, blocks);
	const isOnePage = trial.pdf.bufferedPageRange().count === 1;
	const height = isOnePage ? (trial.bottom - trial.y) / count : 0;
	trial.body.parent.end();
	trial.pdf.end();
	return blocks.map((block) => (block.kind === 'rest' ? { kind: 'space', height } : block));
}

/** A strong line and a thin one within it, half-way between the edge and the text. */
function drawFrames({ pdf, top }: Sheet, colour: string): void {
	const { start, count } = pdf.bufferedPageRange();
	for (let index = 0; index < count; index += 1) {
		pdf.switchToPage(start + index);
		const { width, height } = pdf.page;
		pdf.markContent('Artifact', { type: 'Layout' });
		for (const [inset, strength] of [
			[top / 2, 2.5],
			[top / 2 + 6, 0.6],
		] as const)
			pdf
				.lineWidth(strength)
				.strokeColor(colour)
				.rect(inset, inset, width - 2 * inset, height - 2 * inset)
				.stroke();
		pdf.endMarkedContent();
	}
}

const small = 8.5;
const lettering = { size: small, colour: '#444444' };

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
			sheet
				.lines(text, body.width, { size: small })
				.forEach((line, row) => sheet.drawAside(line, body.left, y + row * height, lettering));
			pdf.endMarkedContent();
		};
		if (header !== '') write(header, top / 2);
		if (footer !== '') write(footer, bottom + top / 3);
	}
}
