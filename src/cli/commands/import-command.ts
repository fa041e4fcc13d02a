import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { systemActor } from '../../access/actor.ts';
import type { App } from '../../app.ts';
import { importFolder, type ImportReport } from '../../content/transfer/import-folder.ts';
import { createId } from '../../ids.ts';
import { noteSentences } from '../../l10n/transfer-notes.ts';
import type { Translate } from '../../l10n/translator.ts';
import { prepareSource } from '../../transfer/import/prepare-source.ts';
import { cancelOnInterrupt } from '../cancel.ts';
import { required, UsageError, type CliCommand } from '../command-line.ts';
import { CliError, explainCliFailure } from '../failure.ts';
import { findOrganisation } from '../find-organisation.ts';
import { createProgressBar } from '../progress-bar.ts';
import { rebuildIndex } from '../rebuild-index.ts';

/** So many new texts bring words that the index splits compounds by: it is made anew once, at the end. */
const manyItems = 300;
/** Ten times what may be sent to the hub unless somebody changed that. */
const unpackedBytes = 5_000_000_000;

const audiences = ['own', 'network', 'public'];

export const importCommand: CliCommand = {
	name: 'import',
	usage: [
		'import <folder, archive or file> --organisation <slug> --type <type> [--publish] [--audience own|network|public] [--source <name>]',
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
		const path = resolve(required(positionals[0], '<folder>', t));
		if (!existsSync(path)) throw new CliError(t('cli.noSource', { path }));
		if (values.audience !== undefined && !audiences.includes(values.audience)) {
			throw new UsageError(t('cli.badOption', { reason: `--audience ${audiences.join('|')}` }));
		}
		const slug = required(values.organisation, '--organisation', t);
		const wantedType = required(values.type, '--type', t);
		const app = await line.openApp();
		const organisation = await findOrganisation(app, slug, t);
		const type = findType(app, wantedType, t);
		const signal = cancelOnInterrupt();
		const prepared = await prepareSource(path, {
			workFolder: join(app.config.dataFolder, 'imports', createId()),
			unpackedBytes,
			onProgress: createProgressBar(t('cli.import.reading')),
			signal,
		});
		const source = values.source ?? basename(path).replace(/\.zip$/i, '');
		const reports: ImportReport[] = [];
		try {
			for (const root of prepared.roots) {
				const prefix = root.prefix === '' ? '' : `/${root.prefix.slice(0, -1)}`;
				const report = await importFolder(app, {
					folder: root.folder,
					organisationId: organisation.id,
					type: root.type === '' ? type : findType(app, root.type, t),
					actor: systemActor('import'),
					publish: values.publish,
					onProgress: createProgressBar(t('cli.import.progress')),
					signal,
					source: source + prefix,
					...(values.audience === undefined ? {} : { audience: [values.audience] }),
				});
				reports.push(report);
			}
		} finally {
			await prepared.remove();
		}
		const sum = (count: (report: ImportReport) => number) =>
			reports.reduce((total, report) => total + count(report), 0);
		const created = sum((report) => report.created);
		const changed = sum((report) => report.changed);
		const failed = reports.flatMap((report) => report.failed);
		const cancelled = reports.some((report) => report.cancelled);
		await app.catalogue.catchUp();
		if (values.publish && created + changed >= manyItems && !signal.aborted)
			await rebuildIndex(app, line, signal);
		console.info(t('cli.import.done', { created, changed, unchanged: sum((report) => report.unchanged) }));
		list(
			t('cli.import.drafts'),
			reports.flatMap(({ drafts }) => drafts),
		);
		list(
			t('cli.import.awaiting'),
			reports.flatMap(({ awaiting }) => awaiting),
		);
		list(
			t('cli.import.leftOut', { count: prepared.leftOut.length }),
			prepared.leftOut.map(({ path: file, note }) => `${file}: ${noteSentences([note], t).join(' ')}`),
		);
		list(
			t('cli.import.failed', { count: failed.length }),
			failed.map(({ file, error }) => `${file}: ${explainCliFailure(error, t).replaceAll(/\s*\n\s*/g, ' ')}`),
		);
		if (cancelled) console.error(t('cli.cancelled'));
		return failed.length > 0 || cancelled ? 1 : 0;
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
