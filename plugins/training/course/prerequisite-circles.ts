import { sql, type FieldValues, type PluginContext } from 'verbund';
import { readCourseFields } from './course-fields.ts';
import { courseType } from './course-type.ts';
import { resolveReferences } from './resolve-references.ts';

interface CourseText {
	readonly id: string;
	readonly organisationId: string;
	/** References of the courses that this text requires. */
	readonly prerequisites: readonly string[];
}

/** `newest` looks at drafts of the same organisation too: what they say will be refused once they are published. */
type Texts = 'published' | 'newest';

export interface Circle {
	/** Each course once. */
	readonly ids: readonly string[];
	/** Their titles in a line, from the first back to it; `…` for what people of the organisation may not read. */
	readonly titles: string;
}

/** Courses that wait for each other could be begun by nobody. */
export interface PrerequisiteCircles {
	/** The shortest circle that this text of a course would close; null for none. */
	find(course: CourseText, texts: Texts): Promise<Circle | null>;
}

export function createPrerequisiteCircles({ storage }: Pick<PluginContext, 'storage'>): PrerequisiteCircles {
	return {
		async find(course, texts) {
			/** By which course each one was reached. */
			const reachedBy = new Map<string, string>();
			for (let front: readonly CourseText[] = [course]; front.length > 0;) {
				const reached = new Set<string>();
				for (const { id, organisationId, prerequisites } of front) {
					for (const required of await idsOf(organisationId, prerequisites)) {
						if (reachedBy.has(required)) continue;
						reachedBy.set(required, id);
						if (required === course.id) return toCircle(course, reachedBy);
						reached.add(required);
					}
				}
				front = await textsOf([...reached], course.organisationId, texts);
			}
			return null;
		},
	};

	async function idsOf(organisationId: string, references: readonly string[]): Promise<readonly string[]> {
		if (references.length === 0) return [];
		return [...(await resolveReferences(storage, organisationId, references)).values()].map(({ id }) => id);
	}

	async function textsOf(
		ids: readonly string[],
		organisationId: string,
		texts: Texts,
	): Promise<readonly CourseText[]> {
		if (ids.length === 0) return [];
		const draft =
			texts === 'published'
				? sql`false`
				: sql`(items.organisation_id = ${organisationId} and text.number = variant.draft_revision)`;
		const { rows } = await sql<{ id: string; organisation_id: string; fields: string }>`
			select items.id, items.organisation_id, text.fields from items
			join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
			join revisions text on text.item_id = items.id and (text.number = variant.published_revision or ${draft})
			where items.id in (${sql.join(ids)}) and items.type = ${courseType}`.execute(storage.query());
		return rows.map(({ id, organisation_id, fields }) => {
			const values: FieldValues = JSON.parse(fields);
			return { id, organisationId: organisation_id, prerequisites: readCourseFields(values).prerequisites };
		});
	}

	async function toCircle(
		{ id: first, organisationId }: CourseText,
		reachedBy: ReadonlyMap<string, string>,
	): Promise<Circle> {
		const ids = [first];
		for (let id = reachedBy.get(first); id !== undefined && id !== first; id = reachedBy.get(id))
			ids.splice(1, 0, id);
		const { rows } = await sql<{ id: string; title: string }>`select items.id, variant.title from items
			join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
			where items.id in (${sql.join(ids)}) and (items.organisation_id = ${organisationId}
				or (variant.published_revision is not null and exists (select 1 from item_audience
					where item_id = items.id
						and principal in ('public', 'network', ${`organisation:${organisationId}`}))))`.execute(storage.query());
		const titles = new Map(rows.map(({ id, title }) => [id, `„${title}“`]));
		return { ids, titles: [...ids, first].map((id) => titles.get(id) ?? '…').join(' → ') };
	}
}
