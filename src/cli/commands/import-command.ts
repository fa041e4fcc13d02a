import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemActor } from '../../access/actor.ts';
import type { App } from '../../app.ts';
import { importFolder } from '../../content/transfer/import-folder.ts';
import type { Translate } from '../../l10n/translator.ts';
import { cancelOnInterrupt } from '../cancel.ts';
import { required, UsageError, type CliCommand } from '../command-line.ts';
import { CliError, explainCliFailure } from '../failure.ts';
import { findOrganisation } from '../find-organisation.ts';
import { createProgressBar } from '../progress-bar.ts';
import { rebuildIndex } from '../rebuild-index.ts';

/** So many new texts bring words that the index splits compounds by: it is made anew once, at the end. */
const manyItems = 300;

const audiences = ['own', 'network', 'public'];

export const importCommand: CliCommand = {
	name: 'import',
	usage: [
		'import <folder> --organisation <slug> --type <type> [--publish] [--audience own|network|public] [--source <name>]',
	],
	explained: ['folder', 'organisation', 'type', 'publish', 'audience', 'source'],
	async run(line) {
		const { t } = line;
		const { positionals, values } = line.parse({
			organisation: { type: 'string' },
			type: { type: 'string' },
			publish: { type: 'boolean', default: false },
			audience: { type: 'string' },
			source: { type: 'string' },
		});
		const folder = resolve(required(positionals[0], '<folder>', t));
		if (!existsSync(folder) || !statSync(folder).isDirectory())
			throw new CliError(t('cli.noFolder', { folder }));
		if (values.audience !== undefined && !audiences.includes(values.audience)) {
			throw new UsageError(t('cli.badOption', { reason: `--audience ${audiences.join('|')}` }));
		}
		const slug = required(values.organisation, '--organisation', t);
		const wantedType = required(values.type, '--type', t);
		const app = await line.openApp();
		const organisation = await findOrganisation(app, slug, t);
		const signal = cancelOnInterrupt();
		const report = await importFolder(app, {
			folder,
			organisationId: organisation.id,
			type: findType(app, wantedType, t),
			actor: systemActor('import'),
			publish: values.publish,
			onProgress: createProgressBar(t('cli.import.progress')),
			signal,
			...(values.audience === undefined ? {} : { audience: [values.audience] }),
			...(values.source === undefined ? {} : { source: values.source }),
		});
		const { created, changed, unchanged, drafts, failed } = report;
		await app.catalogue.catchUp();
		if (values.publish && created + changed >= manyItems && !signal.aborted)
			await rebuildIndex(app, line, signal);
		console.info(t('cli.import.done', { created, changed, unchanged }));
		list(t('cli.import.drafts'), drafts);
		list(
			t('cli.import.failed', { count: failed.length }),
			failed.map(({ file, error }) => `${file}: ${explainCliFailure(error, t).replaceAll(/\s*\n\s*/g, ' ')}`),
		);
		if (report.cancelled) console.error(t('cli.cancelled'));
		return failed.length > 0 || report.cancelled ? 1 : 0;
	},
};

/** By its id, or by the address of its pages: `procedure` and `procedures` are the same. */
function findType({ content }: App, name: string, t: Translate): string {
	const types = content.types.all();
	const type = types.find(({ id, route }) => id === name || route === `/${name}`);
	if (type) return type.id;
	throw new CliError(t('cli.unknownType', { type: name, known: types.map(({ id }) => id).join(', ') }));
}

function list(title: string, lines: readonly string[]): void {
	if (lines.length === 0) return;
	console.error(title);
	for (const line of lines) console.error(`  ${line}`);
}
