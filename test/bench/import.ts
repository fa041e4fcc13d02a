import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareCorpora } from './corpus-folders.ts';
import { fillHub, type FillResult } from './fill.ts';
import { report, type Figure } from './report.ts';

/** `npm run bench -- import [<folder of Markdown> ...] [--json]`: how long a large hub takes to fill. */
export async function run(args: readonly string[]): Promise<void> {
	const scratch = mkdtempSync(join(tmpdir(), 'verbund-bench-'));
	try {
		const { large } = prepareCorpora(
			args.filter((argument) => !argument.startsWith('--')),
			scratch,
		);
		report('import', importFigures(await fillHub(join(scratch, 'hub'), large)), args);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

export function importFigures({ items, seconds, megabytes }: FillResult): readonly Figure[] {
	return [
		{ name: 'items imported and published', value: items, unit: '' },
		{ name: 'import', value: seconds, unit: 's', target: { atMost: 180 } },
		{ name: 'items per second', value: items / seconds, unit: '' },
		{ name: 'memory of the import at its highest', value: megabytes, unit: 'MB' },
	];
}
