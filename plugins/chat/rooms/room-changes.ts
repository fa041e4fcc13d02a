import { createId, notFound, VerbundError, type Kysely, type PluginContext, type Reader } from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { ChatTables } from '../tables.ts';
import { insertRoom } from './insert-room.ts';
import type { OpenRoom } from './room.ts';
import type { Rooms } from './rooms.ts';

type Query = Kysely<ChatTables>;

export interface NewRoom {
	readonly organisationId: string;
	readonly name: string;
	readonly description: string;
	readonly access: 'open' | 'invited';
	/** `own`, `network`, `organisation:<id>`, `group:<id>`. */
	readonly audience: readonly string[];
	/** As the organisation has set it, unless given; 0 for ever. */
	readonly retentionDays?: number | undefined;
}

/** Whose log the act belongs to. */
export interface RoomOwner {
	readonly organisationId: string | null;
}

/** Rooms are made and looked after here; each act throws `request.notFound` for rooms that the reader may not read. */
export interface RoomChanges {
	create(reader: Reader, room: NewRoom): Promise<string>;
	change(reader: Reader, room: ChangedRoom): Promise<RoomOwner>;
	setArchived(reader: Reader, roomId: string, isArchived: boolean): Promise<RoomOwner>;
	setLocked(reader: Reader, roomId: string, isLocked: boolean): Promise<RoomOwner>;
	setPinned(reader: Reader, roomId: string, isPinned: boolean): Promise<RoomOwner>;
}

export interface ChangedRoom {
	readonly roomId: string;
	readonly name: string;
	readonly description: string;
	readonly retentionDays: number;
	readonly expectedUpdatedAt: number;
}

export function createRoomChanges(
	{ access, settings, storage }: Pick<PluginContext, 'access' | 'settings' | 'storage'>,
	rooms: Rooms,
): RoomChanges {
	const write = <Result>(work: (transaction: Query) => Promise<Result>) =>
		storage.transaction<ChatTables, Result>(work);

	const update = async (
		reader: Reader,
		roomId: string,
		values: (room: OpenRoom) => Partial<ChatTables['chat_rooms']>,
	): Promise<RoomOwner> => {
		const room = await rooms.openManaged(reader, roomId);
		await write((transaction) =>
			transaction
				.updateTable('chat_rooms')
				.set({ ...values(room), updated_at: Date.now() })
				.where('id', '=', roomId)
				.execute(),
		);
		return room;
	};

	return {
		async create(reader, { organisationId, audience, retentionDays, ...room }) {
			const personId = personIdOf(reader.actor);
			const principals = await access.principals(organisationId, audience);
			const kept =
				retentionDays ?? Number(await settings.get('chat.retentionDays', { organisationId, personId: null }));
			const id = createId();
			await write(async (transaction) => {
				await insertRoom(transaction, {
					...room,
					...{
						id,
						kind: 'room',
						organisation_id: organisationId,
						created_by: personId,
						retention_days: kept,
					},
				});
				await transaction
					.insertInto('chat_audience')
					.values(principals.map((principal) => ({ room_id: id, principal })))
					.execute();
				await transaction
					.insertInto('chat_members')
					.values({ room_id: id, person_id: personId, manages: 1 })
					.execute();
			});
			return id;
		},
		async change(reader, { roomId, name, description, retentionDays, expectedUpdatedAt }) {
			const owner = await update(reader, roomId, (room) => {
				if (room.kind !== 'room') throw notFound();
				if (room.updatedAt !== expectedUpdatedAt) throw new VerbundError('command.conflict');
				return { name, description, retention_days: retentionDays };
			});
			// Hits of the search say which room they stand in.
			await write((transaction) =>
				transaction.updateTable('chat_messages').set({ indexed: 0 }).where('room_id', '=', roomId).execute(),
			);
			return owner;
		},
		setArchived: (reader, roomId, isArchived) =>
			update(reader, roomId, () => ({ archived_at: isArchived ? Date.now() : null })),
		setLocked: (reader, roomId, isLocked) => update(reader, roomId, () => ({ locked: isLocked ? 1 : 0 })),
		async setPinned(reader, roomId, isPinned) {
			const room = await rooms.open(reader, roomId);
			const position = {
				person_id: personIdOf(reader.actor),
				room_id: roomId,
				read_number: room.lastNumber,
				pinned: isPinned ? 1 : 0,
			};
			await write((transaction) =>
				transaction
					.insertInto('chat_positions')
					.values(position)
					.onConflict((conflict) =>
						conflict.columns(['person_id', 'room_id']).doUpdateSet({ pinned: position.pinned }),
					)
					.execute(),
			);
			return room;
		},
	};
}
