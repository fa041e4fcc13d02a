import { sql, type Kysely } from 'verbund';
import type { ChatTables, RoomKind } from '../tables.ts';
import { plainText } from './plain-text.ts';

type Query = Kysely<ChatTables>;

/** What a message says, as the hub's search takes it. */
export interface Words {
	readonly id: string;
	/** Null for what nobody could find. */
	readonly organisationId: string | null;
	readonly text: string;
	readonly url: string;
	readonly partOf: string;
	readonly updatedAt: number;
}

interface Row {
	readonly id: string;
	readonly room_id: string;
	readonly number: number;
	readonly text: string;
	readonly options: string | null;
	readonly created_at: number;
	readonly organisation_id: string | null;
	readonly kind: RoomKind;
	readonly name: string;
}

/** Of messages whose words the search has not read yet, with the names of their files and what their pictures show. */
export async function readUnreadWords(query: Query, limit: number): Promise<readonly Words[]> {
	const { rows } = await sql<Row>`select message.id, message.room_id, message.number, message.text,
			message.options, message.created_at, chat_rooms.kind, chat_rooms.name,
			coalesce(home.id, chat_rooms.organisation_id) as organisation_id
		from chat_messages as message join chat_rooms on chat_rooms.id = message.room_id
		left join organisations as home on home.id = message.organisation_id
		where message.indexed = 0 and message.removed is null limit ${limit}`.execute(query);
	if (rows.length === 0) return [];
	const files = await query
		.selectFrom('chat_files')
		.select(['message_id', 'name', 'alternative'])
		.where(
			'message_id',
			'in',
			rows.map(({ id }) => id),
		)
		.orderBy('file_id')
		.execute();
	const filesOf = Map.groupBy(files, (file) => file.message_id);
	return rows.map((row) => toWords(row, filesOf.get(row.id) ?? []));
}

function toWords(
	{ id, room_id, number, text, options, created_at, organisation_id, kind, name }: Row,
	files: readonly { readonly name: string; readonly alternative: string }[],
): Words {
	const choices: readonly string[] = JSON.parse(options ?? '[]');
	const shown = files.flatMap((file) => [file.name, file.alternative]);
	return {
		id,
		organisationId: organisation_id,
		text: [plainText(text), ...choices, ...shown].filter((part) => part !== '').join(' '),
		url: `/chat/rooms/${room_id}/${number}`,
		partOf: kind === 'room' ? `# ${name}` : '',
		updatedAt: created_at,
	};
}
