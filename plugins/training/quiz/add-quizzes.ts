import { defineCommand, defineJob, z, type PluginContext } from 'verbund';
import { createAddToCourse } from '../course/end-of-course.ts';
import type { TrainingParts } from '../training-parts.ts';
import { createAttemptCommands, personOf } from './attempt-commands.ts';
import { createAttempts } from './attempts.ts';
import { createCreateQuiz } from './create-quiz.ts';
import { createEditions } from './editions.ts';
import { createHandIn } from './hand-in.ts';
import { createQuizReading } from './import/read-in-process.ts';
import { createMarking } from './marking.ts';
import { createMarkingTasks } from './marking-tasks.ts';
import { quizCheck } from './quiz-check.ts';
import { createImportQuiz, createQuizImports } from './quiz-imports.ts';
import { createQuizPersonalData } from './quiz-personal-data.ts';
import { createQuizzes, type Quizzes } from './quizzes.ts';

/** Quizzes: written as text, taken by anybody who may read them, marked by the hub and, where it cannot, by trainers. */
export function addQuizzes(context: PluginContext, parts: TrainingParts): Quizzes {
	const { commands, jobs, notifications } = context;
	const editions = createEditions(context);
	const attempts = createAttempts(context, editions);
	const handIn = createHandIn(context, parts, { attempts, editions });
	const marking = createMarking(context, { editions, handIn });
	const addToCourse = createAddToCourse(context, parts);
	const taking = createAttemptCommands(context, parts, { attempts, editions, handIn });

	commands.register('training.createQuiz', createCreateQuiz(context, addToCourse));
	commands.register('training.startQuiz', taking.start);
	commands.register('training.saveAnswers', taking.save);
	commands.register('training.checkAnswer', taking.check);
	commands.register('training.handInQuiz', taking.handIn);
	commands.register('training.importQuiz', createImportQuiz(context, addToCourse, createQuizReading()));
	commands.register(
		'training.markAnswer',
		defineCommand({
			input: z.strictObject({
				attemptId: z.string().min(1).max(64),
				key: z.string().min(1).max(64),
				points: z.number().min(0).max(1000),
				comment: z.string().trim().max(5000).default(''),
			}),
			target: (_context, { attemptId }) => marking.owner(attemptId),
			async run({ actor }, mark) {
				const { personId, itemId, isSettled } = await marking.mark({ ...mark, by: personOf(actor) });
				if (isSettled) {
					const path = `/training/attempts/${mark.attemptId}`;
					await notifications.notify({ kind: 'training.marked', to: [personId], itemId, path });
				}
				return {};
			},
			audit: ({ attemptId }) => ({ objects: { attempt: attemptId } }),
		}),
	);
	jobs.register(
		'training.closeAttempts',
		defineJob({
			input: z.strictObject({}),
			async run() {
				await handIn.closeOverdue(Date.now());
			},
		}),
	);
	context.problems.register('training.quizQuestions', quizCheck);
	context.tasks.register('training.marking', createMarkingTasks(context));
	context.personalData.register('training.attempts', createQuizPersonalData(context));
	return createQuizzes(context, { attempts, editions, marking, imports: createQuizImports(context) });
}
