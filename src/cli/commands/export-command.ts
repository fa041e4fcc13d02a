import { resolve } from 'node:path';
import { exportFolder } from '../../content/transfer/export-folder.ts';
import { cancelOnInterrupt } from '../cancel.ts';
import { required, type CliCommand } from '../command-line.ts';
import { findOrganisation } from '../find-organisation.ts';
import { createProgressBar } from '../progress-bar.ts';

export const exportCommand: CliCommand = {
	name: 'export',
	usage: ['export <folder> [--organisation <slug>]'],
	explained: ['folder', 'organisation'],
	async run(line) {
		const { t } = line;
		const { positionals, values } = line.parse({ organisation: { type: 'string' } });
		const folder = resolve(required(positionals[0], '<folder>', t));
		const app = await line.openApp();
		const signal = cancelOnInterrupt();
		const files = await exportFolder(app.database, {
			folder,
			signal,
			onProgress: createProgressBar(t('cli.export.progress')),
			...(values.organisation === undefined
				? {}
				: { organisationId: (await findOrganisation(app, values.organisation, t)).id }),
		});
		console.info(t('cli.export.done', { files, folder }));
		if (!signal.aborted) return 0;
		console.error(t('cli.cancelled'));
		return 1;
	},
};
