import { notFound, sql, VerbundError, type Actor, type PluginContext, type Reader } from 'verbund';
import { personIdOf } from '../person-id.ts';
import type { ChatTables, RoomKind } from '../tables.ts';
import { readableBy } from './readable-rooms.ts';
import { unreadCount } from './reading.ts';
import { roomTitle } from './room-title.ts';
import type { ListedRoom, OpenRoom } from './room.ts';
import { standingColumns, toStanding, type StandingRow } from './standing.ts';

/** Rooms as far as the reader may read them; everything else answers `request.notFound`. */
export interface Rooms {
	/** Pinned first, then by kind and name. One query, once for a reader. */
	list(reader: Reader): Promise<readonly ListedRoom[]>;
	/** Messages that the actor has not read, in all rooms that are not archived. One query. */
	unread(actor: Actor): Promise<number>;
	/** One query. @throws VerbundError `request.notFound` */
	open(reader: Reader, id: string): Promise<OpenRoom>;
	/** The conversation of an item, if there is one. */
	ofItem(reader: Reader, itemId: string): Promise<OpenRoom | null>;
	/** @throws VerbundError `request.notFound` unless the reader looks after the room */
	openManaged(reader: Reader, id: string): Promise<OpenRoom>;
	mayRead(actor: Actor, id: string): Promise<boolean>;
	/** Of these rooms, those that the actor may read. */
	readable(actor: Actor, ids: readonly string[]): Promise<ReadonlySet<string>>;
}

const mostListed = 300;

interface RoomRow {
	readonly id: string;
	readonly kind: RoomKind;
	readonly title: string;
	readonly organisation_id: string | null;
	readonly item_id: string | null;
	readonly access: 'open' | 'invited';
	readonly archived_at: number | null;
	readonly pinned: number | null;
	readonly last_number: number;
	readonly read_number: number | null;
	readonly last_message_at: number;
	readonly unread: number;
}

interface OpenRow extends RoomRow, Pick<StandingRow, 'manages' | 'muted' | 'parted'> {
	readonly description: string;
	readonly last_event: number;
	readonly retention_days: number | null;
	readonly locked: number;
	readonly updated_at: number;
	readonly for_network: number;
	readonly audience: string | null;
}

export function createRooms({ access, storage }: Pick<PluginContext, 'access' | 'storage'>): Rooms {
	const query = () => storage.query<ChatTables>();
	const listed = new WeakMap<Reader, Promise<readonly ListedRoom[]>>();

	const rooms: Rooms = {
		list(reader) {
			const known = listed.get(reader) ?? listAll(reader);
			listed.set(reader, known);
			return known;
		},
		async unread(actor) {
			if (actor.kind !== 'person') return 0;
			const { rows } = await sql<{ count: number | null }>`select sum(${unreadCount}) as count
				from chat_rooms left join chat_positions as position
					on position.room_id = chat_rooms.id and position.person_id = ${actor.personId}
				where chat_rooms.archived_at is null and ${unreadCount} > 0 and ${readableBy(actor)}`.execute(query());
			return Number(rows[0]?.count ?? 0);
		},
		async open(reader, id) {
			const room = await find(reader, sql<boolean>`chat_rooms.id = ${id}`);
			if (!room) throw notFound();
			return room;
		},
		ofItem: (reader, itemId) => find(reader, sql<boolean>`chat_rooms.item_id = ${itemId}`),
		async openManaged(reader, id) {
			const room = await rooms.open(reader, id);
			if (!room.mayManage) throw new VerbundError('access.denied');
			return room;
		},
		mayRead: async (actor, id) => (await rooms.readable(actor, [id])).has(id),
		async readable(actor, ids) {
			const rows = await query()
				.selectFrom('chat_rooms')
				.select('id')
				.where('id', 'in', [...ids, ''])
				.where(readableBy(actor))
				.execute();
			return new Set(rows.map(({ id }) => id));
		},
	};
	return rooms;

	async function listAll(reader: Reader): Promise<readonly ListedRoom[]> {
		const { actor } = reader;
		if (actor.kind !== 'person') return [];
		const { rows } = await sql<RoomRow>`select ${columns(reader, actor.personId)}
			from chat_rooms left join chat_positions as position
				on position.room_id = chat_rooms.id and position.person_id = ${actor.personId}
			where ${readableBy(actor)} and (chat_rooms.kind = 'room' or chat_rooms.last_number > 0)
			order by coalesce(position.pinned, 0) desc, chat_rooms.archived_at is not null, chat_rooms.last_message_at desc
			limit ${mostListed}`.execute(query());
		return rows.map(toListed).toSorted(byPinThenTitle);
	}

	async function find(reader: Reader, which: ReturnType<typeof sql<boolean>>): Promise<OpenRoom | null> {
		const { actor } = reader;
		const personId = personIdOf(actor);
		const { rows } = await sql<OpenRow>`select ${columns(reader, personId)},
				chat_rooms.description, chat_rooms.last_event, chat_rooms.retention_days, chat_rooms.locked,
				chat_rooms.updated_at,
				${standingColumns(actor)},
				case when exists (select 1 from chat_audience as everybody
					where everybody.room_id = chat_rooms.id and everybody.principal = 'network') then 1 else 0 end as for_network,
				(select string_agg(named.name, ', ') from (
					select organisations.name from organisations join chat_audience as meant
						on meant.principal = 'organisation:' || organisations.id where meant.room_id = chat_rooms.id
					union all
					select groups.name from groups join chat_audience as meant
						on meant.principal = 'group:' || groups.id where meant.room_id = chat_rooms.id
				) as named) as audience
			from chat_rooms left join chat_positions as position
				on position.room_id = chat_rooms.id and position.person_id = ${personId}
			where ${which} and ${readableBy(actor)}`.execute(query());
		const [row] = rows;
		return row ? toOpen(actor, row) : null;
	}

	function toOpen(actor: Actor, row: OpenRow): OpenRoom {
		return {
			...toListed(row),
			description: row.description,
			lastEvent: row.last_event,
			retentionDays: row.retention_days ?? 0,
			isLocked: row.locked === 1,
			updatedAt: row.updated_at,
			audience: row.audience === null || row.kind === 'direct' ? [] : row.audience.split(', '),
			isForNetwork: Number(row.for_network) === 1,
			...toStanding(access, actor, row),
		};
	}
}

function columns({ languages }: Reader, personId: string) {
	return sql`chat_rooms.id, chat_rooms.kind, chat_rooms.organisation_id, chat_rooms.item_id, chat_rooms.access,
		chat_rooms.archived_at, position.pinned, position.read_number, chat_rooms.last_number,
		chat_rooms.last_message_at, ${unreadCount} as unread,
		${roomTitle(languages, personId)} as title`;
}

function toListed(row: RoomRow): ListedRoom {
	return {
		id: row.id,
		kind: row.kind,
		title: row.title,
		organisationId: row.organisation_id,
		itemId: row.item_id,
		access: row.access,
		isArchived: row.archived_at !== null,
		isPinned: row.pinned === 1,
		lastNumber: row.last_number,
		readNumber: row.read_number,
		unread: row.unread,
		lastMessageAt: row.last_message_at,
	};
}

function byPinThenTitle(one: ListedRoom, other: ListedRoom): number {
	return Number(other.isPinned) - Number(one.isPinned) || one.title.localeCompare(other.title, 'de');
}
