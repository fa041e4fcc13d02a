import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { createFullText } from '../database/migrations/search.ts';
import type {
	Candidate,
	FoundCandidates,
	FullTextIndex,
	IndexRequest,
	MatchAlternative,
	MatchCondition,
	MatchGroup,
} from './full-text-index.ts';

/** The full-text index in SQLite's FTS5. All that is FTS5's own stands in this file. */
export const sqliteIndex: FullTextIndex = {
	async insert(transaction, table, id, { title, titleParts, headings, body, parts }) {
		await sql`insert into ${tables[table]} (rowid, title, title_parts, headings, body, parts)
			values (${id}, ${title}, ${titleParts}, ${headings}, ${body}, ${parts})`.execute(transaction);
	},
	async remove(transaction, table, id) {
		await sql`delete from ${tables[table]} where rowid = ${id}`.execute(transaction);
	},
	async createNext(transaction) {
		await sqliteIndex.dropNext(transaction);
		await createFullText(transaction, 'search_index_next');
	},
	async dropNext(transaction) {
		await sql`drop table if exists ${tables.next}`.execute(transaction);
	},
	async swap(transaction) {
		await sql`drop table ${tables.current}`.execute(transaction);
		await sql`alter table ${tables.next} rename to search_index`.execute(transaction);
	},
	async knownParts(transaction, words) {
		const { rows } = await sql<{ word: string; parts: string }>`
			select word, parts from search_words
			where grammar = 'de' and word in (select value from json_each(${JSON.stringify(words)}))
		`.execute(transaction);
		return new Map(rows.map(({ word, parts }) => [word, parts]));
	},
	async countWords(transaction, changes, version) {
		if (changes.length === 0) return;
		const rows = changes.map(({ grammar, word, stem, form, parts, documents }) => [
			grammar,
			word,
			stem,
			form,
			parts,
			documents,
		]);
		await sql`
			insert into search_words (grammar, word, stem, form, parts, documents, since, version)
			select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, ${version}, ${version}
			from json_each(${JSON.stringify(rows)})
			where true
			on conflict (grammar, word) do update set
				documents = documents + excluded.documents,
				form = max(form, excluded.form),
				version = excluded.version
		`.execute(transaction);
	},
	async find(database, request) {
		const { rows } = await findStatement(request).execute(database);
		return gather(rows);
	},
};

const tables = { current: sql.table('search_index'), next: sql.table('search_index_next') };

interface FoundRow {
	readonly kind: 'hit' | 'total' | 'type' | 'organisation' | 'language';
	readonly id: number;
	readonly object: number;
	readonly source: string;
	readonly object_id: string;
	readonly language: string;
	readonly type: string;
	readonly organisation_id: string;
	readonly title: string;
	readonly uses: number;
	readonly updated_at: number;
	readonly rank: number;
	readonly count: number;
}

/**
 * One statement, so that the rights are asked once for each document: `found` is what matches and may be read,
 * hits, total and facets are counted from it. A facet counts as if its own filter were not set.
 */
function findStatement(request: IndexRequest): RawBuilder<FoundRow> {
	const { types, organisationIds, languages } = request;
	const inTypes = oneOf('found.type', types);
	const inOrganisations = oneOf('found.organisation_id', organisationIds);
	const inLanguages = oneOf('found.language', languages);
	return sql<FoundRow>`
		with found as materialized (
			select search_documents.id, search_documents.object, search_documents.type,
				search_documents.organisation_id, search_documents.language,
				bm25(search_index, 10, 6, 4, 1, 0.5) as rank
			from search_index join search_documents on search_documents.id = search_index.rowid
			where search_index match ${matchExpression(request.condition)}
				and search_documents.type not in (select value from json_each(${JSON.stringify(request.excludedTypes)}))
				and ${request.visible('search_documents.object_id')}
		),
		best as (
			select object, min(rank) as rank from found
			where ${inTypes} and ${inOrganisations} and ${inLanguages}
			group by object order by 2, 1 limit ${request.limit}
		)
		select 'hit' as kind, found.id, found.object, source, object_id, found.language, found.type,
			found.organisation_id, title, uses, updated_at, found.rank, 1 as count
		from best join found on found.object = best.object
		join search_documents on search_documents.id = found.id
		where ${inLanguages}
		union all
		select 'total', 0, 0, '', '', '', '', '', '', 0, 0, 0, count(distinct object) from found
		where ${inTypes} and ${inOrganisations} and ${inLanguages}
		union all
		select 'type', 0, 0, '', '', '', type, '', '', 0, 0, 0, count(distinct object) from found
		where ${inOrganisations} and ${inLanguages} group by type
		union all
		select 'organisation', 0, 0, '', '', '', '', organisation_id, '', 0, 0, 0, count(distinct object) from found
		where ${inTypes} and ${inLanguages} group by organisation_id
		union all
		select 'language', 0, 0, '', '', language, '', '', '', 0, 0, 0, count(*) from found
		where ${inTypes} and ${inOrganisations} group by language
	`;
}

function oneOf(column: string, values: readonly string[]): RawBuilder<SqlBool> {
	if (values.length === 0) return sql<SqlBool>`true`;
	return sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;
}

function gather(rows: readonly FoundRow[]): FoundCandidates {
	const counted = (kind: FoundRow['kind'], value: (row: FoundRow) => string) =>
		rows
			.filter((row) => row.kind === kind)
			.map((row) => ({ value: value(row), count: row.count }))
			.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
	return {
		total: rows.find(({ kind }) => kind === 'total')?.count ?? 0,
		candidates: rows.filter(({ kind }) => kind === 'hit').map(toCandidate),
		facets: {
			types: counted('type', (row) => row.type),
			organisations: counted('organisation', (row) => row.organisation_id),
			languages: counted('language', (row) => row.language),
		},
	};
}

function toCandidate(row: FoundRow): Candidate {
	return {
		id: row.id,
		object: row.object,
		source: row.source,
		objectId: row.object_id,
		language: row.language,
		type: row.type,
		organisationId: row.organisation_id,
		title: row.title,
		uses: row.uses,
		updatedAt: row.updated_at,
		// FTS5 gives better matches smaller, negative numbers.
		weight: -row.rank,
	};
}

/** Every token is quoted, and tokens hold only letters and digits: nothing a person types is FTS5 syntax. */
function matchExpression({ required, words, mode, within }: MatchCondition): string {
	const columns = within === 'titles' ? '{title headings} : ' : '';
	const wanted = words.map(anyOf);
	const optional = mode === 'all' ? wanted.join(' AND ') : someOf(wanted);
	return [...required.map(anyOf), `${columns}(${optional})`].join(' AND ');
}

function someOf(words: readonly string[]): string {
	return words.length > 2 ? anyTwo(words) : words.join(' OR ');
}

function anyTwo(words: readonly string[]): string {
	return words
		.slice(0, -1)
		.map((word, index) => `(${word} AND (${words.slice(index + 1).join(' OR ')}))`)
		.join(' OR ');
}

function anyOf(group: MatchGroup): string {
	return `(${group.map(written).join(' OR ')})`;
}

function written({ stems, adjacent }: MatchAlternative): string {
	return adjacent ? `"${stems.join(' ')}"` : `(${stems.map((stem) => `"${stem}"`).join(' AND ')})`;
}
