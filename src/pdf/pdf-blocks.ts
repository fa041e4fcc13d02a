import encodeQR from 'qr';
import { writeTable } from './pdf-table.ts';
import type { Column, Lettering, Sheet } from './pdf-sheet.ts';
import type { PdfAlignment, PdfBlock, PdfText } from './pdf-document.ts';

const letters = 11;
const headingSizes = { 1: 20, 2: 15, 3: 12.5, 4: 11 } as const;
const ink = '#1a1a1a';
const rule = '#767676';
/** Under a paragraph. */
const gap = 7;
const indent = 20;

export function writeBlocks(sheet: Sheet, column: Column, blocks: readonly PdfBlock[]): void {
	blocks.forEach((block) => writeBlock(sheet, column, block));
}

function writeBlock(sheet: Sheet, column: Column, block: PdfBlock): void {
	switch (block.kind) {
		case 'heading': {
			const { level, text, align, size = headingSizes[level], colour = ink } = block;
			// A heading does not stand alone at the end of a page.
			sheet.makeRoom(sheet.lineHeight(size) * 2 + sheet.lineHeight(letters) * 2);
			if (sheet.y > sheet.top) sheet.y += size * 0.6;
			writeWords(sheet, column, `H${level}`, text, { size, colour, bold: true, ...aligned(align) });
			sheet.y += size * 0.3;
			return;
		}
		case 'paragraph': {
			const { text, align, size = letters, colour = ink } = block;
			writeWords(sheet, column, 'P', text, { size, colour, ...aligned(align) });
			sheet.y += gap;
			return;
		}
		case 'list':
			return writeList(sheet, column, block);
		case 'table':
			writeTable(sheet, column, block, { size: letters - 1, colour: ink });
			sheet.y += gap;
			return;
		case 'quote':
			return writeQuote(sheet, column, block.blocks);
		case 'image':
			return writeImage(sheet, column, block);
		case 'line':
			sheet.makeRoom(gap * 2);
			sheet.decorate(() => drawRule(sheet, column, sheet.y + gap / 2));
			sheet.y += gap * 2;
			return;
		case 'space':
			sheet.y = Math.min(sheet.y + Math.max(block.height, 0), sheet.bottom);
			return;
		case 'rest':
			return;
		case 'code':
			return writeCode(sheet, column, block);
		case 'pageBreak':
			return sheet.breakPage();
	}
}

function writeWords(sheet: Sheet, column: Column, type: string, text: PdfText, lettering: Lettering): void {
	const lines = sheet.lines(text, column.width, lettering);
	const height = sheet.lineHeight(lettering.size);
	sheet.add(column.parent, type, (parent) => {
		lines.forEach((line, index) => {
			sheet.makeRoom(height);
			sheet.drawLine({ ...column, parent }, line, lettering, index === lines.length - 1);
			sheet.y += height;
		});
	});
}

function writeList(sheet: Sheet, column: Column, { items, start }: PdfBlock & { kind: 'list' }): void {
	sheet.add(column.parent, 'L', (list) => {
		items.forEach((blocks, index) => {
			sheet.add(list, 'LI', (item) => {
				const sign = start === undefined ? '•' : `${start + index}.`;
				const lettering = { size: letters, colour: ink };
				sheet.makeRoom(sheet.lineHeight(letters));
				sheet.add(item, 'Lbl', (parent) => {
					for (const line of sheet.lines(sign, column.width, lettering))
						sheet.drawLine({ ...column, parent, left: column.left + 4 }, line, lettering, false);
				});
				sheet.add(item, 'LBody', (parent) =>
					writeBlocks(sheet, { parent, left: column.left + indent, width: column.width - indent }, blocks),
				);
			});
			if (index < items.length - 1) sheet.y -= gap / 2;
		});
	});
}

function writeQuote(sheet: Sheet, column: Column, blocks: readonly PdfBlock[]): void {
	const { y, pdf } = sheet;
	const pages = pdf.bufferedPageRange().count;
	sheet.add(column.parent, 'BlockQuote', (parent) =>
		writeBlocks(sheet, { parent, left: column.left + indent, width: column.width - indent }, blocks),
	);
	// Over the end of a page the line would have to be drawn on both.
	if (pdf.bufferedPageRange().count > pages) return;
	sheet.decorate(() =>
		pdf
			.lineWidth(2)
			.strokeColor(rule)
			.moveTo(column.left + 6, y)
			.lineTo(column.left + 6, sheet.y - gap)
			.stroke(),
	);
}

function writeImage(
	sheet: Sheet,
	column: Column,
	{ bytes, alt, width, align = 'start' }: PdfBlock & { kind: 'image' },
): void {
	const image = openImage(sheet, bytes);
	if (!image) {
		if (alt !== '') writeBlock(sheet, column, { kind: 'paragraph', text: `[${alt}]`, align });
		return;
	}
	const largest = Math.min(column.width / image.width, (sheet.bottom - sheet.top) / image.height);
	const scale = Math.min((width ?? image.width * pointsOfPixel) / image.width, largest);
	const size = { width: image.width * scale, height: image.height * scale };
	sheet.makeRoom(size.height);
	const x = startOf(column, size.width, align);
	const draw = () => void sheet.pdf.image(image, x, sheet.y, size);
	if (alt === '') sheet.decorate(draw);
	else sheet.add(column.parent, 'Figure', (figure) => figure.add(draw), { alt });
	sheet.y += size.height + gap;
}

function writeCode(
	sheet: Sheet,
	column: Column,
	{ address, alt, width, align = 'start' }: PdfBlock & { kind: 'code' },
): void {
	sheet.makeRoom(width);
	const rows = encodeQR(address, 'raw', { ecc: 'medium', border: 1 });
	const module = width / rows.length;
	const [left, top] = [startOf(column, width, align), sheet.y];
	const draw = () => {
		rows.forEach((row, down) => {
			for (const { at, length } of darkRuns(row))
				sheet.pdf.rect(left + at * module, top + down * module, length * module, module);
		});
		sheet.pdf.fill(ink);
	};
	sheet.add(column.parent, 'Figure', (figure) => figure.add(draw), { alt });
	sheet.y += width + gap;
}

/** Neighbouring dark modules as one bar, so that no hairline shows between them in print. */
function darkRuns(row: readonly boolean[]): readonly { readonly at: number; readonly length: number }[] {
	const runs: { at: number; length: number }[] = [];
	row.forEach((isDark, at) => {
		const last = runs.at(-1);
		if (!isDark) return;
		if (last && last.at + last.length === at) last.length += 1;
		else runs.push({ at, length: 1 });
	});
	return runs;
}

function startOf({ left, width }: Column, taken: number, align: PdfAlignment): number {
	const free = width - taken;
	return left + (align === 'center' ? free / 2 : align === 'end' ? free : 0);
}

/** Null for what is no image that a PDF can hold. */
function openImage({ pdf }: Sheet, bytes: Uint8Array): PDFKit.OpenedImage | null {
	try {
		return pdf.openImage(Buffer.from(bytes));
	} catch {
		return null;
	}
}

/** Screens count 96 to an inch. */
const pointsOfPixel = 0.75;

function drawRule({ pdf }: Sheet, { left, width }: Column, y: number): void {
	pdf
		.lineWidth(0.75)
		.strokeColor(rule)
		.moveTo(left, y)
		.lineTo(left + width, y)
		.stroke();
}

function aligned(align: PdfAlignment | undefined): Pick<Lettering, 'align'> {
	return align === undefined ? {} : { align };
}
