import type { TreeDataProvider, TreeNode, ViewRequest } from 'verbund';
import type { Course, Courses, OutlineLesson } from './courses.ts';

/** The outline of the course that is open, in the side bar; elsewhere nothing. Costs no query of its own. */
export function createOutlineView(courses: Courses): TreeDataProvider {
	return {
		async getNodes(request) {
			const { reader, itemId } = request;
			const course = itemId === null ? null : await courses.opened(reader, itemId);
			if (!course) return { nodes: [] };
			return {
				nodes: course.sections.flatMap(({ title, lessons }): TreeNode[] => {
					const nodes = lessons.map((lesson) => toNode(lesson, course, request));
					if (title === null) return nodes;
					return [{ title, language: course.item.language, open: true, children: nodes }];
				}),
			};
		},
	};
}

function toNode(lesson: OutlineLesson, { item }: Course, { path, t }: ViewRequest): TreeNode {
	const title = lesson.title ?? t('training.lesson.unavailable');
	return {
		title: lesson.isDone ? t('training.lesson.doneTitle', { title }) : title,
		...(lesson.language === item.language ? {} : { language: lesson.language }),
		url: lesson.url,
		current: path === lesson.url,
	};
}
