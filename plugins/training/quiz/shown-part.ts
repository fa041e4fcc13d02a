import type { OpenAttempt } from './quizzes.ts';
import type { ShownQuestion } from './shown-question.ts';

interface ShownPart {
	/** One question at a time, each with its feedback. */
	readonly isEach: boolean;
	readonly questions: readonly ShownQuestion[];
	readonly current: number;
	/** The page after the answer was sent. */
	readonly next: string;
	/** The page of the next question; null behind the last. */
	readonly onwards: string | null;
	readonly isChecked: boolean;
	/** Whether it can be ended from here, apart from the form. */
	readonly mayEnd: boolean;
}

/** Which questions of a running attempt stand on the page, and where one goes from it. */
export function shownPart(
	{ attempt, questions, settings, state }: OpenAttempt,
	{ searchParams }: URL,
): ShownPart {
	const page = `/training/attempts/${attempt.id}`;
	const isEach = settings.feedback === 'each';
	const firstOpen = questions.findIndex(({ isFinal }) => !isFinal);
	const wished = Number(searchParams.get('question') ?? '0') - 1;
	const current = questions[wished] ? wished : Math.max(0, firstOpen);
	const shown = isEach ? questions.filter(({ place }) => place === current) : questions;
	const isChecked = shown.every(({ isFinal }) => isFinal);
	const at = (place: number) => `${page}?question=${place + 1}`;
	return {
		isEach,
		questions: shown,
		current,
		next: isEach ? at(current) : page,
		onwards: isEach && questions[current + 1] ? at(current + 1) : null,
		isChecked,
		mayEnd:
			state === 'timeOver' ||
			(state === 'running' && isEach && (firstOpen < 0 || current === questions.length - 1)),
	};
}

interface Sent {
	value(name: string): string | undefined;
	values(name: string): readonly string[];
}

/** A form that came back shows what was typed into it. */
export function withTyped(question: ShownQuestion, sent: Sent | null): ShownQuestion {
	if (!sent || question.isFinal) return question;
	const name = `answers.${question.place}`;
	const parts = question.kind === 'gap' ? question.gaps.length : question.entries.length;
	const isParted = ['order', 'match', 'gap'].includes(question.kind);
	const typed = isParted
		? Array.from({ length: parts }, (_, index) => sent.value(`${name}.${index}`) ?? '')
		: sent.values(name).filter((value) => value !== '');
	return { ...question, sent: typed };
}
