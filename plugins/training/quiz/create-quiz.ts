import { contentLanguages, defineCommand, z, type PluginContext } from 'verbund';
import { wishedCourse, type AddToCourse } from '../course/end-of-course.ts';
import { quizType } from './quiz-type.ts';

/** A quiz with an example of each kind of question, so that nobody begins before an empty page. */
export function createCreateQuiz(
	{ content, l10n }: Pick<PluginContext, 'content' | 'l10n'>,
	addToCourse: AddToCourse,
) {
	return defineCommand({
		input: z.strictObject({
			organisationId: z.string().min(1).max(64),
			language: z.enum(contentLanguages),
			title: z.string().trim().min(1).max(200),
			courseId: wishedCourse,
		}),
		target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
		async run(context, { organisationId, language, title, courseId }) {
			const { actor } = context;
			const questions = l10n.t(language === 'en' ? 'en' : 'de')('training.quiz.example');
			const { id } = await content.create(
				actor,
				{ type: quizType, organisationId, collectionId: null, language },
				{ title, summary: '', body: '', fields: { questions, passPercent: 60, feedback: 'end' } },
			);
			await addToCourse(context, courseId, id);
			return { id };
		},
		audit: ({ organisationId }, { id }) => ({ objects: { item: id }, organisationId }),
	});
}
