import {
	contentLanguages,
	defineCommand,
	fileTitle,
	notFound,
	z,
	type Actor,
	type PluginContext,
} from 'verbund';
import { wishedCourse, type AddToCourse } from '../course/end-of-course.ts';
import type { QuizReading } from './import/read-in-process.ts';
import type { QuizTables } from './quiz-tables.ts';
import { takePictures } from './take-pictures.ts';
import { quizType } from './quiz-type.ts';

const reportSchema = z.object({
	format: z.enum(['moodle', 'gift']),
	found: z.int(),
	taken: z.int(),
	notes: z.array(
		z.object({
			reason: z.string(),
			question: z.string(),
			line: z.int().nullable(),
			values: z.record(z.string(), z.union([z.string(), z.number()])),
		}),
	),
});

/** What became of a file that was brought along. */
export type ImportReport = z.infer<typeof reportSchema>;

export interface QuizImports {
	/** For whoever works on the quiz. @throws VerbundError `request.notFound` */
	report(actor: Actor, itemId: string): Promise<ImportReport>;
}

export function createQuizImports({
	content,
	storage,
}: Pick<PluginContext, 'content' | 'storage'>): QuizImports {
	return {
		async report(actor, itemId) {
			await content.owner(actor, itemId);
			const row = await storage
				.query<QuizTables>()
				.selectFrom('training_quiz_imports')
				.select('report')
				.where('item_id', '=', itemId)
				.executeTakeFirstOrThrow(notFound);
			return reportSchema.parse(JSON.parse(row.report));
		},
	};
}

/** A quiz from a file of another program: a draft, whose questions are text as if they had been written here. */
export function createImportQuiz(
	{ content, files, storage }: Pick<PluginContext, 'content' | 'files' | 'storage'>,
	addToCourse: AddToCourse,
	reading: QuizReading,
) {
	return defineCommand({
		input: z.strictObject({
			/** A file in Moodle’s XML or in GIFT. */
			uploadId: z.string().min(1).max(64),
			organisationId: z.string().min(1).max(64),
			language: z.enum(contentLanguages),
			title: z.string().trim().max(200).default(''),
			courseId: wishedCourse,
		}),
		target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
		async prepare({ actor }, { uploadId }) {
			const file = await content.attachments.examine(actor, uploadId);
			const { pictures, ...read } = await reading.read(files.pathOf(file.id), file.size);
			return { file, read, taken: await takePictures(content.attachments, actor, { ...read, pictures }) };
		},
		async run(context, { uploadId, organisationId, language, title, courseId }, { file, read, taken }) {
			const { actor } = context;
			const { text: _placeholders, ...report } = read;
			const notes = taken.leftOut === 0 ? report.notes : [...report.notes, picturesLeftOut(taken.leftOut)];
			const named = title || fileTitle(file);
			const { id } = await content.create(
				actor,
				{ type: quizType, organisationId, collectionId: null, language },
				{ title: named, summary: '', body: '', fields: { questions: taken.text } },
			);
			for (const picture of taken.files) await content.attachments.attach(actor, id, picture);
			await storage.transaction<QuizTables, unknown>((transaction) =>
				transaction
					.insertInto('training_quiz_imports')
					.values({ item_id: id, report: JSON.stringify({ ...report, notes }), created_at: Date.now() })
					.execute(),
			);
			await addToCourse(context, courseId, id);
			// What was sent is in the text now.
			if (actor.kind === 'person') await content.attachments.uploads.cancel(actor.personId, uploadId);
			return { id };
		},
		audit: ({ organisationId }, { id }) => ({ objects: { item: id }, organisationId }),
	});
}

function picturesLeftOut(count: number): ImportReport['notes'][number] {
	return { reason: 'media', question: '', line: null, values: { count } };
}
