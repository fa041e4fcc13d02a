import { notFound, type PluginContext, type ReadItem, type Reader } from 'verbund';
import { lessonKind } from '../lesson-kinds.ts';
import type { Course, OutlineLesson } from './courses.ts';
import { lessonType } from './course-type.ts';

/** A lesson of a course, as its page shows it. */
export interface OpenLesson {
	readonly courseId: string;
	readonly lessonId: string;
	readonly title: string;
	readonly language: string;
	/** The page of the lesson. */
	readonly url: string;
	readonly courseUrl: string;
	readonly courseTitle: string;
	/** What it shows. */
	readonly item: ReadItem;
	/** Something that is there beside the course: it says where it comes from. */
	readonly isEmbedded: boolean;
	readonly isDone: boolean;
	readonly isLocked: boolean;
	/** Whether the reader takes part; all others may look, and nothing counts. */
	readonly isEnrolled: boolean;
	/** Whether „Weiter“ completes it. */
	readonly isConfirmed: boolean;
	readonly score: number | null;
	readonly previous: OutlineLesson | null;
	readonly next: OutlineLesson | null;
}

export interface Lessons {
	/** One query, one more for placeholders. @throws VerbundError `request.notFound` */
	open(reader: Reader, course: Course, lessonId: string, language?: string): Promise<OpenLesson>;
}

export function createLessons({ content }: Pick<PluginContext, 'content'>): Lessons {
	return {
		async open(reader, { item: course, lessons, own }, lessonId, language) {
			const index = lessons.findIndex(({ id }) => id === lessonId);
			const lesson = lessons[index];
			if (typeof lesson?.itemId !== 'string') throw notFound();
			const item = await content.read(reader, { id: lesson.itemId }, language);
			const { task } = item.fields;
			const isTask = item.type === lessonType && (task === 'text' || task === 'attendance');
			return {
				courseId: course.id,
				lessonId,
				title: item.title,
				language: item.language,
				url: lesson.url,
				courseUrl: course.url,
				courseTitle: course.title,
				item,
				isEmbedded: item.type !== lessonType,
				isDone: lesson.isDone,
				isLocked: lesson.isLocked,
				isEnrolled: own.state === 'enrolled',
				isConfirmed: !isTask && lessonKind(item.type).completion === 'confirm',
				score: lesson.score,
				previous: lessons[index - 1] ?? null,
				next: lessons[index + 1] ?? null,
			};
		},
	};
}
