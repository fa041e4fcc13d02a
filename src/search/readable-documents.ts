import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { IndexedDocuments } from './indexed-documents.ts';

export interface ReadableRequest {
	/** What the reader may read of `search_documents`. */
	readonly visible: RawBuilder<SqlBool>;
	/** The change mark of the database as this request has read it. */
	readonly changeMark?: number | undefined;
}

/** Of documents that match, those that the reader may read. The index knows nothing of rights. */
export interface ReadableDocuments {
	among<Match extends { readonly place: number }>(
		database: Kysely<Schema>,
		documents: IndexedDocuments,
		matches: readonly Match[],
		request: ReadableRequest,
	): Promise<readonly Match[]>;
}

/**
 * Asks for the rights of each document once as long as the change mark stays: whoever types a word asks for the same
 * documents at each letter. What is shown in the end is asked for again in any case (`visible-texts.ts`).
 */
export function createReadableDocuments(): ReadableDocuments {
	const remembered = new Map<string, Remembered>();

	return {
		async among(database, documents, matches, { visible, changeMark }) {
			const known = recall(database, documents, { visible, changeMark });
			const unknown = matches.map(({ place }) => place).filter((place) => known[place] === unasked);
			if (unknown.length > 0) {
				const answers = await askFor(database, documents, unknown, visible);
				for (const place of unknown) known[place] = hidden;
				for (const { id, uses } of answers) {
					const place = documents.placeOf(id);
					if (place === undefined) continue;
					known[place] = readable;
					documents.noteUses(place, uses);
				}
			}
			return matches.filter(({ place }) => known[place] === readable);
		},
	};

	function recall(
		database: Kysely<Schema>,
		documents: IndexedDocuments,
		{ visible, changeMark }: ReadableRequest,
	): Uint8Array {
		const nothing = new Uint8Array(documents.places);
		if (changeMark === undefined) return nothing;
		const { sql: statement, parameters } = visible.compile(database);
		const key = `${statement}\n${JSON.stringify(parameters)}`;
		const found = remembered.get(key);
		remembered.delete(key);
		const isCurrent = found?.changeMark === changeMark && found.documents === documents;
		const known = isCurrent && found.known.length === documents.places ? found.known : nothing;
		remembered.set(key, { documents, changeMark, known });
		const [oldest] = remembered.keys();
		if (remembered.size > mostReaders && oldest !== undefined) remembered.delete(oldest);
		return known;
	}
}

interface Remembered {
	readonly documents: IndexedDocuments;
	readonly changeMark: number;
	readonly known: Uint8Array;
}

/** A byte for each document and each of these; colleagues with the same rights count as one. */
const mostReaders = 50;
const unasked = 0;
const readable = 1;
const hidden = 2;

async function askFor(
	database: Kysely<Schema>,
	documents: IndexedDocuments,
	places: readonly number[],
	visible: ReadableRequest['visible'],
): Promise<readonly { id: number; uses: number }[]> {
	const ids = places.flatMap((place) => documents.at(place)?.id ?? []);
	return database
		.selectFrom('search_documents')
		.select(['search_documents.id', 'uses'])
		.where('search_documents.id', 'in', sql<number>`(select value from json_each(${JSON.stringify(ids)}))`)
		.where(visible)
		.execute();
}
