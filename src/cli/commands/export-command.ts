import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { systemActor } from '../../access/actor.ts';
import { exportFolder } from '../../content/transfer/export-folder.ts';
import { exportMark } from '../../transfer/import/plan-source.ts';
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
		const organisation =
			values.organisation === undefined ? null : await findOrganisation(app, values.organisation, t);
		const { files } = await exportFolder(app, {
			folder,
			reader: {
				actor: systemActor('export'),
				languages: [],
				types: app.content.types.all().map(({ id }) => id),
			},
			signal,
			onProgress: createProgressBar(t('cli.export.progress')),
			...(organisation ? { scope: { organisationId: organisation.id } } : {}),
		});
		await writeFile(join(folder, exportMark), 'format: 1\n');
		console.info(t('cli.export.done', { files, folder }));
		if (!signal.aborted) return 0;
		console.error(t('cli.cancelled'));
		return 1;
	},
};
