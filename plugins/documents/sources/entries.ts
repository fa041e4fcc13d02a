import { createId, type Kysely, type PluginContext } from 'verbund';
import type { DocumentTables } from '../tables.ts';
import type { ListingChanges } from './compare-listing.ts';
import { fromTheTop } from './compare-listing.ts';
import { lastName, parentOf, shownName, shownNames, sortName } from './entry-path.ts';
import type { KnownEntry, ListedEntry, TextState } from './entry.ts';

/** A file whose text is still to be read. */
export interface UnreadFile {
	readonly id: string;
	readonly path: string;
	readonly name: string;
	readonly size: number;
}

/** What is known of the files and folders of sources. What is found by the search changes with it. */
export interface Entries {
	known(sourceId: string): Promise<readonly KnownEntry[]>;
	/** Writes what a reading found out, in parts; each is whole. */
	store(source: { readonly id: string; readonly name: string }, changes: ListingChanges): Promise<void>;
	/** Forgets what vanished before `time`: from then on addresses lead nowhere. */
	forget(sourceId: string, time: number): Promise<void>;
	unread(sourceId: string, limit: number): Promise<readonly UnreadFile[]>;
	unreadCount(sourceId: string): Promise<number>;
	noteText(entryId: string, state: TextState): Promise<void>;
}

const rowsAtOnce = 200;

export function createEntries({ storage, search }: Pick<PluginContext, 'storage' | 'search'>): Entries {
	const query = () => storage.query<DocumentTables>();
	const write = <Result>(work: (transaction: Kysely<DocumentTables>) => Promise<Result>) =>
		storage.transaction<DocumentTables, Result>(work);
	const rowOf = (entry: ListedEntry, parentId: string | null) => {
		const name = shownName(lastName(entry.path));
		return {
			parent_id: parentId,
			path: entry.path,
			name,
			sort_name: sortName(name),
			is_folder: entry.isFolder ? 1 : 0,
			size: entry.size,
			modified_at: entry.modifiedAt,
			tag: entry.tag,
			key: entry.key,
			// A folder has none to be read.
			text_state: entry.isFolder ? ('unknown' as const) : null,
			vanished_at: null,
		};
	};

	return {
		async known(sourceId) {
			const rows = await query()
				.selectFrom('documents_source_entries')
				.select(['id', 'path', 'is_folder', 'size', 'tag', 'key', 'vanished_at'])
				.where('source_id', '=', sourceId)
				.orderBy('path')
				.execute();
			return rows.map(({ is_folder, vanished_at, ...row }) => ({
				...row,
				isFolder: is_folder === 1,
				vanishedAt: vanished_at,
			}));
		},
		async store(source, changes) {
			const folders = new Map<string, string>();
			const known = await query()
				.selectFrom('documents_source_entries')
				.select(['id', 'path'])
				.where('source_id', '=', source.id)
				.where('is_folder', '=', 1)
				.where('vanished_at', 'is', null)
				.execute();
			for (const { id, path } of known) folders.set(path, id);
			const written = fromTheTop([
				...changes.added.map((entry) => ({ id: createId(), isNew: true, entry, path: entry.path })),
				...changes.changed.map(({ id, entry }) => ({ id, isNew: false, entry, path: entry.path })),
			]);
			for (const { id, entry } of written) if (entry.isFolder) folders.set(entry.path, id);
			for (const some of parts(written)) {
				await write(async (transaction) => {
					for (const { id, isNew, entry } of some) {
						const row = rowOf(entry, folders.get(parentOf(entry.path)) ?? null);
						if (isNew) {
							await transaction
								.insertInto('documents_source_entries')
								.values({ id, source_id: source.id, ...row })
								.execute();
						} else {
							await transaction
								.updateTable('documents_source_entries')
								.set(row)
								.where('id', '=', id)
								.execute();
						}
					}
					await search.put(
						source.id,
						some
							.filter(({ entry }) => !entry.isFolder)
							.map(({ id, entry }) => shelved(source, id, entry.path)),
					);
				});
			}
			for (const ids of parts(changes.vanished)) {
				await write(async (transaction) => {
					await transaction
						.updateTable('documents_source_entries')
						.set({ vanished_at: Date.now() })
						.where('id', 'in', ids)
						.execute();
					await search.take(source.id, ids);
				});
			}
		},
		forget: (sourceId, time) =>
			write(async (transaction) => {
				await transaction
					.deleteFrom('documents_source_entries')
					.where('source_id', '=', sourceId)
					.where('vanished_at', '<', time)
					.execute();
			}),
		unread: (sourceId, limit) =>
			query()
				.selectFrom('documents_source_entries')
				.select(['id', 'path', 'name', 'size'])
				.where('source_id', '=', sourceId)
				.where('text_state', 'is', null)
				.where('vanished_at', 'is', null)
				.orderBy('id')
				.limit(limit)
				.execute(),
		async unreadCount(sourceId) {
			const { count } = await query()
				.selectFrom('documents_source_entries')
				.select(({ fn }) => fn.countAll<number>().as('count'))
				.where('source_id', '=', sourceId)
				.where('text_state', 'is', null)
				.where('vanished_at', 'is', null)
				.executeTakeFirstOrThrow();
			return Number(count);
		},
		noteText: (entryId, state) =>
			write(async (transaction) => {
				await transaction
					.updateTable('documents_source_entries')
					.set({ text_state: state })
					.where('id', '=', entryId)
					.execute();
			}),
	};
}

/** A file as the search knows it: by its name, by the folders it lies in, and by its text once that is read. */
export function shelved(source: { readonly name: string }, id: string, path: string, text = '') {
	const names = shownNames(path);
	const folders = names.slice(0, -1).join(' / ');
	return {
		id,
		title: names.at(-1) ?? '',
		text: [folders, text].filter((part) => part !== '').join('\n'),
		url: `/documents/sources/files/${id}`,
		partOf: source.name,
	};
}

function parts<Entry>(entries: readonly Entry[]): Entry[][] {
	const count = Math.ceil(entries.length / rowsAtOnce);
	return Array.from({ length: count }, (_, index) =>
		entries.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
	);
}
