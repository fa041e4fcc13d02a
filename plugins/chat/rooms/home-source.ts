import { sql, type TaskRow, type WidgetSource } from 'verbund';
import { plainText } from '../messages/plain-text.ts';
import type { RoomKind } from '../tables.ts';
import { readableBy } from './readable-rooms.ts';
import { unreadCount } from './reading.ts';
import { roomTitle } from './room-title.ts';

/** A room in which something is new for the reader. */
export interface HomeRoom {
	readonly id: string;
	readonly kind: RoomKind;
	readonly title: string;
	readonly unread: number;
	/** Beginning of the newest message, in words; empty where it has none, and where all are gone. */
	readonly text: string;
	/** What came with it: how many files, and the name of the first. */
	readonly files: { readonly count: number; readonly name: string };
	/** Who says it: their organisation, else their name. */
	readonly from: string;
}

const shown = 4;
const longest = 120;
/** Between who says it, its files and what is said: the last, because people write it. */
const separator = '\u001f';

/** Rooms with messages that the reader has not read, the newest first. */
export function createHomeSource(): WidgetSource {
	return {
		select({ actor, languages }) {
			if (actor.kind !== 'person') return null;
			return sql`select chat_rooms.kind as kind, chat_rooms.id as id,
					${roomTitle(languages, actor.personId)} as title, cast(null as text) as language,
					coalesce(organisations.short_name, author.name, '') || ${separator}
						|| cast((select count(*) from chat_files where chat_files.message_id = newest.id) as text)
						|| ${separator} || coalesce((select sent.name from chat_files as sent
							where sent.message_id = newest.id order by sent.file_id limit 1), '')
						|| ${separator} || substr(newest.text, 1, ${longest * 2}) as text,
					cast(null as text) as path, ${unreadCount} as count, chat_rooms.last_message_at as at,
					-chat_rooms.last_message_at as place
				from chat_rooms left join chat_positions as position
					on position.room_id = chat_rooms.id and position.person_id = ${actor.personId}
				left join chat_messages as newest on newest.room_id = chat_rooms.id and newest.number = (
					select max(said.number) from chat_messages as said
					where said.room_id = chat_rooms.id and said.removed is null)
				left join people as author on author.id = newest.author_id and author.disabled_at is null
				left join organisations on organisations.id = newest.organisation_id
				where ${readableBy(actor)} and chat_rooms.archived_at is null and ${unreadCount} > 0
				order by chat_rooms.last_message_at desc limit ${shown}`;
		},
	};
}

export function toHomeRoom({ kind, id, title, text, count }: TaskRow): HomeRoom {
	const [from = '', files = '', name = '', ...said] = (text ?? '').split(separator);
	return {
		id,
		kind: kind === 'item' || kind === 'direct' ? kind : 'room',
		title,
		unread: Number(count),
		from,
		text: beginning(said.join(' ')),
		files: { count: Number(files), name },
	};
}

function beginning(markdown: string): string {
	const words = plainText(markdown);
	return words.length > longest ? `${words.slice(0, longest)} …` : words;
}
