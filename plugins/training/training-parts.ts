import type { PluginContext } from 'verbund';
import { createCourseDrafts, type CourseDrafts } from './course/course-drafts.ts';
import { createCourses, type Courses } from './course/courses.ts';
import { createPrerequisiteCircles, type PrerequisiteCircles } from './course/prerequisite-circles.ts';
import { createPublishedCourses, type PublishedCourses } from './course/published-courses.ts';
import { createRequireTeaching, type RequireTeaching } from './course/require-teaching.ts';
import { createLearningEvents, type LearningEvents } from './learning-events.ts';
import { createEnrolments, type Enrolments } from './taking/enrolments.ts';
import { createProgress, type Progress } from './taking/progress.ts';

/** What the subjects of this plugin share. */
export interface TrainingParts {
	readonly courses: Courses;
	readonly drafts: CourseDrafts;
	readonly circles: PrerequisiteCircles;
	readonly published: PublishedCourses;
	readonly requireTeaching: RequireTeaching;
	readonly enrolments: Enrolments;
	readonly progress: Progress;
	readonly events: LearningEvents;
}

export function createTrainingParts(context: PluginContext): TrainingParts {
	const events = createLearningEvents();
	const enrolments = createEnrolments(context, events);
	const circles = createPrerequisiteCircles(context);
	return {
		courses: createCourses(context),
		drafts: createCourseDrafts(context),
		circles,
		published: createPublishedCourses(context, circles),
		requireTeaching: createRequireTeaching(context),
		enrolments,
		progress: createProgress(context, { enrolments, events }),
		events,
	};
}
