import { cancelOnInterrupt } from '../cancel.ts';
import type { CliCommand } from '../command-line.ts';
import { createProgressBar } from '../progress-bar.ts';

export const reindexCommand: CliCommand = {
	name: 'reindex',
	usage: 'reindex',
	async run(line) {
		const { t } = line;
		line.parse({});
		const { database, search } = await line.openApp();
		await search.rebuild({
			database: database.query,
			transaction: (work) => database.transaction(work),
			onProgress: createProgressBar(t('cli.reindex.progress')),
			signal: cancelOnInterrupt(),
		});
		console.info(t('cli.reindex.done'));
		return 0;
	},
};
