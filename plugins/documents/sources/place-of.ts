import { visibleShelf, type Actor, type PluginContext } from 'verbund';
import type { DocumentTables } from '../tables.ts';
import type { TextState } from './entry.ts';

export interface SourceEntry {
	readonly id: string;
	readonly name: string;
	readonly isFolder: boolean;
	readonly size: number;
	readonly modifiedAt: number | null;
	readonly textState: TextState | null;
}

export interface ReadableSource {
	readonly id: string;
	readonly organisationId: string;
	readonly name: string;
	readonly readAt: number | null;
	readonly failingSince: number | null;
}

interface Place {
	readonly source: ReadableSource;
	/** From the top to the entry itself. */
	readonly chain: readonly SourceEntry[];
}

/** Where an entry lies, for those who may read its source. One query. Null for what is not there for the actor. */
export async function placeOf(
	storage: PluginContext['storage'],
	actor: Actor,
	{ sourceId, entryId }: { readonly sourceId: string | null; readonly entryId: string | null },
): Promise<Place | null> {
	const query = storage
		.query<DocumentTables>()
		.withRecursive('documents_chain', (chain) =>
			chain
				.selectFrom('documents_source_entries')
				.selectAll()
				.where('id', '=', entryId ?? '')
				.where('vanished_at', 'is', null)
				.unionAll(
					chain
						.selectFrom('documents_source_entries')
						.innerJoin('documents_chain', 'documents_chain.parent_id', 'documents_source_entries.id')
						.selectAll('documents_source_entries'),
				),
		)
		.selectFrom('documents_sources')
		.leftJoin('documents_chain', 'documents_chain.source_id', 'documents_sources.id')
		.select([
			'documents_sources.id as source',
			'documents_sources.organisation_id',
			'documents_sources.name as source_name',
			'documents_sources.read_at',
			'documents_sources.failing_since',
			'documents_chain.id',
			'documents_chain.path',
			'documents_chain.name',
			'documents_chain.is_folder',
			'documents_chain.size',
			'documents_chain.modified_at',
			'documents_chain.text_state',
		])
		.where(visibleShelf(actor, 'documents_sources.id'));
	const rows = await (
		sourceId === null
			? query.where('documents_chain.id', 'is not', null)
			: query.where('documents_sources.id', '=', sourceId)
	).execute();
	const [first] = rows;
	if (!first) return null;
	const depth = (path: string | null) => (path ?? '').split('/').length;
	return {
		source: {
			id: first.source,
			organisationId: first.organisation_id,
			name: first.source_name,
			readAt: first.read_at,
			failingSince: first.failing_since,
		},
		chain: rows
			.toSorted((a, b) => depth(a.path) - depth(b.path))
			.flatMap(({ id, name, is_folder, size, modified_at, text_state }) =>
				id === null
					? []
					: [
							toEntry({
								id,
								name: name ?? '',
								is_folder: is_folder ?? 0,
								size: size ?? 0,
								modified_at,
								text_state,
							}),
						],
			),
	};
}

export function toEntry(
	row: Pick<
		DocumentTables['documents_source_entries'],
		'id' | 'name' | 'is_folder' | 'size' | 'modified_at' | 'text_state'
	>,
): SourceEntry {
	return {
		id: row.id,
		name: row.name,
		isFolder: row.is_folder === 1,
		size: row.size,
		modifiedAt: row.modified_at,
		textState: row.text_state,
	};
}
