import { definePlugin } from 'verbund';
import { addAssignments } from './assignments/add-assignments.ts';
import { addCertificates } from './certificates/add-certificates.ts';
import { addCourses } from './course/add-courses.ts';
import { addDates } from './dates/add-dates.ts';
import { addImports } from './import/add-imports.ts';
import { addMedia } from './media/add-media.ts';
import { addObligations } from './obligations/add-obligations.ts';
import { addQuizzes } from './quiz/add-quizzes.ts';
import { addPackages } from './scorm/add-packages.ts';
import { addTaking } from './taking/add-taking.ts';
import { addStatements } from './xapi/add-statements.ts';
import { createTrainingParts } from './training-parts.ts';
import type { Training } from './training.ts';

export default definePlugin({
	async activate(context): Promise<Training> {
		const parts = createTrainingParts(context);
		const teaching = addCourses(context, parts);
		const learning = addTaking(context, parts);
		const submissions = addAssignments(context, parts);
		const meeting = addDates(context, parts);
		const proving = addCertificates(context, parts);
		const obliging = addObligations(context, parts);
		const packages = addPackages(context, parts);
		const media = addMedia(context, parts);
		const imports = addImports(context);
		const statements = addStatements(context, parts);
		const quizzes = addQuizzes(context, parts);
		await parts.published.catchUp();
		return {
			...teaching,
			...learning,
			...meeting,
			...proving,
			...obliging,
			submissions,
			packages,
			media,
			imports,
			statements,
			quizzes,
		};
	},
});

declare module 'verbund' {
	interface PluginExports {
		training: Training;
	}
}
