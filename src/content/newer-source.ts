import { sql, type RawBuilder } from 'kysely';

/**
 * SQL for the newest major revision of the source language that was published after a text was made from it; null
 * while the text still holds.
 *
 * @param basedOn column with the revision that the text was made from
 * @param sourceRevision column with the published revision of the source language
 */
export function newerSource(basedOn: string, sourceRevision: string): RawBuilder<number | null> {
	return sql<number | null>`(select max(major_revision.number) from revisions major_revision
		where major_revision.item_id = items.id and major_revision.language = items.source_language
			and major_revision.major = 1 and major_revision.number > ${sql.ref(basedOn)}
			and major_revision.number <= ${sql.ref(sourceRevision)})`;
}
