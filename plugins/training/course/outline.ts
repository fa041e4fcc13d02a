import { createEntryId, readCourseFields, type LessonEntry, type Section } from './course-fields.ts';
import type { FieldValues } from 'verbund';

/** The outline of a course as one list, in which a section is a line like a lesson. */
export type OutlineRow =
	| { readonly kind: 'section'; readonly id: string; readonly title: string }
	| { readonly kind: 'lesson'; readonly id: string; readonly item: string; readonly minutes: number | null };

/** One step without script: `up`, `down` or `remove` the row with this id. */
export interface OutlineAct {
	readonly act: 'up' | 'down' | 'remove';
	readonly id: string;
}

export const mostLessons = 200;
export const mostSections = 60;

/** Id of the form of the whole outline, which controls beside it belong to as well. */
export const outlineForm = 'outline-form';

/** Sections in their order, each with its lessons; lessons that name no section stand first. */
export function toRows(fields: FieldValues): readonly OutlineRow[] {
	const { sections, lessons } = readCourseFields(fields);
	const toRow = ({ id, item, minutes }: LessonEntry): OutlineRow => ({
		kind: 'lesson',
		id,
		item,
		minutes: minutes ?? null,
	});
	const known = new Set(sections.map(({ id }) => id));
	return [
		...lessons.filter(({ section }) => section === undefined || !known.has(section)).map(toRow),
		...sections.flatMap(({ id, title }): OutlineRow[] => [
			{ kind: 'section', id, title },
			...lessons.filter(({ section }) => section === id).map(toRow),
		]),
	];
}

/** A lesson belongs to the section above it. What the rows do not say stays as it was. */
export function withRows(fields: FieldValues, rows: readonly OutlineRow[]): FieldValues {
	const sections: Section[] = [];
	const lessons: LessonEntry[] = [];
	for (const row of rows) {
		if (row.kind === 'section') {
			sections.push({ id: row.id, title: row.title });
			continue;
		}
		const section = sections.at(-1)?.id;
		lessons.push({
			id: row.id,
			item: row.item,
			...(section === undefined ? {} : { section }),
			...(row.minutes === null ? {} : { minutes: row.minutes }),
		});
	}
	return { ...fields, sections: sections.map((one) => ({ ...one })), lessons: lessons.map(toField) };
}

/** The row with its neighbour's place, or without the row. */
export function applyAct(rows: readonly OutlineRow[], { act, id }: OutlineAct): readonly OutlineRow[] {
	const from = rows.findIndex((row) => row.id === id);
	const row = rows[from];
	if (!row) return rows;
	const others = rows.toSpliced(from, 1);
	if (act === 'remove') return others;
	const to = Math.min(others.length, Math.max(0, from + (act === 'up' ? -1 : 1)));
	return others.toSpliced(to, 0, row);
}

/** At the end of a section, or of the whole. */
export function withLesson(
	rows: readonly OutlineRow[],
	item: string,
	sectionId: string | undefined,
): readonly OutlineRow[] {
	const row: OutlineRow = { kind: 'lesson', id: createEntryId(), item, minutes: null };
	const section = rows.findIndex(({ kind, id }) => kind === 'section' && id === sectionId);
	if (section === -1) return [...rows, row];
	const next = rows.findIndex(({ kind }, index) => index > section && kind === 'section');
	return rows.toSpliced(next === -1 ? rows.length : next, 0, row);
}

function toField({ id, item, section, minutes }: LessonEntry): Record<string, string | number> {
	return {
		id,
		item,
		...(section === undefined ? {} : { section }),
		...(minutes === undefined ? {} : { minutes }),
	};
}
