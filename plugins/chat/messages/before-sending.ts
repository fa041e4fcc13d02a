import { notFound, sql, type Actor, type Kysely, type PluginContext } from 'verbund';
import { personIdOf } from '../person-id.ts';
import { readableBy } from '../rooms/readable-rooms.ts';
import { standingColumns, toStanding, type Standing, type StandingRow } from '../rooms/standing.ts';
import type { ChatTables, RoomKind } from '../tables.ts';
import type { RowsBeside } from './read-messages.ts';

/** What decides whether a message may be sent, and what others will see beside its words. */
export interface BeforeSending {
	readonly kind: RoomKind;
	/** Of the message and of its event: transactions run one after the other, so nobody takes them meanwhile. */
	readonly next: { readonly number: number; readonly event: number };
	readonly standing: Standing;
	/** The same message, if it has come before. */
	readonly sent: { readonly id: string; readonly roomId: string; readonly number: number } | null;
	/** Messages of this person within the last minute, in all rooms. */
	readonly recently: number;
	/** An answer to an answer stands in the same thread. Null where no message of this room was named. */
	readonly threadId: string | null;
	readonly quotedId: string | null;
	readonly beside: RowsBeside;
}

interface Named {
	readonly roomId: string;
	readonly clientId: string;
	readonly threadId?: string | undefined;
	readonly quotedId?: string | undefined;
}

interface Row extends StandingRow, Omit<RowsBeside, 'organisation_id'> {
	readonly kind: RoomKind;
	readonly last_number: number;
	readonly last_event: number;
	readonly author_organisation_id: string | null;
	readonly recently: number;
	readonly sent_id: string | null;
	readonly sent_room_id: string | null;
	readonly sent_number: number | null;
	readonly thread_id: string | null;
	readonly quoted_id: string | null;
}

/**
 * One query: each journey to the writing thread costs more than what is asked there.
 *
 * @throws VerbundError `request.notFound` for a room that the actor may not read
 */
export async function readBeforeSending(
	access: Pick<PluginContext['access'], 'can'>,
	query: Kysely<ChatTables>,
	actor: Actor,
	{ roomId, clientId, threadId = '', quotedId = '' }: Named,
): Promise<BeforeSending> {
	const personId = personIdOf(actor);
	const { rows } = await sql<Row>`select chat_rooms.kind, chat_rooms.organisation_id, chat_rooms.archived_at,
			chat_rooms.locked, chat_rooms.last_number, chat_rooms.last_event, ${standingColumns(actor)},
			(select count(*) from chat_messages as recent
				where recent.author_id = ${personId} and recent.created_at > ${Date.now() - 60_000}) as recently,
			sent.id as sent_id, sent.room_id as sent_room_id, sent.number as sent_number,
			thread.id as thread_id, thread.number as thread_number,
			quoted.id as quoted_id, quoted.number as quoted_number, quoted_author.name as quoted_author,
			case when quoted.removed is null then substr(quoted.text, 1, 200) else '' end as quoted_text,
			author.name as author, home.id as author_organisation_id, home.slug as organisation_slug,
			home.name as organisation_name, home.short_name as organisation_short_name
		from chat_rooms
		left join chat_messages as sent on sent.author_id = ${personId} and sent.client_id = ${clientId}
		left join chat_messages as answered on answered.id = ${threadId} and answered.room_id = chat_rooms.id
		left join chat_messages as thread on thread.id = coalesce(answered.thread_id, answered.id)
		left join chat_messages as quoted on quoted.id = ${quotedId} and quoted.room_id = chat_rooms.id
		left join people as quoted_author on quoted_author.id = quoted.author_id and quoted_author.disabled_at is null
		left join people as author on author.id = ${personId} and author.disabled_at is null
		left join organisations as home on home.id = ${homeOf(actor)}
		where chat_rooms.id = ${roomId} and ${readableBy(actor)}`.execute(query);
	const [row] = rows;
	if (!row) throw notFound();
	return {
		kind: row.kind,
		next: { number: row.last_number + 1, event: row.last_event + 1 },
		standing: toStanding(access, actor, row),
		sent:
			row.sent_id === null || row.sent_room_id === null || row.sent_number === null
				? null
				: { id: row.sent_id, roomId: row.sent_room_id, number: row.sent_number },
		recently: Number(row.recently),
		threadId: row.thread_id,
		quotedId: row.quoted_id,
		beside: toBeside(row),
	};
}

/** Nothing else of the row, which has columns of the room that messages have too. */
function toBeside(row: Row): RowsBeside {
	return {
		author: row.author,
		organisation_id: row.author_organisation_id,
		organisation_slug: row.organisation_slug,
		organisation_name: row.organisation_name,
		organisation_short_name: row.organisation_short_name,
		thread_number: row.thread_number,
		quoted_number: row.quoted_number,
		quoted_author: row.quoted_author,
		quoted_text: row.quoted_text,
	};
}

/** Where whoever writes belongs to, as far as it has to do with the room. */
export function homeOf(actor: Actor) {
	if (actor.kind !== 'person') return sql<string | null>`null`;
	const own = actor.memberships.map(({ organisationId }) => organisationId);
	return sql<
		string | null
	>`case when chat_rooms.organisation_id in (${sql.join([...own, ''])}) then chat_rooms.organisation_id
		else ${actor.actingOrganisationId ?? own[0] ?? ''} end`;
}
