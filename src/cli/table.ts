/** Columns under each other, with their titles above. */
export function printTable(titles: readonly string[], rows: readonly (readonly string[])[]): void {
	const widths = titles.map((title, column) =>
		Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
	);
	const line = (cells: readonly string[]) =>
		cells
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join('  ')
			.trimEnd();
	console.info(line(titles));
	console.info(widths.map((width) => '-'.repeat(width)).join('  '));
	for (const row of rows) console.info(line(row));
}
