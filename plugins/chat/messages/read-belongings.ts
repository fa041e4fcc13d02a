import { sql, type Kysely } from 'verbund';
import type { StoredFile } from '../files/files.ts';
import type { ChatTables } from '../tables.ts';
import type { Message, MessageFile, Own } from './message.ts';

interface BelongingRow {
	readonly kind: 'reaction' | 'vote' | 'file';
	readonly message_id: string;
	readonly name: string;
	readonly count: number;
	readonly own: number;
	readonly media_type: string | null;
	readonly file_id: string | null;
	readonly alternative: string | null;
}

/** What people did with these messages, and which of it is the reader's own. One query. */
export async function readBelongings(
	query: Kysely<ChatTables>,
	messages: readonly Message[],
	personId: string,
): Promise<{ readonly messages: readonly Message[]; readonly own: Own }> {
	const ids = sql.join([...messages.map(({ id }) => id), '']);
	const isOwn = sql`max(case when person_id = ${personId} then 1 else 0 end)`;
	const { rows } = await sql<BelongingRow>`
		select 'reaction' as kind, message_id, sign as name, count(*) as count, ${isOwn} as own,
			cast(null as text) as media_type, cast(null as text) as file_id, cast(null as text) as alternative
		from chat_reactions where message_id in (${ids}) group by message_id, sign
		union all
		select 'vote', message_id, cast(option as text), count(*), ${isOwn}, null, null, null
		from chat_votes where message_id in (${ids}) group by message_id, option
		union all
		select 'file', message_id, name, size, 0, media_type, file_id, alternative
		from chat_files where message_id in (${ids})`.execute(query);
	const of = (id: string, kind: BelongingRow['kind']) =>
		rows.filter((row) => row.message_id === id && row.kind === kind);
	const own = rows.filter((row) => Number(row.own) === 1);
	return {
		messages: messages.map((message) => ({
			...message,
			reactions: of(message.id, 'reaction')
				.map(({ name, count }) => ({ sign: name, count: Number(count) }))
				.toSorted((one, other) => one.sign.localeCompare(other.sign)),
			options: message.options.map(({ text }, index) => ({
				text,
				count: Number(of(message.id, 'vote').find(({ name }) => name === String(index))?.count ?? 0),
			})),
			files: toFiles(of(message.id, 'file').map(toFile)),
		})),
		own: {
			signs: new Map(
				messages.map(({ id }) => [
					id,
					own.filter((row) => row.message_id === id && row.kind === 'reaction').map(({ name }) => name),
				]),
			),
			votes: new Map(
				own.flatMap(({ kind, message_id, name }) => (kind === 'vote' ? [[message_id, Number(name)]] : [])),
			),
		},
	};
}

function toFile({ file_id: id, name, media_type: mediaType, count, alternative }: BelongingRow): StoredFile {
	return {
		...{ id: id ?? '', name, mediaType: mediaType ?? '' },
		...{ size: Number(count), alternative: alternative ?? '' },
	};
}

/** In the order in which they were sent off. */
export function toFiles(files: readonly StoredFile[]): readonly MessageFile[] {
	return files
		.toSorted((one, other) => (one.id < other.id ? -1 : 1))
		.map((file) => ({ ...file, url: `/chat/files/${file.id}/${encodeURIComponent(file.name)}` }));
}
