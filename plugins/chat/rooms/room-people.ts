import { sql, type Person, type PluginContext, type Reader } from 'verbund';
import type { ChatTables } from '../tables.ts';
import type { Rooms } from './rooms.ts';

export interface RoomMember {
	readonly id: string;
	readonly name: string;
	readonly manages: boolean;
	readonly isMuted: boolean;
}

/** Who is in a room, for those who are in it too. */
export interface RoomPeople {
	/** Those who were let in, who look after it or who may not write; of an open room not all who may read. One query. */
	members(reader: Reader, roomId: string): Promise<readonly RoomMember[]>;
	/** Whom the reader can write to: those who were chosen before, then those whose name holds the text. */
	choices(reader: Reader, text?: string, chosen?: readonly string[]): Promise<readonly Person[]>;
}

const mostChoices = 500;

export function createRoomPeople(
	{ people, storage }: Pick<PluginContext, 'people' | 'storage'>,
	rooms: Pick<Rooms, 'open'>,
): RoomPeople {
	return {
		async members(reader, roomId) {
			await rooms.open(reader, roomId);
			const { rows } = await sql<{ id: string; name: string; manages: number; muted: number }>`
				select people.id, people.name, max(inside.manages) as manages, max(inside.muted) as muted from (
					select person_id, manages, 0 as muted from chat_members where room_id = ${roomId}
					union all select person_id, 0, 1 from chat_mutes where room_id = ${roomId}
				) as inside join people on people.id = inside.person_id
				where people.disabled_at is null group by people.id, people.name order by people.name`.execute(
				storage.query<ChatTables>(),
			);
			return rows.map(({ id, name, manages, muted }) => ({
				id,
				name,
				manages: manages === 1,
				isMuted: muted === 1,
			}));
		},
		async choices({ actor }, text, chosen = []) {
			const isSearch = text !== undefined;
			const found = await people.list(actor, { limit: mostChoices, ...(isSearch ? { text } : {}) });
			const kept = isSearch && chosen.length > 0 ? await people.list(actor, { ids: chosen }) : [];
			const others = found.filter(({ id }) => kept.every((one) => one.id !== id));
			return [...kept, ...others].filter(({ id }) => actor.kind === 'person' && id !== actor.personId);
		},
	};
}
