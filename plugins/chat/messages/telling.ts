import { sql, type Actor, type Kysely, type PluginContext, type Reader } from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { OpenRoom } from '../rooms/room.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { ChatTables } from '../tables.ts';
import type { WrittenText } from './compose.ts';

type Query = Kysely<ChatTables>;

export interface Told {
	readonly actor: Actor;
	readonly room: Pick<OpenRoom, 'id' | 'kind'>;
	readonly message: { readonly id: string; readonly number: number; readonly threadId: string | null };
	readonly text: WrittenText;
}

/** Who hears of a message under the bell: whom it names, whom it answers, and whom it is said to. Nobody else. */
export interface Telling {
	sent(transaction: Query, told: Told): Promise<void>;
}

export const notificationKinds = [
	'chat.mentioned',
	'chat.replied',
	'chat.direct',
	'chat.answered',
	'chat.reminded',
] as const;

export function createTelling({
	notifications,
}: {
	notifications: Pick<PluginContext['notifications'], 'notify'>;
}): Telling {
	return {
		async sent(transaction, { actor, room, message, text }) {
			const by = personIdOf(actor);
			const about = (key: string) => ({
				by,
				path: messagePath(room.id, message.number),
				data: { room: room.id },
				key,
			});
			const mentioned = await mentionedIn(transaction, room, text);
			if (mentioned.length > 0) {
				await notifications.notify({ kind: 'chat.mentioned', to: mentioned, ...about(message.id) });
			}
			const answered = await writersOf(transaction, message.threadId);
			const others = answered.filter((id) => !mentioned.includes(id) && id !== by);
			if (others.length > 0 && message.threadId !== null) {
				await notifications.notify({ kind: 'chat.replied', to: others, ...about(message.threadId) });
			}
			if (room.kind !== 'direct') return;
			const partners = (await membersOf(transaction, room.id)).filter(
				(id) => id !== by && !mentioned.includes(id) && !others.includes(id),
			);
			if (partners.length > 0) {
				await notifications.notify({ kind: 'chat.direct', to: partners, ...about(room.id) });
			}
		},
	};
}

/** Who may know of a notification: whoever may read its room now. */
export function createReadableTellings(rooms: Pick<Rooms, 'readable'>) {
	return {
		async readable(
			{ actor }: Reader,
			told: readonly { readonly id: string; readonly data: Readonly<Record<string, string | number>> }[],
		): Promise<readonly string[]> {
			const roomOf = (data: Readonly<Record<string, string | number>>) => String(data['room'] ?? '');
			const readable = await rooms.readable(actor, [...new Set(told.map(({ data }) => roomOf(data)))]);
			return told.filter(({ data }) => readable.has(roomOf(data))).map(({ id }) => id);
		},
	};
}

export function messagePath(roomId: string, number: number): string {
	return `/chat/rooms/${roomId}/${number}`;
}

async function mentionedIn(
	query: Query,
	room: Told['room'],
	{ mentions }: WrittenText,
): Promise<readonly string[]> {
	const people = mentions.people.map(({ id }) => id);
	const groups = mentions.groups.map(({ id }) => id);
	if (!mentions.all && groups.length === 0) return people;
	const rows = mentions.all ? await peopleIn(query, room) : await fellowsIn(query, groups);
	return [...new Set([...people, ...rows])];
}

async function membersOf(query: Query, roomId: string): Promise<readonly string[]> {
	const rows = await query
		.selectFrom('chat_members')
		.select('person_id')
		.where('room_id', '=', roomId)
		.execute();
	return rows.map((row) => row.person_id);
}

/** Everybody who has opened the room or was let in: who has never been there is not called. */
async function peopleIn(query: Query, { id }: Told['room']): Promise<readonly string[]> {
	const rows = await query
		.selectFrom('chat_positions')
		.select('person_id')
		.where('room_id', '=', id)
		.union(query.selectFrom('chat_members').select('person_id').where('room_id', '=', id))
		.execute();
	return rows.map((row) => row.person_id);
}

async function fellowsIn(query: Query, groupIds: readonly string[]): Promise<readonly string[]> {
	const { rows } = await sql<{ person_id: string }>`select person_id from group_members
		where group_id in (${sql.join(groupIds)})`.execute(query);
	return rows.map((row) => row.person_id);
}

/** Who asked, and who has answered before. */
async function writersOf(query: Query, threadId: string | null): Promise<readonly string[]> {
	if (threadId === null) return [];
	const rows = await query
		.selectFrom('chat_messages')
		.select('author_id')
		.distinct()
		.where((is) => is.or([is('id', '=', threadId), is('thread_id', '=', threadId)]))
		.execute();
	return rows.flatMap(({ author_id: id }) => id ?? []);
}
