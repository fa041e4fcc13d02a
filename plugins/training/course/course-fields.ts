import { z, type FieldValues } from 'verbund';

export interface Section {
	readonly id: string;
	readonly title: string;
}

/** A place in a course where an item is learned; the item itself stays what it is. */
export interface LessonEntry {
	/** The same for as long as the lesson is in the course. */
	readonly id: string;
	/** `item:<id>` or `item:<type>/<slug>`. */
	readonly item: string;
	readonly section?: string | undefined;
	readonly minutes?: number | undefined;
}

export interface CourseFields {
	readonly inOrder: boolean;
	readonly certificate: boolean;
	readonly validMonths: number | null;
	readonly sections: readonly Section[];
	readonly lessons: readonly LessonEntry[];
	/** Courses to complete before. */
	readonly prerequisites: readonly string[];
}

const listOf = <Entry>(entry: z.ZodType<Entry>) =>
	z
		.array(z.unknown())
		.catch([])
		.transform((entries) => entries.flatMap((one) => entry.safeParse(one).data ?? []));

const section = z.object({ id: z.string(), title: z.string().catch('') });
const lesson = z.object({
	id: z.string(),
	item: z.string(),
	section: z.string().optional().catch(undefined),
	minutes: z.number().optional().catch(undefined),
});

const schema = z.object({
	order: z.string().optional().catch(undefined),
	certificate: z.boolean().catch(false),
	validMonths: z.number().nullish().catch(null),
	sections: listOf(section),
	lessons: listOf(lesson),
	prerequisites: listOf(z.string()),
});

/** Fields of a course, which may be unfinished: what is not understood is left out. */
export function readCourseFields(fields: FieldValues): CourseFields {
	const { order, validMonths, ...parsed } = schema.parse(fields);
	return { ...parsed, inOrder: order === 'inOrder', validMonths: validMonths ?? null };
}

/** What `item:…` names: an id, or a type and a slug. */
export function referenceOf(item: string): string {
	return item.replace(/^item:/, '').replace(/#.*$/, '');
}

/** The slug of a reference by type and slug; empty for an id. */
export function slugOf(reference: string): string {
	return reference.split('/')[1] ?? '';
}

/** A short id that nobody has to remember, in the alphabet that fields and addresses share. */
export function createEntryId(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => (byte % 36).toString(36)).join('');
}
