import { sql, type Kysely, type Selectable } from 'kysely';
import type { Actor } from '../../access/actor.ts';
import type { ImportedItem } from '../../content/transfer/import-folder.ts';
import type { ImportOutcome } from '../../content/transfer/import-outcome.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { isVerbundError, notFound } from '../../errors.ts';
import type { TransferNote } from '../convert/converted-text.ts';
import {
	importChoices,
	layoutOf,
	readNotes,
	type EntryChoices,
	type ImportChoices,
	type ImportCounts,
	type ImportEntry,
	type ImportRecord,
	type ImportState,
} from './import-record.ts';
import type { Layout } from './plan-source.ts';

export type NewEntry = Pick<
	ImportEntry,
	'kind' | 'key' | 'type' | 'path' | 'title' | 'folders' | 'languages' | 'files' | 'notes'
> & { readonly known?: ImportOutcome | undefined };

export interface EntryFilter {
	readonly show?: 'items' | 'known' | 'notes' | 'leftOut' | 'kept';
	readonly offset: number;
	readonly limit: number;
}

/** The rows of imports. */
export interface ImportStore {
	add(actor: Actor, one: { id: string; organisationId: string; name: string }): Promise<void>;
	/** @throws VerbundError `request.notFound` */
	get(id: string): Promise<ImportRecord>;
	/** Newest first. */
	list(organisationIds: readonly string[], limit: number): Promise<readonly ImportRecord[]>;
	set(id: string, change: ImportChange): Promise<void>;
	/** Replaces what was found before. */
	storeEntries(id: string, entries: readonly NewEntry[]): Promise<void>;
	choose(id: string, choices: EntryChoices): Promise<void>;
	entries(id: string, filter: EntryFilter): Promise<readonly ImportEntry[]>;
	/** @throws VerbundError `request.notFound` */
	entry(id: string, position: number): Promise<ImportEntry>;
	counts(id: string): Promise<ImportCounts>;
	recordItems(id: string, prefix: string, items: readonly ImportedItem[]): Promise<void>;
	recordFailure(id: string, key: string, error: unknown): Promise<void>;
	remove(id: string): Promise<void>;
	/** Imports that nobody went on with since `time`. */
	abandoned(time: number): Promise<readonly string[]>;
}

export interface ImportChange {
	readonly state?: ImportState;
	readonly layout?: Layout;
	readonly books?: number;
	readonly splitBooks?: boolean;
	readonly choices?: ImportChoices;
	readonly knownType?: string | null;
	readonly jobId?: string;
	readonly cancelled?: boolean;
}

const atOnce = 100;

export function createImportStore(database: Database): ImportStore {
	return {
		add: (actor, { id, organisationId, name }) =>
			database.transaction(async (transaction) => {
				const now = Date.now();
				await transaction
					.insertInto('imports')
					.values({
						id,
						organisation_id: organisationId,
						name,
						state: 'reading',
						books: 0,
						split_books: 0,
						cancelled: 0,
						created_by: actor.kind === 'person' ? actor.personId : null,
						created_at: now,
						changed_at: now,
					})
					.execute();
			}),
		async get(id) {
			const row = await database.query
				.selectFrom('imports')
				.selectAll()
				.where('id', '=', id)
				.executeTakeFirstOrThrow(notFound);
			return toRecord(row);
		},
		async list(organisationIds, limit) {
			const rows = await database.query
				.selectFrom('imports')
				.selectAll()
				.where('organisation_id', 'in', [...organisationIds, ''])
				.orderBy('created_at', 'desc')
				.limit(limit)
				.execute();
			return rows.map(toRecord);
		},
		set: (id, { state, layout, books, splitBooks, choices, knownType, jobId, cancelled }) =>
			database.transaction(async (transaction) => {
				await transaction
					.updateTable('imports')
					.set({
						changed_at: Date.now(),
						...(state === undefined ? {} : { state }),
						...(layout === undefined ? {} : { layout }),
						...(books === undefined ? {} : { books }),
						...(splitBooks === undefined ? {} : { split_books: splitBooks ? 1 : 0 }),
						...(choices === undefined ? {} : { options: JSON.stringify(choices) }),
						...(knownType === undefined ? {} : { known_type: knownType }),
						...(jobId === undefined ? {} : { job_id: jobId }),
						...(cancelled === undefined ? {} : { cancelled: cancelled ? 1 : 0 }),
					})
					.where('id', '=', id)
					.execute();
			}),
		storeEntries: (id, entries) =>
			database.transaction(async (transaction) => {
				await transaction.deleteFrom('import_entries').where('import_id', '=', id).execute();
				for (let start = 0; start < entries.length; start += atOnce) {
					await transaction
						.insertInto('import_entries')
						.values(
							entries.slice(start, start + atOnce).map((entry, index) => toRow(id, start + index, entry)),
						)
						.execute();
				}
			}),
		choose: (id, choices) =>
			database.transaction(async (transaction) => {
				for (const { position, title, take } of choices) {
					await transaction
						.updateTable('import_entries')
						.set({
							skip: take ? 0 : 1,
							new_title: sql<string | null>`case when title = ${title} then null else ${title} end`,
						})
						.where('import_id', '=', id)
						.where('position', '=', position)
						.where('kind', '=', 'item')
						.execute();
				}
			}),
		async entries(id, { show, offset, limit }) {
			let query = database.query
				.selectFrom('import_entries')
				.selectAll()
				.where('import_id', '=', id)
				.orderBy('position')
				.offset(offset)
				.limit(limit);
			if (show === 'items') query = query.where('kind', '=', 'item');
			if (show === 'leftOut')
				query = query.where((row) => row.or([row('kind', '=', 'leftOut'), row('outcome', '=', 'failed')]));
			if (show === 'notes') query = query.where('kind', '=', 'item').where('notes', '<>', '[]');
			if (show === 'known') query = query.where('known', 'is not', null);
			if (show === 'kept') query = query.where('undone', 'in', ['edited', 'before', 'fewer']);
			return (await query.execute()).map(toEntry);
		},
		async entry(id, position) {
			return toEntry(
				await database.query
					.selectFrom('import_entries')
					.selectAll()
					.where('import_id', '=', id)
					.where('position', '=', position)
					.executeTakeFirstOrThrow(notFound),
			);
		},
		async counts(id) {
			const of = (condition: ReturnType<typeof sql>) =>
				sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
			const row = await database.query
				.selectFrom('import_entries')
				.select([
					of(sql`kind = 'item'`).as('items'),
					of(sql`kind = 'leftOut'`).as('leftOut'),
					of(sql`kind = 'item' and skip = 1`).as('skipped'),
					sql<number>`coalesce(sum(case when kind = 'item' and skip = 0 then files else 0 end), 0)`.as(
						'files',
					),
					of(sql`kind = 'item' and notes <> '[]'`).as('withNotes'),
					of(sql`known = 'changed'`).as('knownChanged'),
					of(sql`known = 'unchanged'`).as('knownUnchanged'),
					of(sql`known = 'draft'`).as('knownDraft'),
					of(sql`known = 'restored'`).as('knownRestored'),
					...(['created', 'changed', 'unchanged', 'draft', 'restored', 'failed'] as const).map((outcome) =>
						of(sql`outcome = ${outcome}`).as(outcome),
					),
					...(['undone', 'edited', 'back', 'fewer', 'before'] as const).map((undone) =>
						of(sql`undone = ${undone}`).as(undone),
					),
				])
				.where('import_id', '=', id)
				.executeTakeFirstOrThrow();
			const count = (value: unknown) => Number(value ?? 0);
			return {
				items: count(row.items),
				leftOut: count(row.leftOut),
				skipped: count(row.skipped),
				files: count(row.files),
				withNotes: count(row.withNotes),
				knownChanged: count(row.knownChanged),
				knownUnchanged: count(row.knownUnchanged),
				knownDraft: count(row.knownDraft),
				knownRestored: count(row.knownRestored),
				created: count(row.created),
				changed: count(row.changed),
				unchanged: count(row.unchanged),
				draft: count(row.draft),
				restored: count(row.restored),
				failed: count(row.failed),
				undone: count(row.undone),
				edited: count(row.edited),
				back: count(row.back),
				fewer: count(row.fewer),
				before: count(row.before),
			};
		},
		recordItems: (id, prefix, items) =>
			database.transaction(async (transaction) => {
				for (const { key, itemId, outcome, refused, before, awaitsApproval } of items) {
					await transaction
						.updateTable('import_entries')
						.set({
							outcome,
							before_import: before && outcome !== 'unchanged' ? JSON.stringify(before) : null,
							item_id: itemId,
							item_updated_at: transaction
								.selectFrom('items')
								.select('updated_at')
								.where('items.id', '=', itemId),
						})
						.where('import_id', '=', id)
						.where('key', '=', prefix + key)
						.execute();
					const notes: TransferNote[] = refused.map(({ path, error }) => ({
						code: 'fileRefused',
						values: { path, reason: codeOf(error) },
					}));
					if (awaitsApproval) notes.push({ code: 'awaitsApproval' });
					if (notes.length > 0) await addNotes(transaction, id, prefix + key, notes);
				}
			}),
		recordFailure: (id, key, error) =>
			database.transaction(async (transaction) => {
				await transaction
					.updateTable('import_entries')
					.set({ outcome: 'failed' })
					.where('import_id', '=', id)
					.where('key', '=', key)
					.where('outcome', 'is', null)
					.execute();
				await addNotes(transaction, id, key, [noteOf(error)]);
			}),
		remove: (id) =>
			database.transaction(async (transaction) => {
				await transaction.deleteFrom('imports').where('id', '=', id).execute();
			}),
		async abandoned(time) {
			const rows = await database.query
				.selectFrom('imports')
				.select('id')
				.where('state', 'in', ['reading', 'ready'])
				.where('changed_at', '<', time)
				.execute();
			return rows.map(({ id }) => id);
		},
	};
}

async function addNotes(
	transaction: Kysely<Schema>,
	id: string,
	key: string,
	notes: readonly TransferNote[],
): Promise<void> {
	const row = await transaction
		.selectFrom('import_entries')
		.select(['position', 'notes'])
		.where('import_id', '=', id)
		.where('key', '=', key)
		.executeTakeFirst();
	if (!row) return;
	await transaction
		.updateTable('import_entries')
		.set({ notes: JSON.stringify([...readNotes(row.notes), ...notes]) })
		.where('import_id', '=', id)
		.where('position', '=', row.position)
		.execute();
}

/** What to tell of an error that a text met. */
export function noteOf(error: unknown): TransferNote {
	return isVerbundError(error)
		? { code: `error.${error.code}`, values: error.values }
		: { code: 'error.server.internal' };
}

function codeOf(error: unknown): string {
	return isVerbundError(error) ? error.code : 'server.internal';
}

function toRecord(row: Selectable<Schema['imports']>): ImportRecord {
	return {
		id: row.id,
		organisationId: row.organisation_id,
		name: row.name,
		state: row.state,
		layout: layoutOf(row.layout),
		knownType: row.known_type,
		choices: row.options === null ? null : importChoices.parse(JSON.parse(row.options)),
		books: row.books,
		splitBooks: row.split_books === 1,
		jobId: row.job_id,
		cancelled: row.cancelled === 1,
		createdBy: row.created_by,
		createdAt: row.created_at,
		changedAt: row.changed_at,
	};
}

function toRow(id: string, position: number, entry: NewEntry) {
	return {
		import_id: id,
		position,
		kind: entry.kind,
		key: entry.key,
		type: entry.type,
		path: entry.path,
		title: entry.title,
		folders: entry.folders,
		languages: entry.languages.join(','),
		files: entry.files,
		notes: JSON.stringify(entry.notes),
		skip: 0,
		known: knownOf(entry.known),
	};
}

/** A text that is not there yet is not known. */
function knownOf(outcome: ImportOutcome | undefined) {
	return outcome === undefined || outcome === 'created' ? null : outcome;
}

function toEntry(row: Selectable<Schema['import_entries']>): ImportEntry {
	return {
		position: row.position,
		kind: row.kind,
		key: row.key,
		type: row.type,
		path: row.path,
		title: row.new_title ?? row.title,
		folders: row.folders,
		languages: row.languages === '' ? [] : row.languages.split(','),
		files: row.files,
		notes: readNotes(row.notes),
		skip: row.skip === 1,
		known: row.known,
		outcome: row.outcome,
		undone: row.undone,
		itemId: row.item_id,
	};
}
