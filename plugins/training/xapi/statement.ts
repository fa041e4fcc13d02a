import type { LearningEvent } from '../learning-events.ts';

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
	};
	readonly context: {
		readonly platform: string;
		readonly contextActivities?: { readonly parent: readonly Activity[] };
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
	failed: {
		id: `${adl}/failed`,
		display: { de: 'hat nicht bestanden', en: 'failed' },
		outcome: { success: false },
	},
	attended: { id: `${adl}/attended`, display: { de: 'hat teilgenommen', en: 'attended' } },
};

export interface StatementParts {
	readonly id: string;
	/** Of the hub. */
	readonly url: URL;
	/** Under which the person is known there. */
	readonly name: string;
	/** Titles by the ids of course and lesson, with their language. */
	readonly titles: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

export function toStatement(event: LearningEvent, { id, url, name, titles }: StatementParts): Statement {
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
		id,
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
