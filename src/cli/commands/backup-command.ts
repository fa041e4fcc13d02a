import { resolve } from 'node:path';
import { makeBackup } from '../../backups/make-backup.ts';
import { proveBackup } from '../../backups/prove-backup.ts';
import { cancelOnInterrupt } from '../cancel.ts';
import type { CliCommand } from '../command-line.ts';
import { createProgressBar } from '../progress-bar.ts';

export const backupCommand: CliCommand = {
	name: 'backup',
	usage: ['backup [<folder>]'],
	explained: ['folder'],
	async run(line) {
		const { t, config } = line;
		const { dataFolder } = config;
		const { positionals } = line.parse({});
		const target = positionals[0] === undefined ? config.backupFolder : resolve(positionals[0]);
		const signal = cancelOnInterrupt();
		const { name, counts } = await makeBackup(
			{ dataFolder, target, kind: 'manual' },
			{ signal, onProgress: createProgressBar(t('cli.backup.progress')) },
		);
		const { problem } = await proveBackup({ dataFolder, target, name }, { signal });
		const folder = resolve(target, name);
		if (problem) {
			console.error(
				t('cli.backup.unusable', { folder, reason: t(`backup.problem.${problem.key}`, problem.values) }),
			);
			return 1;
		}
		console.info(t('cli.backup.done', { folder, items: counts?.items ?? 0, files: counts?.files ?? 0 }));
		return 0;
	},
};
