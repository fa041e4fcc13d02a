import { defineCommand, notFound, z, type PluginContext, type Reader } from 'verbund';
import type { ChatTables } from '../tables.ts';
import type { Changes } from './changes.ts';
import { id } from './message-commands.ts';

/** An answer that is worth keeping becomes part of the text: a draft with question and answer quoted at its end. */
export function createTakeOver(
	{ content, storage }: Pick<PluginContext, 'content' | 'storage'>,
	changes: Changes,
) {
	return defineCommand({
		input: z.strictObject({ messageId: id }),
		target: async ({ actor, reader }, { messageId }) =>
			content.owner(actor, (await aboutItem(reader, messageId)).itemId),
		async run({ actor, reader }, { messageId }) {
			const { itemId, answer, question } = await aboutItem(reader, messageId);
			const item = await content.open(reader, itemId);
			const language = item.sourceLanguage;
			const newest = await content.openVariant(reader, itemId, language);
			if (!newest) throw notFound();
			await content.saveDraft(actor, {
				itemId,
				language,
				expectedRevision: newest.number,
				title: newest.title,
				summary: newest.summary,
				fields: newest.fields,
				body: [newest.body.trimEnd(), quotation(question), quotation(answer)].filter(Boolean).join('\n\n'),
				note: '',
			});
			return { id: itemId };
		},
		audit: ({ messageId }, { id: itemId }) => ({ objects: { item: itemId, message: messageId } }),
	});

	async function aboutItem(reader: Reader, messageId: string) {
		const { message, room } = await changes.open(reader, messageId);
		if (room.itemId === null || message.removed !== null) throw notFound();
		const question = await storage
			.query<ChatTables>()
			.selectFrom('chat_messages')
			.select('text')
			.where('id', '=', message.thread_id ?? '')
			.executeTakeFirst();
		return { itemId: room.itemId, answer: message.text, question: question?.text ?? '' };
	}
}

function quotation(text: string): string {
	return text === ''
		? ''
		: text
				.split('\n')
				.map((line) => `> ${line}`.trimEnd())
				.join('\n');
}
