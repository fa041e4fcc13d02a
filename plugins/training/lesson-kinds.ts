/** How a lesson is done: the learner confirms it, or something of the hub decides it. */
export interface LessonKind {
	/** Name of a Lucide icon. */
	readonly icon: string;
	/** `result`: only code of the hub completes it, after a test or an attendance. */
	readonly completion: 'confirm' | 'result';
}

const kinds: Readonly<Record<string, LessonKind>> = {
	lesson: { icon: 'book-open', completion: 'confirm' },
	document: { icon: 'file-text', completion: 'confirm' },
	procedure: { icon: 'list-checks', completion: 'confirm' },
	quiz: { icon: 'circle-help', completion: 'result' },
	media: { icon: 'clapperboard', completion: 'confirm' },
	scorm: { icon: 'package', completion: 'result' },
};

/** Of lessons that are more than reading. */
export const taskIcons = { text: 'pencil-line', attendance: 'calendar-days' } as const;

const anything: LessonKind = { icon: 'file', completion: 'confirm' };

/** By the type of the item that the lesson shows. */
export function lessonKind(itemType: string): LessonKind {
	return kinds[itemType] ?? anything;
}

/** Further ways to make a lesson: pages that take the course as `?course=` and lead back to its outline. */
export const otherLessons: readonly {
	readonly title: string;
	readonly url: string;
	readonly icon: string;
}[] = [
	{ title: 'training.createQuiz', url: '/training/quizzes/new', icon: 'circle-help' },
	{ title: 'training.media.upload', url: '/training/media/new', icon: 'clapperboard' },
	{ title: 'training.scorm.upload', url: '/training/packages/new', icon: 'package' },
];
