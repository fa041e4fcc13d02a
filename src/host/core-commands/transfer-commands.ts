import { z } from 'zod';
import type { Access } from '../../access/permissions.ts';
import { readReceipt } from '../../accounts/receipt.ts';
import type { Collections } from '../../content/collections.ts';
import type { Database } from '../../database/database.ts';
import { VerbundError, notFound } from '../../errors.ts';
import { createId } from '../../ids.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import { exportRequest, type Exports } from '../../transfer/exports.ts';
import { titleOf } from '../../transfer/export/export-title.ts';
import { isOwn, type Imports } from '../../transfer/imports.ts';
import { entryChoices, importChoices, type ImportRecord } from '../../transfer/import/import-record.ts';
import type { CommandContext } from '../command.ts';
import { exportJob, readImportJob, runImportJob, undoImportJob } from '../core-jobs/transfer-jobs.ts';
import { id, type AddCommand } from './core-command.ts';

export interface TransferCommandParts extends ExportCommandParts {
	readonly access: Access;
	readonly collections: Pick<Collections, 'requireOwned'>;
	readonly imports: Imports;
	readonly signingKey: string;
}

interface ExportCommandParts {
	readonly database: Database;
	readonly exports: Exports;
	readonly jobs: Jobs;
}

/** Proof from `POST /imports` that files lie there, sent by whoever asks now. */
const importReceipt = z.strictObject({
	importId: id,
	personId: id,
	organisationId: id,
	name: z.string().max(300),
});

/** What authors do with texts that they bring along. */
export function addTransferCommands(add: AddCommand, parts: TransferCommandParts): void {
	const { access, collections, imports, jobs, signingKey } = parts;
	addExportCommands(add, parts);
	const { store } = imports;
	const target = (_context: CommandContext, input: { importId: string }) => store.get(input.importId);
	const note = ({ importId }: { importId: string }) => ({ objects: { import: importId } });
	const permission = 'content.import';
	const only = z.strictObject({ importId: id });

	add(
		'transfer.createImport',
		{ permission },
		{
			input: z.strictObject({ organisationId: id, receipt: z.string().max(2000) }),
			target: (_context, input) => Promise.resolve(input),
			async run({ actor }, { organisationId, receipt }) {
				const sent = readReceipt(receipt, signingKey, importReceipt);
				if (sent?.organisationId !== organisationId || !isOwn(actor, sent.personId)) throw notFound();
				const { importId, name } = sent;
				await store.add(actor, { id: importId, organisationId, name });
				const jobId = await jobs.enqueue(readImportJob, { importId }, { actor, key: importId });
				await store.set(importId, { jobId });
				return { id: importId };
			},
			audit: (input, output) => ({ objects: { import: output.id }, organisationId: input.organisationId }),
		},
	);
	add(
		'transfer.chooseEntries',
		{ permission },
		{
			input: z.strictObject({ importId: id, entries: entryChoices }),
			target,
			async run(_context, { importId, entries }) {
				requireState(await store.get(importId), ['ready']);
				await store.choose(importId, entries);
				return {};
			},
			audit: false,
		},
	);
	add(
		'transfer.splitBooks',
		{ permission },
		{
			input: z.strictObject({ importId: id, split: z.boolean() }),
			target,
			async run({ actor }, { importId, split }) {
				const { state, books, splitBooks } = await store.get(importId);
				requireState({ state }, ['ready']);
				if (books === 0 || split === splitBooks) return {};
				const key = `${importId}:${split ? 'split' : 'whole'}`;
				const jobId = await jobs.enqueue(readImportJob, { importId }, { actor, key });
				await store.set(importId, { state: 'reading', splitBooks: split, jobId });
				return {};
			},
			audit: false,
		},
	);
	add(
		'transfer.runImport',
		{ permission },
		{
			input: z.strictObject({ importId: id, entries: entryChoices, ...importChoices.shape }),
			target,
			async run({ actor }, { importId, entries, ...choices }) {
				const record = await store.get(importId);
				requireState(record, ['ready']);
				const place = { organisationId: record.organisationId };
				if (choices.publish) access.require(actor, 'content.publish', place);
				if (choices.audience.some((choice) => choice !== 'own'))
					access.require(actor, 'content.share', place);
				if (record.layout !== 'verbund' && choices.type === '')
					throw new VerbundError('command.inputInvalid', {
						fields: [{ path: 'type', message: 'field.required' }],
					});
				await collections.requireOwned(choices.collectionId, record.organisationId);
				await store.choose(importId, entries);
				const jobId = await jobs.enqueue(runImportJob, { importId }, { actor, key: importId });
				await store.set(importId, { state: 'running', choices, jobId });
				return { id: importId };
			},
			audit: note,
		},
	);
	add(
		'transfer.cancelImport',
		{ permission },
		{
			input: only,
			target,
			async run(_context, { importId }) {
				const record = await store.get(importId);
				requireState(record, ['reading', 'running']);
				const job = record.jobId === null ? null : await jobs.get(record.jobId);
				const waits = job?.state === 'waiting';
				if (job && (waits || job.state === 'running')) await jobs.cancel(job.id);
				// What is being read has brought nothing in yet.
				if (record.state === 'reading') await imports.discard(importId);
				else if (job === null || waits || job.state === 'failed')
					await store.set(importId, { state: 'done', cancelled: true });
				return {};
			},
			audit: note,
		},
	);
	add(
		'transfer.undoImport',
		{ permission },
		{
			input: only,
			target,
			async run({ actor }, { importId }) {
				const record = await store.get(importId);
				requireState(record, ['done']);
				const { organisationId, createdBy } = record;
				if (!isOwn(actor, createdBy)) access.require(actor, 'content.delete', { organisationId });
				const jobId = await jobs.enqueue(undoImportJob, { importId }, { actor, key: importId });
				await store.set(importId, { state: 'undoing', jobId });
				return { id: importId };
			},
			audit: note,
		},
	);
	add(
		'transfer.discardImport',
		{ permission },
		{
			input: only,
			target,
			async run(_context, { importId }) {
				requireState(await store.get(importId), ['ready']);
				await imports.discard(importId);
				return {};
			},
			audit: note,
		},
	);
}

function addExportCommands(add: AddCommand, { database, exports, jobs }: ExportCommandParts): void {
	add(
		'transfer.createExport',
		{ permission: 'signedIn' },
		{
			input: exportRequest,
			async run({ actor, reader }, request) {
				if (actor.kind !== 'person') throw notFound();
				const exportId = createId();
				const title = await titleOf(database, reader, request);
				await exports.add(actor.personId, { ...request, id: exportId, title });
				const jobId = await jobs.enqueue(exportJob, { exportId }, { actor, key: exportId });
				await exports.setJob(exportId, jobId);
				return { id: exportId };
			},
			audit: ({ scope, scopeId, format }, output) => ({
				objects: { export: output.id, [scope]: scopeId, format },
			}),
		},
	);
	add(
		'transfer.removeExport',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ exportId: id }),
			async run({ actor }, { exportId }) {
				if (actor.kind !== 'person') throw notFound();
				await exports.remove(actor.personId, exportId);
				return {};
			},
			audit: false,
		},
	);
}

/** Somebody else may have gone on with it. @throws VerbundError `import.stateChanged` */
function requireState(
	{ state }: Pick<ImportRecord, 'state'>,
	states: readonly ImportRecord['state'][],
): void {
	if (!states.includes(state)) throw new VerbundError('import.stateChanged');
}
