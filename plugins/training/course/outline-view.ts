import type { TreeDataProvider, TreeNode, ViewRequest } from 'verbund';
import type { Course, Courses, OutlineLesson } from './courses.ts';

/**
 * Beside each lesson the outline of its course, and beside the course, which shows that itself, its sections. Costs no
 * query of its own.
 */
export function createOutlineView(courses: Courses): TreeDataProvider {
	return {
		async getNodes(request) {
			const { reader, itemId, path } = request;
			const course = itemId === null ? null : await courses.opened(reader, itemId);
			if (!course) return { nodes: [] };
			return { nodes: path === course.item.url ? sectionsOf(course) : lessonsOf(course, request) };
		},
	};
}

function sectionsOf({ item, sections }: Course): TreeNode[] {
	return sections.flatMap(({ anchor, title }) =>
		title === null ? [] : [{ title, language: item.language, url: `${item.url}#${anchor}` }],
	);
}

function lessonsOf(course: Course, request: ViewRequest): TreeNode[] {
	return course.sections.flatMap(({ title, lessons }): TreeNode[] => {
		const nodes = lessons.map((lesson) => toNode(lesson, course, request));
		if (title === null) return nodes;
		return [{ title, language: course.item.language, open: true, children: nodes }];
	});
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
