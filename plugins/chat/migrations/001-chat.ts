import type { Migration } from 'verbund';

type Schema = Parameters<Migration['up']>[0]['schema'];
type Column = Parameters<Parameters<ReturnType<Schema['createTable']>['addColumn']>[2] & object>[0];

export const up: Migration['up'] = async ({ schema }) => {
	await createRooms(schema);
	await createMessages(schema);
	await createBelongings(schema);
	for (const [table, ...columns] of indexed) {
		await schema
			.createIndex(`${table}_by_${columns.join('_')}`)
			.on(table)
			.columns(columns)
			.execute();
	}
};

const indexed: readonly (readonly [string, ...string[]])[] = [
	['chat_rooms', 'organisation_id'],
	['chat_members', 'person_id'],
	['chat_messages', 'thread_id'],
	['chat_messages', 'quoted_id'],
	['chat_messages', 'author_id', 'created_at'],
	['chat_messages', 'room_id', 'created_at'],
	['chat_messages', 'indexed'],
	['chat_earlier_texts', 'message_id'],
	['chat_mentions', 'person_id'],
	['chat_reactions', 'person_id'],
	['chat_votes', 'person_id'],
	['chat_positions', 'room_id'],
	['chat_reminders', 'due_at'],
	['chat_reminders', 'person_id'],
	['chat_reports', 'room_id'],
	['chat_files', 'message_id'],
	['chat_words', 'stem'],
];

async function createRooms(schema: Schema): Promise<void> {
	await schema
		.createTable('chat_rooms')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('organisation_id', 'text', (column) => column.references('organisations.id'))
		.addColumn('item_id', 'text', (column) => column.unique().references('items.id').onDelete('cascade'))
		.addColumn('direct_key', 'text', (column) => column.unique())
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('description', 'text', (column) => column.notNull())
		.addColumn('access', 'text', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.references('people.id').onDelete('set null'))
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('updated_at', 'bigint', (column) => column.notNull())
		.addColumn('archived_at', 'bigint')
		.addColumn('locked', 'integer', (column) => column.notNull().defaultTo(0))
		.addColumn('retention_days', 'integer')
		.addColumn('last_number', 'integer', (column) => column.notNull().defaultTo(0))
		.addColumn('last_event', 'integer', (column) => column.notNull().defaultTo(0))
		.addColumn('last_message_at', 'bigint', (column) => column.notNull())
		.execute();
	await schema
		.createTable('chat_audience')
		.addColumn('room_id', 'text', ofRoom)
		.addColumn('principal', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('chat_audience_key', ['room_id', 'principal'])
		.execute();
	await schema
		.createTable('chat_members')
		.addColumn('room_id', 'text', ofRoom)
		.addColumn('person_id', 'text', ofPerson)
		.addColumn('manages', 'integer', (column) => column.notNull().defaultTo(0))
		.addPrimaryKeyConstraint('chat_members_key', ['room_id', 'person_id'])
		.execute();
}

async function createMessages(schema: Schema): Promise<void> {
	await schema
		.createTable('chat_messages')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('room_id', 'text', ofRoom)
		.addColumn('number', 'integer', (column) => column.notNull())
		.addColumn('author_id', 'text', (column) => column.references('people.id').onDelete('set null'))
		.addColumn('organisation_id', 'text')
		.addColumn('client_id', 'text', (column) => column.notNull())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('thread_id', 'text')
		.addColumn('quoted_id', 'text')
		.addColumn('text', 'text', (column) => column.notNull())
		.addColumn('html', 'text', (column) => column.notNull())
		.addColumn('paths', 'text', (column) => column.notNull())
		.addColumn('options', 'text')
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('edited_at', 'bigint')
		.addColumn('removed', 'text')
		.addColumn('answer', 'integer', (column) => column.notNull().defaultTo(0))
		.addColumn('indexed', 'integer', (column) => column.notNull().defaultTo(0))
		.addUniqueConstraint('chat_messages_number', ['room_id', 'number'])
		.addUniqueConstraint('chat_messages_client', ['author_id', 'client_id'])
		.execute();
	await schema
		.createTable('chat_events')
		.addColumn('room_id', 'text', ofRoom)
		.addColumn('number', 'integer', (column) => column.notNull())
		.addColumn('event', 'text', (column) => column.notNull())
		.addColumn('message_id', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('chat_events_key', ['room_id', 'number'])
		.execute();
	await schema
		.createTable('chat_earlier_texts')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('message_id', 'text', ofMessage)
		.addColumn('text', 'text', (column) => column.notNull())
		.addColumn('until', 'bigint', (column) => column.notNull())
		.execute();
	await schema
		.createTable('chat_words')
		.addColumn('message_id', 'text', ofMessage)
		.addColumn('stem', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('chat_words_key', ['message_id', 'stem'])
		.execute();
	await schema
		.createTable('chat_files')
		.addColumn('file_id', 'text', (column) => column.primaryKey())
		.addColumn('message_id', 'text', ofMessage)
		.addColumn('name', 'text', (column) => column.notNull())
		.addColumn('media_type', 'text', (column) => column.notNull())
		.addColumn('size', 'bigint', (column) => column.notNull())
		.execute();
}

/** What people add to messages and rooms, and what is theirs alone. */
async function createBelongings(schema: Schema): Promise<void> {
	await schema
		.createTable('chat_mentions')
		.addColumn('message_id', 'text', ofMessage)
		.addColumn('person_id', 'text', ofPerson)
		.addPrimaryKeyConstraint('chat_mentions_key', ['message_id', 'person_id'])
		.execute();
	await schema
		.createTable('chat_reactions')
		.addColumn('message_id', 'text', ofMessage)
		.addColumn('person_id', 'text', ofPerson)
		.addColumn('sign', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('chat_reactions_key', ['message_id', 'person_id', 'sign'])
		.execute();
	await schema
		.createTable('chat_votes')
		.addColumn('message_id', 'text', ofMessage)
		.addColumn('person_id', 'text', ofPerson)
		.addColumn('option', 'integer', (column) => column.notNull())
		.addPrimaryKeyConstraint('chat_votes_key', ['message_id', 'person_id'])
		.execute();
	await schema
		.createTable('chat_positions')
		.addColumn('person_id', 'text', ofPerson)
		.addColumn('room_id', 'text', ofRoom)
		.addColumn('read_number', 'integer', (column) => column.notNull().defaultTo(0))
		.addColumn('pinned', 'integer', (column) => column.notNull().defaultTo(0))
		.addPrimaryKeyConstraint('chat_positions_key', ['person_id', 'room_id'])
		.execute();
	await schema
		.createTable('chat_reminders')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('person_id', 'text', ofPerson)
		.addColumn('message_id', 'text', ofMessage)
		.addColumn('due_at', 'bigint', (column) => column.notNull())
		.execute();
	await schema
		.createTable('chat_mutes')
		.addColumn('room_id', 'text', ofRoom)
		.addColumn('person_id', 'text', ofPerson)
		.addPrimaryKeyConstraint('chat_mutes_key', ['room_id', 'person_id'])
		.execute();
	await schema
		.createTable('chat_reports')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('room_id', 'text', ofRoom)
		.addColumn('message_id', 'text', ofMessage)
		.addColumn('reporter_id', 'text', (column) => column.references('people.id').onDelete('set null'))
		.addColumn('reason', 'text', (column) => column.notNull())
		.addColumn('created_at', 'bigint', (column) => column.notNull())
		.addColumn('closed_at', 'bigint')
		.execute();
}

function ofRoom(column: Column) {
	return column.notNull().references('chat_rooms.id').onDelete('cascade');
}

function ofMessage(column: Column) {
	return column.notNull().references('chat_messages.id').onDelete('cascade');
}

function ofPerson(column: Column) {
	return column.notNull().references('people.id').onDelete('cascade');
}
