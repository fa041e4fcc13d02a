import { cancelOnInterrupt } from '../cancel.ts';
import type { CliCommand } from '../command-line.ts';
import { rebuildIndex } from '../rebuild-index.ts';

export const reindexCommand: CliCommand = {
	name: 'reindex',
	usage: ['reindex'],
	explained: [],
	async run(line) {
		const { t } = line;
		line.parse({});
		const app = await line.openApp();
		await app.catalogue.catchUp();
		await rebuildIndex(app, line, cancelOnInterrupt());
		console.info(t('cli.reindex.done'));
		return 0;
	},
};
