export interface ChatTables {
	chat_rooms: RoomTable;
	/** Who a room is for: whoever holds one of its principals, `network`, `organisation:<id>`, `group:<id>`. */
	chat_audience: { room_id: string; principal: string };
	/** People who were let into a room by invitation, and those who look after a room. */
	chat_members: { room_id: string; person_id: string; manages: number };
	chat_messages: MessageTable;
	/** What happened in a room, numbered without gaps; its data is what the message is now. */
	chat_events: { room_id: string; number: number; event: RoomEventName; message_id: string };
	chat_earlier_texts: { id: string; message_id: string; text: string; until: number };
	chat_files: {
		file_id: string;
		message_id: string;
		name: string;
		media_type: string;
		size: number;
		/** What a picture shows. */
		alternative: string;
	};
	/** What the hub's search finds, and on which of its shelves it stands. */
	chat_found: { message_id: string; shelf_id: string };
	chat_mentions: { message_id: string; person_id: string };
	chat_reactions: { message_id: string; person_id: string; sign: string };
	chat_votes: { message_id: string; person_id: string; option: number };
	/** How far a person has read: theirs alone, and without a time. */
	chat_positions: { person_id: string; room_id: string; read_number: number; pinned: number };
	chat_reminders: { id: string; person_id: string; message_id: string; due_at: number };
	/** Who may not write in a room. */
	chat_mutes: { room_id: string; person_id: string };
	chat_reports: {
		id: string;
		room_id: string;
		message_id: string;
		reporter_id: string | null;
		reason: string;
		created_at: number;
		closed_at: number | null;
	};
}

export type RoomEventName = 'chat.messageSent' | 'chat.messageChanged';

export type RoomKind = 'room' | 'item' | 'direct';

interface RoomTable {
	id: string;
	kind: RoomKind;
	/** Who looks after it; null for what people say to each other. */
	organisation_id: string | null;
	item_id: string | null;
	/** Digest of the people of a direct conversation: the same people have one. */
	direct_key: string | null;
	name: string;
	description: string;
	access: 'open' | 'invited';
	created_by: string | null;
	created_at: number;
	updated_at: number;
	archived_at: number | null;
	locked: number;
	/** Null where the organisation's setting decides, 0 for ever. */
	retention_days: number | null;
	last_number: number;
	last_event: number;
	last_message_at: number;
}

interface MessageTable {
	id: string;
	room_id: string;
	/** Without gaps in its room, given inside the writing transaction. */
	number: number;
	/** Null for somebody who is gone. */
	author_id: string | null;
	organisation_id: string | null;
	/** Made by whoever sent it: the same one is the same message. */
	client_id: string;
	kind: 'message' | 'question' | 'poll';
	/** The message that it answers. */
	thread_id: string | null;
	quoted_id: string | null;
	text: string;
	html: string;
	/** Paths of this hub that the text leads to, JSON. */
	paths: string;
	/** Of a poll, JSON. */
	options: string | null;
	created_at: number;
	edited_at: number | null;
	/** By whom its words were taken away; its number stays. */
	removed: 'author' | 'moderator' | 'erasure' | null;
	/** It is the answer to the question that it belongs to. */
	answer: number;
	indexed: number;
}
