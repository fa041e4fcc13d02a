import { sql, toOrganisation, type Kysely, type OrganisationColumns } from 'verbund';
import type { ChatTables } from '../tables.ts';
import type { Message } from './message.ts';

type Query = Kysely<ChatTables>;
type Condition = ReturnType<typeof sql<boolean>>;

/** What a message shows that stands in other rows than its own. */
export interface RowsBeside extends OrganisationColumns {
	readonly author: string | null;
	readonly thread_number: number | null;
	readonly quoted_number: number | null;
	readonly quoted_author: string | null;
	readonly quoted_text: string | null;
}

interface MessageRow extends RowsBeside {
	readonly id: string;
	readonly room_id: string;
	readonly number: number;
	readonly author_id: string | null;
	readonly client_id: string;
	readonly kind: Message['kind'];
	readonly thread_id: string | null;
	readonly html: string;
	readonly paths: string;
	readonly options: string | null;
	readonly created_at: number;
	readonly edited_at: number | null;
	readonly removed: Message['removed'];
	readonly answer: number;
	readonly answered: number;
	readonly replies: number;
	readonly last_reply_at: number | null;
}

/**
 * Messages of rooms that whoever asks may read, the oldest first. One query; `readBelongings` adds what others did
 * with them.
 *
 * @param which about `message`, the table's alias
 */
export async function readMessages(
	query: Query,
	which: Condition,
	{ newest, limit }: { readonly newest: boolean; readonly limit: number },
): Promise<readonly Message[]> {
	const { rows } =
		await sql<MessageRow>`select message.id, message.room_id, message.number, message.author_id,
			author.name as author, organisations.id as organisation_id, organisations.slug as organisation_slug,
			organisations.name as organisation_name, organisations.short_name as organisation_short_name,
			message.client_id, message.kind, message.thread_id, thread.number as thread_number,
			quoted.number as quoted_number, quoted_author.name as quoted_author,
			case when quoted.removed is null then substr(quoted.text, 1, 200) else '' end as quoted_text,
			message.html, message.paths, message.options, message.created_at, message.edited_at, message.removed,
			message.answer,
			case when message.kind = 'question' and exists (select 1 from chat_messages as solution
				where solution.thread_id = message.id and solution.answer = 1) then 1 else 0 end as answered,
			(select count(*) from chat_messages as reply
				where reply.thread_id = message.id and reply.removed is null) as replies,
			(select max(created_at) from chat_messages as reply
				where reply.thread_id = message.id and reply.removed is null) as last_reply_at
		from chat_messages as message
		left join people as author on author.id = message.author_id and author.disabled_at is null
		left join organisations on organisations.id = message.organisation_id
		left join chat_messages as thread on thread.id = message.thread_id
		left join chat_messages as quoted on quoted.id = message.quoted_id
		left join people as quoted_author on quoted_author.id = quoted.author_id and quoted_author.disabled_at is null
		where ${which} order by message.number ${newest ? sql`desc` : sql`asc`} limit ${limit}`.execute(query);
	return (newest ? rows.toReversed() : rows).map(toMessage);
}

/** Without what `readBelongings` adds. */
export function toMessage(row: MessageRow): Message {
	const options: readonly string[] = JSON.parse(row.options ?? '[]');
	return {
		id: row.id,
		roomId: row.room_id,
		number: row.number,
		authorId: row.author_id,
		author: row.author,
		organisation: toOrganisation(row),
		clientId: row.client_id,
		kind: row.kind,
		threadId: row.thread_id,
		threadNumber: row.thread_number,
		quoted:
			row.quoted_number === null
				? null
				: { number: row.quoted_number, author: row.quoted_author, text: row.quoted_text ?? '' },
		html: row.html,
		paths: JSON.parse(row.paths),
		at: row.created_at,
		isEdited: row.edited_at !== null,
		removed: row.removed,
		isAnswer: row.answer === 1,
		isAnswered: Number(row.answered) === 1,
		replies: { count: Number(row.replies), lastAt: row.last_reply_at },
		reactions: [],
		options: options.map((text) => ({ text, count: 0 })),
		files: [],
	};
}
