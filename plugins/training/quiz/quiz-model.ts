import { z } from 'verbund';

/**
 * Texts are Markdown in what a trainer wrote, and HTML in a `QuizEdition`; what stands in the entries of a menu
 * (`right` of a pair, options of a gap) is plain in both.
 */
const text = z.string();

const choice = z.object({ text, isRight: z.boolean(), feedback: text });

/** One gap; `gapMark(0)` stands for the first in the text of its question. */
const gap = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('words'), answers: z.array(z.string()), isExact: z.boolean() }),
	z.object({ kind: z.literal('menu'), options: z.array(z.object({ text, isRight: z.boolean() })) }),
	z.object({ kind: z.literal('number'), value: z.number(), tolerance: z.number() }),
]);

const common = {
	/** Of what the question says: the same question keeps it when others are added or moved. */
	key: z.string(),
	title: text,
	text,
	points: z.number(),
	feedback: z.object({ general: text, right: text, wrong: text }),
};

const questionSchema = z.discriminatedUnion('kind', [
	z.object({
		...common,
		kind: z.literal('choice'),
		several: z.boolean(),
		choices: z.array(choice),
		/** The answers stay in the order in which they were written. */
		isFixed: z.boolean(),
		/** Points only for everything right. */
		isWhole: z.boolean(),
	}),
	z.object({ ...common, kind: z.literal('trueFalse'), isTrue: z.boolean() }),
	z.object({ ...common, kind: z.literal('order'), items: z.array(text), isWhole: z.boolean() }),
	z.object({
		...common,
		kind: z.literal('match'),
		pairs: z.array(z.object({ left: text, right: z.string() })),
		/** Further entries of the menu that belong to nothing. */
		others: z.array(z.string()),
		isWhole: z.boolean(),
	}),
	z.object({ ...common, kind: z.literal('gap'), gaps: z.array(gap), isWhole: z.boolean() }),
	z.object({
		...common,
		kind: z.literal('number'),
		value: z.number(),
		tolerance: z.number(),
		unit: z.string(),
	}),
	z.object({ ...common, kind: z.literal('free'), sample: text }),
]);

const groupSchema = z.object({
	title: z.string(),
	/** How many of its questions are drawn; null for all. */
	draw: z.number().nullable(),
	questions: z.array(questionSchema),
});

export const quizSchema = z.object({ groups: z.array(groupSchema) });

export type Gap = z.infer<typeof gap>;
export type Question = z.infer<typeof questionSchema>;
export type QuestionGroup = z.infer<typeof groupSchema>;
export type Quiz = z.infer<typeof quizSchema>;

export type QuestionOf<Kind extends Question['kind']> = Extract<Question, { kind: Kind }>;

export function questionsOf({ groups }: Quiz): readonly Question[] {
	return groups.flatMap(({ questions }) => questions);
}
