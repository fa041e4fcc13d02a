import PDFDocument from 'pdfkit';
import type { PdfPage } from './pdf-document.ts';
import { breakLines, type Line, type Measure, type Piece } from './break-lines.ts';
import type { PdfText } from './pdf-document.ts';
import { ascent, registerFonts } from './pdf-fonts.ts';

export type Structure = PDFKit.PDFStructureElement;

/** Where something goes: in which element of the structure, how far in, how wide. */
export interface Column {
	readonly parent: Structure;
	readonly left: number;
	readonly width: number;
}

export interface Lettering {
	readonly size: number;
	readonly colour: string;
	readonly bold?: boolean;
	readonly align?: 'start' | 'center' | 'end';
}

/** The pages of a document, filled from the top to the bottom. */
export interface Sheet {
	readonly pdf: PDFKit.PDFDocument;
	readonly body: Column;
	/** Bottom edge of what was written last, from the top of the page. */
	y: number;
	readonly bottom: number;
	readonly top: number;
	lineHeight(size: number): number;
	lines(text: PdfText, width: number, lettering: Pick<Lettering, 'size' | 'bold'>): readonly Line[];
	/** Draws one line at `y`, which does not move. */
	drawLine(column: Column, line: Line, lettering: Lettering, isLast: boolean): void;
	/** Draws one line that is no part of the structure; the caller marks it as decoration. */
	drawAside(line: Line, x: number, y: number, lettering: Pick<Lettering, 'size' | 'colour'>): void;
	/** Adds an element of the structure, fills it and closes it. */
	add(
		parent: Structure,
		type: string,
		fill: (element: Structure) => void,
		details?: { readonly alt?: string; readonly scope?: string },
	): void;
	/** Draws what is not read aloud. */
	decorate(draw: () => void): void;
	/** Begins a page where this height has no room on the present one. */
	makeRoom(height: number): void;
	breakPage(): void;
}

const lineSpacing = 1.38;

export function createSheet(
	{ size = 'A4', landscape = false, margin = 70 }: PdfPage,
	details: { readonly title: string; readonly author: string; readonly language: string },
): Sheet {
	const pdf = new PDFDocument({
		size,
		layout: landscape ? 'landscape' : 'portrait',
		margins: { top: margin, left: margin, right: margin, bottom: margin },
		pdfVersion: '1.7',
		// @ts-expect-error -- its types are older than the package
		subset: 'PDF/UA',
		tagged: true,
		lang: details.language,
		displayTitle: true,
		bufferPages: true,
		// pdfkit would read its own Helvetica otherwise, which is not embedded.
		font: '',
		info: { Title: details.title, ...(details.author === '' ? {} : { Author: details.author }) },
	});
	registerFonts(pdf);
	const whole = pdf.struct('Document');
	pdf.addStructure(whole);
	const bottom = pdf.page.height - margin;

	const sheet: Sheet = {
		pdf,
		body: { parent: whole, left: margin, width: pdf.page.width - 2 * margin },
		y: margin,
		top: margin,
		bottom,
		lineHeight: (letters) => letters * lineSpacing,
		lines: (text, width, { size: letters, bold }) => breakLines(text, width, measureAt(letters), bold),
		drawLine({ parent, left, width }, line, lettering, isLast) {
			const free = width - line.width;
			let x = left + (lettering.align === 'center' ? free / 2 : lettering.align === 'end' ? free : 0);
			line.pieces.forEach((piece, index) => {
				// A reader that goes on to the next line would join two words without a blank.
				const text = isLast || index < line.pieces.length - 1 ? piece.text : `${piece.text} `;
				const at = x;
				const draw = () => print(pdf, { ...piece, text }, at, sheet.y, lettering);
				if (piece.link === null) parent.add(draw);
				else sheet.add(parent, 'Link', (element) => element.add(draw));
				x += piece.width;
			});
		},
		add(parent, type, fill, elementDetails = {}) {
			const element = pdf.struct(type, elementDetails);
			parent.add(element);
			fill(element);
			element.end();
		},
		drawAside({ pieces }, x, y, lettering) {
			let at = x;
			for (const piece of pieces) {
				print(pdf, { ...piece, link: null }, at, y, lettering);
				at += piece.width;
			}
		},
		decorate(draw) {
			pdf.markContent('Artifact', { type: 'Layout' });
			draw();
			pdf.endMarkedContent();
		},
		makeRoom(height) {
			if (sheet.y + height > bottom && sheet.y > margin) sheet.breakPage();
		},
		breakPage() {
			pdf.addPage();
			sheet.y = margin;
		},
	};
	return sheet;

	function measureAt(letters: number): Measure {
		return (text, font) => pdf.font(font, letters).widthOfString(text);
	}
}

const linkColour = '#0b5394';

/** Letters of several typefaces stand on one line. */
function print(
	pdf: PDFKit.PDFDocument,
	{ text, font, link }: Omit<Piece, 'width'>,
	x: number,
	y: number,
	{ size, colour }: Pick<Lettering, 'size' | 'colour'>,
): void {
	pdf.fillColor(link === null ? colour : linkColour).font(font, size);
	const leads = link === null ? {} : { link, underline: true };
	pdf.text(text, x, y, { lineBreak: false, baseline: -ascent() * size, ...leads });
}
