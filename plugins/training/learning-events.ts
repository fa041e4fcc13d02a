import type { Disposable } from 'verbund';

/** Something that a learner did or that came of it. */
export interface LearningEvent {
	readonly verb:
		| 'attempted'
		| 'answered'
		| 'attended'
		| 'completed'
		| 'completedLesson'
		| 'enrolled'
		| 'experienced'
		| 'failed'
		| 'left'
		| 'passed';
	readonly personId: string;
	readonly courseId: string;
	readonly lessonId?: string;
	readonly itemId?: string;
	/** 0 to 100. */
	readonly score?: number;
	/** Where something was answered: all that was handed in together. */
	readonly answers?: readonly AnsweredQuestion[];
	readonly at: number;
}

export interface AnsweredQuestion {
	readonly key: string;
	/** Kind of question after xAPI. */
	readonly interaction:
		'choice' | 'fill-in' | 'long-fill-in' | 'matching' | 'numeric' | 'sequencing' | 'true-false';
	readonly response?: string;
	/** 0 to 100; of what somebody has to read, nothing yet. */
	readonly score?: number;
}

/** Runs in the transaction of what happened: database work only. What it writes is there if and only if that is. */
export type LearningListener = (event: LearningEvent) => Promise<void>;

export interface LearningEvents {
	onDid(listener: LearningListener): Disposable;
	/** Call it in the transaction of what happened. */
	tell(event: LearningEvent): Promise<void>;
}

export function createLearningEvents(): LearningEvents {
	const listeners = new Set<LearningListener>();
	return {
		onDid(listener) {
			listeners.add(listener);
			return { dispose: () => listeners.delete(listener) };
		},
		async tell(event) {
			for (const listener of listeners) await listener(event);
		},
	};
}
