/** What a quiz may hold; far above what people write, far below what would hold up the hub. */
export const quizLimits = {
	characters: 400_000,
	questions: 400,
	/** Answers, steps, pairs or gaps of one question. */
	answers: 40,
	points: 1000,
} as const;
