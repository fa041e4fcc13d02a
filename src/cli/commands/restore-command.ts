import { resolve } from 'node:path';
import { databasePath } from '../../app.ts';
import { restore } from '../backup.ts';
import { required, type CliCommand } from '../command-line.ts';
import { CliError } from '../failure.ts';
import { isInUse } from '../in-use.ts';

export const restoreCommand: CliCommand = {
	name: 'restore',
	usage: 'restore <folder>',
	async run(line) {
		const { t, config } = line;
		const { positionals } = line.parse({});
		const folder = resolve(required(positionals[0], '<folder>', t));
		if (isInUse(databasePath(config.dataFolder))) throw new CliError(t('cli.restore.running'));
		const report = await restore(config, folder).catch((error: unknown) => {
			throw new CliError(t('cli.restore.invalid', { folder }), { cause: error });
		});
		const { items, aside } = report;
		console.info(
			aside === null
				? t('cli.restore.doneFresh', { items })
				: t('cli.restore.done', { items, folder: aside }),
		);
		return 0;
	},
};
