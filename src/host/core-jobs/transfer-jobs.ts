import { z } from 'zod';
import type { Access } from '../../access/permissions.ts';
import type { ContentStore } from '../../content/content-store.ts';
import type { Database } from '../../database/database.ts';
import { defineJob, type JobRun } from '../../jobs/job.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import type { Catalogue } from '../../search/catalogue/catalogue.ts';
import type { Search } from '../../search/search.ts';
import type { Config } from '../../config.ts';
import { bytesOfFiles, exportableVariants } from '../../content/transfer/exportable-items.ts';
import { formattersFor } from '../../l10n/formatters.ts';
import type { Translator } from '../../l10n/translator.ts';
import { scopeOf, type Exports } from '../../transfer/exports.ts';
import { foreseeImport } from '../../content/transfer/foresee-import.ts';
import { noteContents } from '../../transfer/export/noted-contents.ts';
import { runExport } from '../../transfer/export/run-export.ts';
import type { Imports } from '../../transfer/imports.ts';
import { readImport } from '../../transfer/import/read-import.ts';
import { runImport, sourceName } from '../../transfer/import/run-import.ts';
import { undoImport } from '../../transfer/import/undo-import.ts';
import { rebuildSearch } from '../core-commands/rebuild-command.ts';
import type { Settings } from '../settings.ts';

export interface TransferJobParts {
	readonly access: Access;
	readonly catalogue: Catalogue;
	readonly config: Config;
	readonly content: ContentStore;
	readonly database: Database;
	readonly exports: Exports;
	readonly imports: Imports;
	readonly jobs: Jobs;
	readonly search: Search;
	readonly settings: Settings;
	readonly translator: Translator;
}

export const readImportJob = 'core.readImport';
export const runImportJob = 'core.runImport';
export const undoImportJob = 'core.undoImport';
export const exportJob = 'core.export';

const input = z.strictObject({ importId: z.string().max(64) });
/** An archive may hold this many times what may be sent. */
const unpackedTimes = 10;
/** So many new texts bring words that the index splits compounds by. */
const manyItems = 300;

/** Unpacks and converts what somebody sent. */
export function readImportDefinition({ content, database, imports, settings }: TransferJobParts) {
	return defineJob({
		input,
		async run({ signal, progress }, { importId }) {
			const values = await settings.read({ organisationId: null, personId: null });
			const { name, organisationId, splitBooks } = await imports.store.get(importId);
			const most = Number(values.get('import.megabytes')) * 1_000_000 * unpackedTimes;
			try {
				await readImport(importId, {
					store: imports.store,
					folders: imports.folders,
					splitBooks,
					knownTypes: content.types.all().map(({ id }) => id),
					foresee: ({ prefix, ...texts }) =>
						foreseeImport(
							{ database, content },
							{ ...texts, organisationId, source: sourceName(name, prefix), signal },
						),
					unpackedBytes: Math.min(most, await imports.room()),
					onProgress: progress,
					signal,
				});
			} catch (error) {
				if (signal.reason === 'cancelled') await imports.folders.remove(importId);
				throw error;
			}
		},
	});
}

/** Takes the texts over as whoever asked for it, with the rights of now. */
export function runImportDefinition(parts: TransferJobParts) {
	const { access, catalogue, imports, jobs } = parts;
	return defineJob({
		input,
		async run({ actor, signal, progress }, { importId }) {
			const record = await imports.store.get(importId);
			const place = { organisationId: record.organisationId };
			access.require(actor, 'content.import', place);
			if (!record.choices) return;
			if (record.choices.publish) access.require(actor, 'content.publish', place);
			if (record.choices.audience.some((one) => one !== 'own')) access.require(actor, 'content.share', place);
			const written = await runImport(record, record.choices, {
				...parts,
				store: imports.store,
				folders: imports.folders,
				actor,
				mayShare: access.can(actor, 'content.share', place),
				mayRestore: access.can(actor, 'content.delete', place),
				onProgress: progress,
				signal,
			});
			throwUnlessCancelled(signal);
			await catalogue.catchUp();
			await imports.store.set(importId, { state: 'done', cancelled: signal.aborted });
			await imports.folders.remove(importId);
			if (record.choices.publish && written >= manyItems)
				await jobs.enqueue(rebuildSearch, {}, { key: rebuildSearch });
		},
	});
}

/** Moves what an import made to the recycle bin, and takes back what it changed. */
export function undoImportDefinition({ access, content, database, imports }: TransferJobParts) {
	return defineJob({
		input,
		async run({ actor, signal, progress }, { importId }) {
			const { organisationId } = await imports.store.get(importId);
			await undoImport(importId, {
				...{ actor, database, content },
				mayPublish: access.can(actor, 'content.publish', { organisationId }),
				mayShare: access.can(actor, 'content.share', { organisationId }),
				onProgress: progress,
				signal,
			});
			await imports.store.set(importId, { state: 'undone' });
		},
	});
}

/** Puts together what somebody may take along, with the rights of now. */
export function exportDefinition({ config, content, database, exports, translator }: TransferJobParts) {
	return defineJob({
		input: z.strictObject({ exportId: z.string().max(64) }),
		async run({ actor, reader, signal, progress }, { exportId }) {
			const { scope, scopeId, format, title } = await exports.get(exportId);
			const language = reader.languages[0] === 'en' ? 'en' : 'de';
			const t = translator.for(language);
			const { dateTime, date } = formattersFor(language);
			const wanted = scopeOf({ scope, scopeId });
			const working = { ...reader, actor };
			await exports.requireRoom(await bytesOfFiles(database, working, wanted));
			const contents = await exportableVariants(database, working, wanted);
			const file = await runExport(
				{ scope: wanted, format },
				{
					database,
					content,
					reader: working,
					baseUrl: config.url.origin,
					folder: exports.folder(exportId),
					label: (text) => translator.resolve(language, text),
					words: {
						title,
						language,
						validity: t('export.validity', { date: dateTime(Date.now()) }),
						living: t('export.living'),
						contents: t('export.contents'),
					},
					origin: ({ organisation, revision, at }) =>
						revision === null
							? t('export.originDraft', { organisation, date: date(at) })
							: t('export.origin', { organisation, revision, date: date(at) }),
					onProgress: progress,
					signal,
				},
			);
			await noteContents(exports.folder(exportId), contents);
			await exports.finish(exportId, file);
		},
	});
}

/** What was written by then stays when somebody ends it; when the hub ends, it goes on later. */
function throwUnlessCancelled(signal: JobRun['signal']): void {
	if (signal.aborted && signal.reason !== 'cancelled') signal.throwIfAborted();
}
