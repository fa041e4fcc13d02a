import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../database/database.ts';

/** Something that a reader is asked to confirm. */
export interface OpenAcknowledgement {
	readonly id: string;
	readonly title: string;
	readonly language: string;
	/** `<type>/<organisation>/<slug>` */
	readonly path: string;
	readonly dueAt: number | null;
}

export async function listOpen(
	{ query }: Pick<Database, 'query'>,
	select: RawBuilder<unknown> | null,
): Promise<readonly OpenAcknowledgement[]> {
	if (!select) return [];
	const { rows } = await sql<OpenAcknowledgement>`select id, title, language, path, at as "dueAt"
		from (${select}) as listed order by place, id`.execute(query);
	return rows.map((row) => ({ ...row, dueAt: row.dueAt === null ? null : Number(row.dueAt) }));
}
