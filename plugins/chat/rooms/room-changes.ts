import { createHash } from 'node:crypto';
import {
	createId,
	notFound,
	VerbundError,
	type Actor,
	type Kysely,
	type PluginContext,
	type Reader,
} from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { ChatTables } from '../tables.ts';
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
	invite(reader: Reader, roomId: string, personId: string): Promise<RoomOwner>;
	removeMember(reader: Reader, roomId: string, personId: string): Promise<RoomOwner>;
	setMuted(reader: Reader, roomId: string, personId: string, isMuted: boolean): Promise<RoomOwner>;
	leave(reader: Reader, roomId: string): Promise<RoomOwner>;
	/** Answers the conversation of these people, made if there is none. @throws VerbundError `request.notFound` */
	startDirect(reader: Reader, personIds: readonly string[]): Promise<string>;
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
	{ access, people, settings, storage }: Pick<PluginContext, 'access' | 'people' | 'settings' | 'storage'>,
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
					id,
					kind: 'room',
					organisationId,
					personId,
					retentionDays: kept,
					...room,
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
		async invite(reader, roomId, personId) {
			const room = await rooms.openManaged(reader, roomId);
			await requireVisible(reader, [personId]);
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
			if (!(await hasWritten(roomId, personId))) await requireVisible(reader, [personId]);
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
		async startDirect(reader, personIds) {
			const { actor } = reader;
			const personId = personIdOf(actor);
			// Conversations are for those who belong somewhere here.
			if (organisationCount(actor) === 0) throw notFound();
			const others = [...new Set(personIds)].filter((id) => id !== personId);
			if (others.length === 0) throw notFound();
			await requireVisible(reader, others);
			const directKey = digestOf([personId, ...others]);
			return write(async (transaction) => {
				const known = await transaction
					.selectFrom('chat_rooms')
					.select('id')
					.where('direct_key', '=', directKey)
					.executeTakeFirst();
				const id = known?.id ?? createId();
				if (!known) {
					await insertRoom(transaction, { id, kind: 'direct', organisationId: null, personId, directKey });
					await transaction
						.insertInto('chat_audience')
						.values({ room_id: id, principal: 'network' })
						.execute();
				}
				// Who had left is let in again.
				await transaction
					.insertInto('chat_members')
					.values([personId, ...others].map((one) => ({ room_id: id, person_id: one, manages: 0 })))
					.onConflict((conflict) => conflict.doNothing())
					.execute();
				return id;
			});
		},
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

	/** Whom one may not see, one cannot write to either. */
	async function requireVisible({ actor }: Reader, personIds: readonly string[]): Promise<void> {
		const found = await people.list(actor, { ids: personIds, limit: personIds.length });
		if (found.length < personIds.length) throw notFound();
	}
}

interface RoomToInsert {
	readonly id: string;
	readonly kind: 'room' | 'direct';
	readonly organisationId: string | null;
	readonly personId: string;
	readonly name?: string;
	readonly description?: string;
	readonly access?: 'open' | 'invited';
	readonly directKey?: string;
	readonly retentionDays?: number;
}

async function insertRoom(
	query: Query,
	{
		id,
		kind,
		organisationId,
		personId,
		name = '',
		description = '',
		access = 'invited',
		directKey,
		retentionDays = 0,
	}: RoomToInsert,
): Promise<void> {
	const now = Date.now();
	await query
		.insertInto('chat_rooms')
		.values({
			id,
			kind,
			organisation_id: organisationId,
			item_id: null,
			direct_key: directKey ?? null,
			name,
			description,
			access,
			created_by: personId,
			created_at: now,
			updated_at: now,
			archived_at: null,
			locked: 0,
			retention_days: retentionDays,
			last_number: 0,
			last_event: 0,
			last_message_at: now,
		})
		.execute();
}

async function deleteMember(query: Query, roomId: string, personId: string): Promise<void> {
	await query
		.deleteFrom('chat_members')
		.where('room_id', '=', roomId)
		.where('person_id', '=', personId)
		.execute();
}

function organisationCount(actor: Actor): number {
	return actor.kind === 'person' ? actor.memberships.length : 0;
}

function digestOf(personIds: readonly string[]): string {
	return createHash('sha256')
		.update([...personIds].sort().join(' '))
		.digest('hex');
}
