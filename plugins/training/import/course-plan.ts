import { z } from 'verbund';

const note = z.object({
	code: z.string(),
	values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** What a file would become: shown before anything is made of it. */
export const coursePlan = z.object({
	lessons: z.array(
		z.object({
			section: z.string().nullable(),
			title: z.string(),
			words: z.number(),
			pictures: z.number(),
		}),
	),
	/** What the reading had to change, by the part of the file. */
	notes: z.array(z.object({ source: z.string(), note })),
	leftOut: z.array(z.object({ path: z.string(), note })),
});

export type CoursePlan = z.infer<typeof coursePlan>;

export const emptyPlan: CoursePlan = { lessons: [], notes: [], leftOut: [] };
