import { createHash } from 'node:crypto';
import { createId, VerbundError, type PluginContext, type Reader } from 'verbund';
import { questionText, readSettings, settingsSchema, type QuizSettings } from './quiz-fields.ts';
import { questionsOf, quizSchema, type Question, type Quiz } from './quiz-model.ts';
import type { QuizTables } from './quiz-tables.ts';
import { quizType } from './quiz-type.ts';
import { readQuiz } from './read-quiz.ts';
import { renderQuiz } from './render-quiz.ts';

/** A quiz as it is asked: every text is HTML. It holds the answers, and is for the server alone. */
export interface QuizEdition {
	readonly id: string;
	readonly itemId: string;
	readonly language: string;
	readonly settings: QuizSettings;
	readonly quiz: Quiz;
	readonly questions: ReadonlyMap<string, Question>;
}

export interface Editions {
	/**
	 * Of what is published now, for a reader who may read the quiz. Rendered once for each publication.
	 *
	 * @throws VerbundError `request.notFound`
	 */
	current(reader: Reader, itemId: string, language: string): Promise<QuizEdition>;
	/** The one that an attempt was made of. */
	get(id: string): Promise<QuizEdition>;
}

export function createEditions({ content, storage }: Pick<PluginContext, 'content' | 'storage'>): Editions {
	const known = new Map<string, QuizEdition>();
	const beingMade = new Map<string, Promise<QuizEdition>>();

	return {
		async current(reader, itemId, language) {
			const source = await content.sourceWithSecrets(reader, itemId, language);
			if (source.type !== quizType) throw new VerbundError('request.notFound');
			const settings = readSettings(source.fields);
			const text = questionText(source.fields);
			const digest = createHash('sha256')
				.update(JSON.stringify([settings, text]))
				.digest('base64url');
			const key = [itemId, language, digest].join(' ');
			const making =
				beingMade.get(key) ??
				findOrMake({ itemId, language }, { digest, settings, text, revision: source.revision });
			beingMade.set(key, making);
			return making.finally(() => beingMade.delete(key));
		},
		async get(id) {
			const row = known.has(id) ? undefined : await select().where('id', '=', id).executeTakeFirst();
			const edition = known.get(id) ?? (row && toEdition(row));
			if (!edition) throw new VerbundError('request.notFound');
			return remember(edition);
		},
	};

	function select() {
		return storage.query<QuizTables>().selectFrom('training_quiz_editions').selectAll();
	}

	async function findOrMake(
		{ itemId, language }: Pick<QuizEdition, 'itemId' | 'language'>,
		written: { digest: string; settings: QuizSettings; text: string; revision: number },
	): Promise<QuizEdition> {
		const find = () =>
			select()
				.where('item_id', '=', itemId)
				.where('language', '=', language)
				.where('digest', '=', written.digest)
				.executeTakeFirst();
		const present = await find();
		if (present) return remember(known.get(present.id) ?? toEdition(present));
		const quiz = await renderQuiz(readQuiz(written.text).quiz, content);
		await storage.transaction<QuizTables, unknown>((transaction) =>
			transaction
				.insertInto('training_quiz_editions')
				.values({
					id: createId(),
					item_id: itemId,
					language,
					revision: written.revision,
					digest: written.digest,
					settings: JSON.stringify(written.settings),
					quiz: JSON.stringify(quiz),
					created_at: Date.now(),
				})
				.onConflict((conflict) => conflict.doNothing())
				.execute(),
		);
		const made = await find();
		if (!made) throw new VerbundError('request.notFound');
		return remember(toEdition(made));
	}

	/** Editions never change; those that were asked for last are kept. */
	function remember(edition: QuizEdition): QuizEdition {
		known.delete(edition.id);
		known.set(edition.id, edition);
		const [oldest] = known.keys();
		if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
		return edition;
	}
}

const mostKnown = 40;

function toEdition(row: QuizTables['training_quiz_editions']): QuizEdition {
	const quiz = quizSchema.parse(JSON.parse(row.quiz));
	return {
		id: row.id,
		itemId: row.item_id,
		language: row.language,
		settings: settingsSchema.parse(JSON.parse(row.settings)),
		quiz,
		questions: new Map(questionsOf(quiz).map((question) => [question.key, question])),
	};
}
