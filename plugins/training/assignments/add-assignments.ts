import type { PluginContext } from 'verbund';
import { createRequireTeacher } from '../course/require-teaching.ts';
import type { TrainingParts } from '../training-parts.ts';
import { createAnswer } from './answer.ts';
import { createAssignmentData } from './assignment-data.ts';
import { createHandIn } from './hand-in.ts';
import { createOpenHandedIn, type OpenHandedIn } from './open-handed-in.ts';
import { createSubmissions, type Submissions } from './submissions.ts';
import { createSweepFiles } from './sweep-files.ts';

export interface AssignmentViews extends Submissions {
	readonly file: OpenHandedIn;
}

/** Assignments: a text or files, an answer of the trainer, and once more if need be. */
export function addAssignments(context: PluginContext, parts: TrainingParts): AssignmentViews {
	const handIn = createHandIn(context, parts.progress);
	context.commands.register('training.submitAssignment', handIn.submit);
	context.commands.register('training.submitFile', handIn.submitFile);
	context.commands.register('training.takeFileBack', handIn.takeFileBack);
	context.commands.register('training.answerAssignment', createAnswer(context, parts));
	context.jobs.register('training.sweepAssignments', createSweepFiles(context));
	context.personalData.register('training.assignments', createAssignmentData(context));
	return {
		...createSubmissions(context),
		file: createOpenHandedIn(context, createRequireTeacher(context)),
	};
}
