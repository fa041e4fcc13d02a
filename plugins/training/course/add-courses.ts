import type { PluginContext } from 'verbund';
import { areasView } from '../areas-view.ts';
import type { TrainingParts } from '../training-parts.ts';
import { createCatalogue, type Catalogue } from './catalogue.ts';
import { createCircleCheck } from './circle-check.ts';
import type { CourseDrafts } from './course-drafts.ts';
import type { Courses } from './courses.ts';
import { createCreateCourse } from './create-course.ts';
import { createLessons, type Lessons } from './lessons.ts';
import { createOutlineCommands } from './outline-commands.ts';
import { createOutlineView } from './outline-view.ts';
import { createPublishCourse } from './publish-course.ts';
import { createSetPrerequisites } from './set-prerequisites.ts';
import { createTaughtCourses, type TaughtCourses } from './taught-courses.ts';

export interface CoursePages {
	readonly catalogue: Catalogue;
	readonly courses: Courses;
	readonly drafts: CourseDrafts;
	readonly lessons: Lessons;
	readonly taught: TaughtCourses;
}

/** Building courses, and reading them. */
export function addCourses(context: PluginContext, parts: TrainingParts): CoursePages {
	const { courses, drafts } = parts;
	const outline = createOutlineCommands(context, drafts, parts.requireTeaching);
	context.commands.register('training.createCourse', createCreateCourse(context));
	context.commands.register('training.saveOutline', outline.save);
	context.commands.register('training.addLesson', outline.add);
	context.commands.register('training.publishCourse', createPublishCourse(context, parts));
	context.commands.register('training.setPrerequisites', createSetPrerequisites(context, parts));
	context.problems.register('training.prerequisiteCircle', createCircleCheck(context, parts.circles));
	context.views.registerTreeDataProvider('training.outline', createOutlineView(courses));
	context.views.registerTreeDataProvider('training.areas', areasView);
	return {
		catalogue: createCatalogue(context),
		courses,
		drafts,
		lessons: createLessons(context),
		taught: createTaughtCourses(context),
	};
}
