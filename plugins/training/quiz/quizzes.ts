import {
	notFound,
	nullIfMissing,
	type Actor,
	type FieldValues,
	type PluginContext,
	type ReadItem,
	type Reader,
} from 'verbund';
import { isOver, percentOf, type Attempt, type AttemptPlace } from './attempt.ts';
import type { Attempts } from './attempts.ts';
import { endOf } from './attempt-end.ts';
import type { Editions } from './editions.ts';
import { analyse, type QuizAnalysis } from './item-analysis.ts';
import type { Marking } from './marking.ts';
import { questionText, readSettings, type QuizSettings } from './quiz-fields.ts';
import type { QuizImports } from './quiz-imports.ts';
import { questionsOf } from './quiz-model.ts';
import { readQuiz, type QuizFault } from './read-quiz.ts';
import { renderQuiz } from './render-quiz.ts';
import { orderAsWritten, rightAnswer } from './right-answer.ts';
import { toShownQuestion, type ShownQuestion } from './shown-question.ts';
import { isTakenInCourse } from './taken-in-course.ts';

/** A quiz before somebody takes it: what awaits them, and what they have done so far. */
export interface QuizOverview {
	readonly settings: QuizSettings;
	/** How many are asked in one attempt. */
	readonly questions: number;
	/** Finished ones, the first first. */
	readonly attempts: readonly FinishedAttempt[];
	/** The one that still runs. */
	readonly running: Attempt | null;
	/** Null for without limit. */
	readonly attemptsLeft: number | null;
	readonly isClosed: boolean;
	/** It is a lesson, and its attempts are counted: it is taken there alone. */
	readonly isTakenInCourse: boolean;
	/** Lines that cannot be asked; empty for those who do not work on it. */
	readonly faults: readonly QuizFault[];
}

export interface FinishedAttempt {
	readonly id: string;
	readonly number: number;
	readonly submittedAt: number;
	/** Null while somebody has to read some of it, or it waits for its end to be noted. */
	readonly percent: number | null;
	readonly isPassed: boolean | null;
}

/** An attempt as the person who makes it sees it. */
export interface OpenAttempt {
	readonly attempt: Attempt;
	readonly item: ReadItem;
	readonly settings: QuizSettings;
	readonly questions: readonly ShownQuestion[];
	readonly state: 'running' | 'timeOver' | 'waiting' | 'marked';
	readonly percent: number | null;
	/** Where it goes on: the lesson, or the quiz. */
	readonly back: { readonly url: string; readonly title: string };
}

/** What the pages about quizzes ask for. */
export interface Quizzes {
	overview(
		reader: Reader,
		item: ReadItem,
		place?: Pick<AttemptPlace, 'courseId' | 'lessonId'>,
	): Promise<QuizOverview>;
	/** @throws VerbundError `request.notFound` for another person's, and for a quiz that may not be read any more */
	openAttempt(reader: Reader, id: string): Promise<OpenAttempt>;
	/** All questions with what is right, for those who are writing them. */
	preview(
		fields: FieldValues,
	): Promise<{ readonly questions: readonly ShownQuestion[]; readonly faults: readonly QuizFault[] }>;
	waitingAnswers: Marking['list'];
	/** For those who teach in the organisation of the quiz. @throws VerbundError `request.notFound` */
	analysis(
		reader: Reader,
		itemId: string,
	): Promise<{ readonly item: ReadItem; readonly analysis: QuizAnalysis }>;
	importReport: QuizImports['report'];
}

interface QuizParts {
	readonly attempts: Attempts;
	readonly editions: Editions;
	readonly marking: Marking;
	readonly imports: QuizImports;
}

export function createQuizzes(
	context: Pick<PluginContext, 'access' | 'content' | 'storage'>,
	{ attempts, editions, marking, imports }: QuizParts,
): Quizzes {
	const { access, content } = context;
	const worksOn = (actor: Actor, { organisation }: ReadItem) =>
		access.can(actor, 'content.readDrafts', { organisationId: organisation.id });

	return {
		async overview(reader, item, place = { courseId: '', lessonId: '' }) {
			const { actor } = reader;
			const { fields } = await content.sourceWithSecrets(reader, item.id, item.language);
			const { quiz, faults } = readQuiz(questionText(fields));
			const settings = readSettings(item.fields);
			const own =
				actor.kind === 'person' ? await attempts.list(actor.personId, { itemId: item.id, ...place }) : [];
			const now = Date.now();
			const running = own.find((attempt) => !isOver(attempt, now)) ?? null;
			return {
				settings,
				questions: quiz.groups.reduce(
					(sum, { draw, questions }) => sum + Math.min(draw ?? Infinity, questions.length),
					0,
				),
				attempts: own.filter((attempt) => attempt !== running).map(toFinished),
				running,
				attemptsLeft: settings.attempts === null ? null : Math.max(0, settings.attempts - own.length),
				isClosed: (endOf({ ...settings, minutes: null }, now) ?? Infinity) <= now,
				isTakenInCourse: place.courseId === '' && (await isTakenInCourse(context, actor, item.id, settings)),
				faults: worksOn(actor, item) ? faults : [],
			};
		},
		async openAttempt(reader, id) {
			if (reader.actor.kind !== 'person') throw notFound();
			const attempt = await attempts.own(reader.actor.personId, id);
			const edition = await editions.get(attempt.editionId);
			const item = await content.read(reader, { id: attempt.itemId }, edition.language);
			const saved = new Map((await attempts.answers(id)).map((answer) => [answer.key, answer]));
			const over = isOver(attempt, Date.now());
			const { settings } = edition;
			const questions = attempt.drawn.flatMap((drawn, place) => {
				const question = edition.questions.get(drawn.key);
				if (!question) return [];
				const answer = saved.get(drawn.key);
				const isFinal = over || answer?.isFinal === true;
				const isTold = isFinal && settings.feedback !== 'never';
				return [toShownQuestion(question, drawn, place, { saved: answer, isFinal, isTold })];
			});
			return {
				attempt,
				item,
				settings,
				questions,
				state: stateOf(attempt, over),
				percent: percentOf(attempt),
				back: await backFrom(reader, attempt, item),
			};
		},
		async preview(fields) {
			const { quiz, faults } = readQuiz(questionText(fields));
			const questions = questionsOf(await renderQuiz(quiz, content)).map((question, place) => {
				const { key } = question;
				const saved = { key, answer: rightAnswer(question), isFinal: true, points: null, comment: '' };
				const drawn = { key, order: orderAsWritten(question) };
				const shown = toShownQuestion(question, drawn, place, { saved, isFinal: true, isTold: true });
				return { ...shown, result: null };
			});
			return { questions, faults };
		},
		waitingAnswers: marking.list,
		async analysis(reader, itemId) {
			const item = await content.read(reader, { id: itemId });
			if (!access.can(reader.actor, 'training.teach', { organisationId: item.organisation.id }))
				throw notFound();
			return { item, analysis: await analyse(context, editions, { itemId, language: item.language }) };
		},
		importReport: imports.report,
	};

	async function backFrom(reader: Reader, { courseId, lessonId }: Attempt, item: ReadItem) {
		const quiz = { url: item.url, title: item.title };
		if (courseId === '') return quiz;
		const course = await content.read(reader, { id: courseId }).catch(nullIfMissing);
		return course ? { url: `${course.url}/${lessonId}`, title: course.title } : quiz;
	}
}

function stateOf({ state }: Attempt, over: boolean): OpenAttempt['state'] {
	if (state !== 'running') return state;
	return over ? 'timeOver' : 'running';
}

function toFinished({
	id,
	number,
	submittedAt,
	endsAt,
	startedAt,
	isPassed,
	...points
}: Attempt): FinishedAttempt {
	return {
		id,
		number,
		submittedAt: submittedAt ?? endsAt ?? startedAt,
		percent: percentOf(points),
		isPassed,
	};
}
