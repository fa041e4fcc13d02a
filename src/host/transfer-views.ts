import type { App } from '../app.ts';
import { VerbundError, notFound, nullIfMissing } from '../errors.ts';
import type { Job, JobError } from '../jobs/job.ts';
import { noteSentences } from '../l10n/transfer-notes.ts';
import type { ExportRecord, ExportRequest } from '../transfer/exports.ts';
import { titleOf } from '../transfer/export/export-title.ts';
import { isOwn } from '../transfer/imports.ts';
import type { ImportCounts, ImportEntry, ImportRecord } from '../transfer/import/import-record.ts';
import type { TransferNote } from '../transfer/convert/converted-text.ts';
import type { EntryFilter } from '../transfer/import/import-store.ts';
import { readEntryText, type EntryText } from '../transfer/import/read-entry-text.ts';
import type { Visitor } from './visitor.ts';

/** What people bring along and take away, for whoever may see it. */
export interface TransferViews {
	/** Newest first. @throws VerbundError `access.denied` */
	imports(organisationId: string): Promise<readonly ImportRecord[]>;
	/** @throws VerbundError `request.notFound` */
	openImport(id: string): Promise<OpenedImport>;
	/** Of an import that was opened before. */
	entries(id: string, filter: EntryFilter): Promise<readonly ImportEntry[]>;
	/** A text that waits to be taken over. @throws VerbundError `request.notFound` */
	openEntry(id: string, position: number): Promise<OpenedEntry>;
	/** What is to be told about a text, in sentences. */
	notes(notes: readonly TransferNote[]): readonly string[];
	/** In megabytes. */
	importLimit(): number;
	/** What the person has asked for, newest first. */
	exports(): Promise<readonly OpenedExport[]>;
	/** @throws VerbundError `request.notFound` where there is nothing for the person */
	exportTitle(request: ExportRequest): Promise<string>;
}

export interface Going {
	/** Done and total; null while nothing is being done. */
	readonly progress: Job['progress'] | null;
	/** Why it ended without a result. */
	readonly error: JobError | null;
}

export interface OpenedImport extends ImportRecord, Going {
	readonly counts: ImportCounts;
	readonly mayUndo: boolean;
}

export interface OpenedEntry {
	readonly record: ImportRecord;
	readonly entry: ImportEntry;
	readonly text: EntryText;
}

export interface OpenedExport extends ExportRecord, Going {}

const mostImports = 50;

export function transfersFor(app: App, { actor, reader, settings, language }: Visitor): TransferViews {
	const { access, imports, exports, jobs } = app;
	const going = async (jobId: string | null, isOpen: boolean): Promise<Going> => {
		if (jobId === null || !isOpen) return { progress: null, error: null };
		const job = await jobs.get(jobId).catch(nullIfMissing);
		const isGone = job === null || job.state === 'failed' || job.state === 'cancelled';
		if (isGone) return { progress: null, error: job?.error ?? { code: 'jobs.crashed', values: {} } };
		return { progress: job.progress, error: null };
	};
	const requireImport = (organisationId: string) => {
		if (!access.can(actor, 'content.import', { organisationId })) throw notFound();
	};

	return {
		async imports(organisationId) {
			access.require(actor, 'content.import', { organisationId });
			return imports.store.list([organisationId], mostImports);
		},
		async openImport(id) {
			const record = await imports.store.get(id);
			requireImport(record.organisationId);
			const isOpen = ['reading', 'running', 'undoing'].includes(record.state);
			const place = { organisationId: record.organisationId };
			return {
				...record,
				...(await going(record.jobId, isOpen)),
				counts: await imports.store.counts(id),
				mayUndo: isOwn(actor, record.createdBy) || access.can(actor, 'content.delete', place),
			};
		},
		entries: (id, filter) => imports.store.entries(id, filter),
		async openEntry(id, position) {
			const record = await imports.store.get(id);
			requireImport(record.organisationId);
			const entry = await imports.store.entry(id, position);
			if (record.state !== 'ready' || entry.kind !== 'item') throw notFound();
			return { record, entry, text: await readEntryText(imports.folders, record, entry) };
		},
		notes: (notes) => noteSentences(notes, app.translator.for(language)),
		importLimit: () => Number(settings.get('import.megabytes')),
		async exports() {
			if (actor.kind !== 'person') throw new VerbundError('access.signInRequired');
			const listed = await exports.list(actor.personId);
			return Promise.all(
				listed.map(async (one) => ({ ...one, ...(await going(one.jobId, one.items === null)) })),
			);
		},
		exportTitle: (request) => titleOf(app.database, reader, request),
	};
}
