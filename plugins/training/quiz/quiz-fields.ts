import { z, type FieldValues } from 'verbund';

/** When somebody is told which answers were right. */
const feedbackTimes = ['each', 'end', 'never'] as const;

export const settingsSchema = z.object({
	/** Percent of the points. */
	passPercent: z.int().min(0).max(100).catch(60),
	/** Minutes for an attempt; null for as long as it takes. */
	minutes: z.int().min(1).max(1440).nullable().catch(null),
	/** Null for any number. */
	attempts: z.int().min(1).max(100).nullable().catch(null),
	feedback: z.enum(feedbackTimes).catch('end'),
	shuffleQuestions: z.boolean().catch(false),
	shuffleAnswers: z.boolean().catch(true),
	/** Last day on which answers are taken, `2027-03-01`. */
	closesOn: z
		.string()
		.regex(/^\d{4}-\d{2}-\d{2}$/)
		.nullable()
		.catch(null),
});

export type QuizSettings = z.infer<typeof settingsSchema>;

export function readSettings({
	passPercent,
	minutes,
	attempts,
	feedback,
	shuffleQuestions,
	keepAnswers,
	closesOn,
}: FieldValues): QuizSettings {
	return settingsSchema.parse({
		...{ passPercent, minutes, attempts, feedback, shuffleQuestions, closesOn },
		shuffleAnswers: keepAnswers !== true,
	});
}

/** The text in which the questions are written; readers never get it. */
export function questionText({ questions }: FieldValues): string {
	return typeof questions === 'string' ? questions : '';
}
