import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { restoreBackup } from '../../backups/restore-backup.ts';
import { databasePath } from '../../database/database-path.ts';
import {
	createErasureJournal,
	readErasures,
	type Erasure,
} from '../../host/personal-data/erasure-journal.ts';
import type { Translate } from '../../l10n/translator.ts';
import { required, type CliCommand } from '../command-line.ts';
import { CliError } from '../failure.ts';
import { isInUse } from '../in-use.ts';

export const restoreCommand: CliCommand = {
	name: 'restore',
	usage: ['restore <folder> [--erasures <file>]'],
	explained: ['folder', 'erasures'],
	async run(line) {
		const { t, config } = line;
		const { positionals, values } = line.parse({ erasures: { type: 'string' } });
		const brought = readBrought(values.erasures, t);
		const folder = resolve(required(positionals[0], '<folder>', t));
		if (isInUse(databasePath(config.dataFolder))) throw new CliError(t('cli.restore.running'));
		const report = await restoreBackup(config.dataFolder, folder).catch((error: unknown) => {
			throw new CliError(t('cli.restore.invalid', { folder }), { cause: error });
		});
		const { items, aside } = report;
		console.info(
			aside === null
				? t('cli.restore.doneFresh', { items })
				: t('cli.restore.done', { items, folder: aside }),
		);
		const journal = createErasureJournal(config.dataFolder);
		journal.add(brought);
		const count = journal.read().length;
		if (count === 0) {
			console.info(t('cli.restore.noErasures', { file: journal.path }));
			return 0;
		}
		// Opening the hub erases anew whoever came back.
		const app = await line.openApp();
		await app.erasure.scrub();
		console.info(t('cli.restore.erasures', { count }));
		return 0;
	},
};

/** The journal of the machine that is gone. */
function readBrought(file: string | undefined, t: Translate): readonly Erasure[] {
	if (file === undefined) return [];
	if (!existsSync(file)) throw new CliError(t('cli.noFile', { file }));
	return readErasures(readFileSync(file, 'utf8'));
}
