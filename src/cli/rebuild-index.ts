import type { App } from '../app.ts';
import type { CommandLine } from './command-line.ts';
import { createProgressBar } from './progress-bar.ts';

/** Makes the index of the search anew, with a bar. */
export async function rebuildIndex(
	{ database, search }: App,
	{ t }: Pick<CommandLine, 't'>,
	signal: AbortSignal,
): Promise<void> {
	await search.rebuild({
		database: database.query,
		transaction: (work) => database.transaction(work, { quiet: true }),
		onProgress: createProgressBar(t('cli.reindex.progress')),
		signal,
	});
}
