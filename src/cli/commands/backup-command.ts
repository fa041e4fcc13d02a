import { join, resolve } from 'node:path';
import { backup } from '../backup.ts';
import { cancelOnInterrupt } from '../cancel.ts';
import type { CliCommand } from '../command-line.ts';
import { createProgressBar } from '../progress-bar.ts';

export const backupCommand: CliCommand = {
	name: 'backup',
	usage: 'backup [<folder>]',
	async run(line) {
		const { t, config } = line;
		const { positionals } = line.parse({});
		const target =
			positionals[0] === undefined ? join(config.dataFolder, 'backups') : resolve(positionals[0]);
		const signal = cancelOnInterrupt();
		const show = createProgressBar(t('cli.backup.progress'));
		const { folder, items, files } = await backup(config, target, (done, total) => {
			signal.throwIfAborted();
			show(done, total);
		});
		console.info(t('cli.backup.done', { folder, items, files }));
		return 0;
	},
};
