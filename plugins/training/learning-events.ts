import type { Disposable } from 'verbund';

/** Something that a learner did or that came of it. */
export interface LearningEvent {
	readonly verb:
		'attempted' | 'enrolled' | 'left' | 'completedLesson' | 'completed' | 'passed' | 'failed' | 'attended';
	readonly personId: string;
	readonly courseId: string;
	readonly lessonId?: string;
	readonly itemId?: string;
	/** 0 to 100. */
	readonly score?: number;
	readonly at: number;
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
