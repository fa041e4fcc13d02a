import { notFound, type Kysely, type PluginContext, type Reader } from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { ChatTables } from '../tables.ts';
import type { RoomOwner } from './room-changes.ts';
import type { Rooms } from './rooms.ts';
import { requireVisible } from './visible-people.ts';

type Query = Kysely<ChatTables>;

/** Who is in a room, and who may write there; each act throws `request.notFound` for rooms that the reader may not read. */
export interface Members {
	invite(reader: Reader, roomId: string, personId: string): Promise<RoomOwner>;
	removeMember(reader: Reader, roomId: string, personId: string): Promise<RoomOwner>;
	setMuted(reader: Reader, roomId: string, personId: string, isMuted: boolean): Promise<RoomOwner>;
	leave(reader: Reader, roomId: string): Promise<RoomOwner>;
}

export function createMembers(
	{ people, storage }: Pick<PluginContext, 'people' | 'storage'>,
	rooms: Rooms,
): Members {
	const write = <Result>(work: (transaction: Query) => Promise<Result>) =>
		storage.transaction<ChatTables, Result>(work);

	return {
		async invite(reader, roomId, personId) {
			const room = await rooms.openManaged(reader, roomId);
			await requireVisible(people, reader, [personId]);
			await write((transaction) =>
				transaction
					.insertInto('chat_members')
					.values({ room_id: roomId, person_id: personId, manages: 0 })
					.onConflict((conflict) => conflict.doNothing())
					.execute(),
			);
			return room;
		},
		async removeMember(reader, roomId, personId) {
			const room = await rooms.openManaged(reader, roomId);
			await write((transaction) => deleteMember(transaction, roomId, personId));
			return room;
		},
		async setMuted(reader, roomId, personId, isMuted) {
			const room = await rooms.openManaged(reader, roomId);
			if (!(await hasWritten(roomId, personId))) await requireVisible(people, reader, [personId]);
			await write(async (transaction) => {
				const mute = { room_id: roomId, person_id: personId };
				await (isMuted
					? transaction
							.insertInto('chat_mutes')
							.values(mute)
							.onConflict((conflict) => conflict.doNothing())
							.execute()
					: transaction
							.deleteFrom('chat_mutes')
							.where('room_id', '=', roomId)
							.where('person_id', '=', personId)
							.execute());
			});
			return room;
		},
		async leave(reader, roomId) {
			const room = await rooms.open(reader, roomId);
			if (room.kind === 'item') throw notFound();
			const personId = personIdOf(reader.actor);
			await write(async (transaction) => {
				await deleteMember(transaction, roomId, personId);
				await transaction
					.deleteFrom('chat_positions')
					.where('room_id', '=', roomId)
					.where('person_id', '=', personId)
					.execute();
			});
			return room;
		},
	};

	/** Who writes in a room is known by name there, also to those who do not see them elsewhere. */
	async function hasWritten(roomId: string, personId: string): Promise<boolean> {
		const message = await storage
			.query<ChatTables>()
			.selectFrom('chat_messages')
			.select('id')
			.where('room_id', '=', roomId)
			.where('author_id', '=', personId)
			.limit(1)
			.executeTakeFirst();
		return message !== undefined;
	}
}

async function deleteMember(query: Query, roomId: string, personId: string): Promise<void> {
	await query
		.deleteFrom('chat_members')
		.where('room_id', '=', roomId)
		.where('person_id', '=', personId)
		.execute();
}
