import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Figure {
	readonly name: string;
	readonly value: number;
	readonly unit: string;
	/** What the value may be at most or must be at least; none for floors and peers. */
	readonly target?: { readonly atMost: number } | { readonly atLeast: number };
}

const folder = fileURLToPath(new URL('../../data/bench', import.meta.url));

/** Prints the figures as a table, and writes them as JSON to `data/bench/<bench>.json`. */
export function report(bench: string, figures: readonly Figure[], args: readonly string[] = []): void {
	const result = { bench, at: new Date().toISOString(), figures };
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, `${bench}.json`), `${JSON.stringify(result, null, '\t')}\n`);
	if (args.includes('--json')) {
		console.info(JSON.stringify(result));
		return;
	}
	const rows = figures.map((figure) => [
		figure.name,
		`${format(figure.value)} ${figure.unit}`.trim(),
		describeTarget(figure),
		verdict(figure),
	]);
	printTable([[bench, 'measured', 'target', ''], ...rows]);
}

function printTable(rows: readonly (readonly string[])[]): void {
	const widths = (rows[0] ?? []).map((_, column) =>
		Math.max(...rows.map((row) => (row[column] ?? '').length)),
	);
	for (const [index, row] of rows.entries()) {
		const cells = row.map((cell, column) =>
			column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
		);
		console.info(`  ${cells.join('   ')}`.trimEnd());
		if (index === 0) console.info(`  ${'-'.repeat(widths.reduce((sum, width) => sum + width + 3, -3))}`);
	}
	console.info('');
}

function describeTarget({ target }: Figure): string {
	if (!target) return '';
	return 'atMost' in target ? `≤ ${format(target.atMost)}` : `≥ ${format(target.atLeast)}`;
}

function verdict({ value, target }: Figure): string {
	if (!target) return '';
	return ('atMost' in target ? value <= target.atMost : value >= target.atLeast) ? 'ok' : 'MISSED';
}

function format(value: number): string {
	return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
}
