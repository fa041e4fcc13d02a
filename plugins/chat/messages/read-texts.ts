import { notFound, sql, type Kysely } from 'verbund';
import type { ChatTables } from '../tables.ts';
import type { Question } from './answers.ts';
import type { Message } from './message.ts';

export interface EarlierText {
	readonly text: string;
	readonly until: number;
}

/** What is read of a message on its own page alone. */
interface Texts {
	/** Markdown. */
	readonly source: string;
	/** What it said before, the newest first. */
	readonly earlier: readonly EarlierText[];
	/** That it replies to. */
	readonly question: Question | null;
}

interface Row {
	readonly kind: 'source' | 'earlier' | 'question';
	/** Of the question, who asked it. */
	readonly text: string | null;
	readonly until: number | null;
}

/** One query. */
export async function readTexts(
	query: Kysely<ChatTables>,
	{ id, threadId }: Pick<Message, 'id' | 'threadId'>,
): Promise<Texts> {
	const { rows } = await sql<Row>`
		select 'source' as kind, text, cast(null as bigint) as until from chat_messages where id = ${id}
		union all
		select 'earlier', text, until from chat_earlier_texts where message_id = ${id}
		union all
		select 'question', author_id, null from chat_messages
		where id = ${threadId ?? ''} and kind = 'question'`.execute(query);
	const source = rows.find(({ kind }) => kind === 'source');
	if (!source) throw notFound();
	const question = rows.find(({ kind }) => kind === 'question');
	return {
		source: source.text ?? '',
		earlier: rows
			.filter(({ kind }) => kind === 'earlier')
			.map(({ text, until }) => ({ text: text ?? '', until: Number(until) }))
			.toSorted((one, other) => other.until - one.until),
		question: question ? { kind: 'question', authorId: question.text } : null,
	};
}
