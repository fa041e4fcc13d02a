import type { Line } from './break-lines.ts';
import type { PdfBlock, PdfText } from './pdf-document.ts';
import type { Column, Lettering, Sheet, Structure } from './pdf-sheet.ts';

const padding = 4;
const rule = '#8a8a8a';

/** The head comes again on every page that the table reaches. */
export function writeTable(
	sheet: Sheet,
	column: Column,
	{ head, rows }: PdfBlock & { kind: 'table' },
	lettering: Lettering,
): void {
	const widths = columnWidths(sheet, column.width, head ? [head, ...rows] : rows, lettering);
	if (widths.length === 0) return;
	const height = sheet.lineHeight(lettering.size);
	const fits = Math.max(1, Math.floor((sheet.bottom - sheet.top) / height) - 4);
	const layOut = (cells: readonly PdfText[], bold: boolean) =>
		widths.map((width, index) =>
			sheet.lines(cells[index] ?? '', width - 2 * padding, { ...lettering, bold }),
		);
	const headLines = head ? layOut(head, true) : null;

	sheet.add(column.parent, 'Table', (table) => {
		if (headLines) writeRow(table, headLines, 'TH');
		for (const cells of rows) {
			const laidOut = layOut(cells, false);
			const longest = Math.max(...laidOut.map((lines) => lines.length));
			// A row that is higher than a page goes on in the next one.
			for (let from = 0; from < longest; from += fits) {
				const part = laidOut.map((lines) => lines.slice(from, from + fits));
				const needed = Math.max(...part.map((lines) => lines.length)) * height + 2 * padding;
				if (sheet.y + needed > sheet.bottom && sheet.y > sheet.top) {
					sheet.breakPage();
					if (headLines) repeatHead(headLines);
				}
				writeRow(table, part, 'TD');
			}
		}
	});

	function writeRow(table: Structure, cells: readonly (readonly Line[])[], type: 'TH' | 'TD'): void {
		const top = sheet.y;
		const longest = Math.max(...cells.map((lines) => lines.length));
		if (type === 'TH') sheet.makeRoom(longest * height * 2 + 4 * padding);
		const start = type === 'TH' ? sheet.y : top;
		sheet.add(table, 'TR', (row) => {
			cells.forEach((lines, index) => {
				sheet.y = start + padding;
				sheet.add(
					row,
					type,
					(cell) => drawCell(cell, lines, index, type === 'TH'),
					type === 'TH' ? { scope: 'Column' } : {},
				);
			});
		});
		finishRow(start + longest * height + 2 * padding, type === 'TH');
	}

	/** It was read aloud once. */
	function repeatHead(cells: readonly (readonly Line[])[]): void {
		const start = sheet.y;
		sheet.pdf.markContent('Artifact', { type: 'Pagination' });
		cells.forEach((lines, index) =>
			lines.forEach((line, row) =>
				sheet.drawAside(line, leftOf(index) + padding, start + padding + row * height, lettering),
			),
		);
		sheet.pdf.endMarkedContent();
		finishRow(start + Math.max(...cells.map((lines) => lines.length)) * height + 2 * padding, true);
	}

	function drawCell(cell: Structure, lines: readonly Line[], index: number, bold: boolean): void {
		const place = { parent: cell, left: leftOf(index) + padding, width: (widths[index] ?? 0) - 2 * padding };
		lines.forEach((line, at) => {
			sheet.drawLine(place, line, { ...lettering, bold }, at === lines.length - 1);
			sheet.y += height;
		});
	}

	function finishRow(y: number, strong: boolean): void {
		sheet.y = y;
		sheet.decorate(() =>
			sheet.pdf
				.lineWidth(strong ? 1 : 0.5)
				.strokeColor(rule)
				.moveTo(column.left, y)
				.lineTo(column.left + column.width, y)
				.stroke(),
		);
	}

	function leftOf(index: number): number {
		return column.left + widths.slice(0, index).reduce((sum, width) => sum + width, 0);
	}
}

/** As wide as what stands in them asks for, and together as wide as the text. */
function columnWidths(
	sheet: Sheet,
	width: number,
	rows: readonly (readonly PdfText[])[],
	lettering: Lettering,
): readonly number[] {
	const count = Math.max(0, ...rows.map((cells) => cells.length));
	const wishes = Array.from({ length: count }, (_, index) => {
		const widest = rows.map((cells) =>
			Math.max(
				...sheet.lines(cells[index] ?? '', width / 2, { ...lettering, bold: true }).map((line) => line.width),
			),
		);
		return Math.max(narrowest, ...widest) + 2 * padding;
	});
	const sum = wishes.reduce((all, wish) => all + wish, 0);
	return wishes.map((wish) => (wish / sum) * width);
}

const narrowest = 24;
