import encodeQR from 'qr';

export interface QrPath {
	/** Side of the square, in modules, with the quiet zone that readers need (ISO/IEC 18004: four). */
	readonly size: number;
	/** The dark modules as an SVG path. */
	readonly path: string;
}

/** A QR code that can be read when a seventh of it is dirty or creased. */
export function qrPath(text: string): QrPath {
	const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
	return { size: rows.length, path: rows.flatMap(darkRuns).join('') };
}

/** One bar for neighbouring dark modules of a row, so that no hairline shows between them in print. */
function darkRuns(row: readonly boolean[], y: number): string[] {
	const runs: string[] = [];
	for (let x = 0; x < row.length; x += 1) {
		if (!row[x]) continue;
		const start = x;
		while (row[x + 1]) x += 1;
		runs.push(`M${start} ${y}h${x + 1 - start}v1h-${x + 1 - start}z`);
	}
	return runs;
}
