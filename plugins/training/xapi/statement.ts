import type { AnsweredQuestion, LearningEvent } from '../learning-events.ts';

/** A statement after xAPI 1.0.3 (https://github.com/adlnet/xAPI-Spec/blob/1.0.3/xAPI-Data.md). */
export interface Statement {
	readonly id: string;
	readonly actor: {
		readonly objectType: 'Agent';
		readonly account: { readonly homePage: string; readonly name: string };
	};
	readonly verb: { readonly id: string; readonly display: Readonly<Record<string, string>> };
	readonly object: Activity;
	readonly result?: {
		readonly score?: { readonly scaled: number; readonly raw: number; readonly min: 0; readonly max: 100 };
		readonly success?: boolean;
		readonly completion?: boolean;
		readonly response?: string;
	};
	readonly context: {
		readonly platform: string;
		readonly contextActivities?: {
			readonly parent: readonly Activity[];
			readonly grouping?: readonly Activity[];
		};
	};
	readonly timestamp: string;
	readonly version: '1.0.3';
}

export interface Activity {
	readonly objectType: 'Activity';
	readonly id: string;
	readonly definition: {
		readonly type: string;
		readonly name?: Readonly<Record<string, string>>;
		readonly interactionType?: AnsweredQuestion['interaction'];
	};
}

interface Verb {
	readonly id: string;
	readonly display: Readonly<Record<string, string>>;
	readonly outcome?: Pick<NonNullable<Statement['result']>, 'success' | 'completion'>;
}

const adl = 'http://adlnet.gov/expapi/verbs';
const activities = 'http://adlnet.gov/expapi/activities';

const verbs: Readonly<Record<LearningEvent['verb'], Verb>> = {
	answered: { id: `${adl}/answered`, display: { de: 'hat beantwortet', en: 'answered' } },
	attempted: { id: `${adl}/attempted`, display: { de: 'hat begonnen', en: 'attempted' } },
	enrolled: { id: `${adl}/registered`, display: { de: 'hat sich angemeldet', en: 'registered' } },
	left: {
		id: 'https://w3id.org/xapi/adl/verbs/abandoned',
		display: { de: 'hat sich abgemeldet', en: 'abandoned' },
	},
	completedLesson: {
		id: `${adl}/completed`,
		display: { de: 'hat abgeschlossen', en: 'completed' },
		outcome: { completion: true },
	},
	completed: {
		id: `${adl}/completed`,
		display: { de: 'hat abgeschlossen', en: 'completed' },
		outcome: { completion: true },
	},
	passed: { id: `${adl}/passed`, display: { de: 'hat bestanden', en: 'passed' }, outcome: { success: true } },
	experienced: {
		id: `${adl}/experienced`,
		display: { de: 'hat kennengelernt', en: 'experienced' },
	},
	failed: {
		id: `${adl}/failed`,
		display: { de: 'hat nicht bestanden', en: 'failed' },
		outcome: { success: false },
	},
	attended: { id: `${adl}/attended`, display: { de: 'hat teilgenommen', en: 'attended' } },
};

export interface StatementParts {
	readonly createId: () => string;
	/** Of the hub. */
	readonly url: URL;
	/** Under which the person is known there. */
	readonly name: string;
	/** Titles by the ids of course and lesson, with their language. */
	readonly titles: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** One for what happened, or one for each question that was answered. */
export function toStatements(event: LearningEvent, parts: StatementParts): readonly Statement[] {
	if (!event.answers) return [toStatement(event, parts)];
	return event.answers.map((answered) => toAnswerStatement(toStatement(event, parts), answered));
}

/** What is asked and what would be right is not said: who reads the records need not be who may read the quiz. */
function toAnswerStatement(
	{ object: quiz, context, ...statement }: Statement,
	{ key, interaction, response, score }: AnsweredQuestion,
): Statement {
	return {
		...statement,
		object: {
			objectType: 'Activity',
			id: `${quiz.id}#${key}`,
			definition: { type: `${activities}/cmi.interaction`, interactionType: interaction },
		},
		result: {
			...(response === undefined ? {} : { response }),
			...(score === undefined ? {} : { ...scoreOf(score), success: score === 100 }),
			completion: true,
		},
		context: {
			...context,
			contextActivities: { parent: [quiz], grouping: context.contextActivities?.parent ?? [] },
		},
	};
}

function toStatement(event: LearningEvent, { createId, url, name, titles }: StatementParts): Statement {
	const { verb, courseId, itemId, score, at } = event;
	const { outcome, ...said } = verbs[verb];
	const activity = (about: string, type: string): Activity => {
		const title = titles.get(about);
		return {
			objectType: 'Activity',
			id: new URL(`/i/${about}`, url).href,
			definition: { type: `${activities}/${type}`, ...(title ? { name: title } : {}) },
		};
	};
	const course = activity(courseId, 'course');
	const isOfLesson = itemId !== undefined;
	return {
		id: createId(),
		actor: { objectType: 'Agent', account: { homePage: url.origin, name } },
		verb: said,
		object: isOfLesson ? activity(itemId, 'lesson') : course,
		...(outcome || score !== undefined ? { result: { ...outcome, ...scoreOf(score) } } : {}),
		context: {
			platform: 'Verbund',
			...(isOfLesson ? { contextActivities: { parent: [course] } } : {}),
		},
		timestamp: new Date(at).toISOString(),
		version: '1.0.3',
	};
}

function scoreOf(score: number | undefined): Pick<NonNullable<Statement['result']>, 'score'> {
	return score === undefined ? {} : { score: { scaled: score / 100, raw: score, min: 0, max: 100 } };
}
