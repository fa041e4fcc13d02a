import type { Migration } from 'verbund';

/** What a picture shows, in the words of whoever sent it. */
export const up: Migration['up'] = async ({ schema }) => {
	await schema
		.alterTable('chat_files')
		.addColumn('alternative', 'text', (column) => column.notNull().defaultTo(''))
		.execute();
};
