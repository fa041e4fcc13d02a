import {
	notFound,
	sql,
	visibleItems,
	type Actor,
	type PluginContext,
	type Reader,
	type Revision,
	type WorkingItem,
} from 'verbund';
import { referenceOf, slugOf } from './course-fields.ts';
import { courseType, ownTypes } from './course-type.ts';
import { toRows, withLesson, withRows, type OutlineRow } from './outline.ts';

/** What a lesson of a draft shows, as those see it who work on the course. */
export interface DraftLesson {
	readonly itemId: string;
	readonly type: string;
	readonly title: string;
	readonly language: string;
	readonly isPublished: boolean;
	readonly hasDraft: boolean;
	/** Of the course's own organisation, and of a type whose items belong to their course. */
	readonly isOwn: boolean;
	/** Who may read it, as principals. */
	readonly audience: readonly string[];
}

export interface CourseDraft {
	readonly item: WorkingItem;
	readonly text: Revision;
	readonly revision: number;
	readonly rows: readonly OutlineRow[];
	/** By the reference in the row; what is not there or may not be read is not in it. */
	readonly lessons: ReadonlyMap<string, DraftLesson>;
}

/** Courses as those see them who build them: the newest text of the language that they are written in. */
export interface CourseDrafts {
	/** @throws VerbundError `request.notFound` for what is no course and for those who do not work on it */
	open(reader: Reader, courseId: string): Promise<CourseDraft>;
	/** The same for those who may build it. @throws VerbundError `request.notFound` */
	openToTeach(reader: Reader, courseId: string): Promise<CourseDraft>;
	/** A lesson at the end of a section; in the running transaction. Answers its id and the new revision. */
	addLesson(
		context: { readonly actor: Actor; readonly reader: Reader },
		lesson: {
			readonly courseId: string;
			readonly expectedRevision?: number;
			readonly itemId: string;
			readonly section?: string;
		},
	): Promise<{ readonly lessonId: string; readonly revision: number }>;
	save(
		actor: Actor,
		draft: CourseDraft,
		rows: readonly OutlineRow[],
		expectedRevision: number,
	): Promise<number>;
}

interface LessonRow {
	readonly id: string;
	readonly type: string;
	readonly slug: string;
	readonly organisation_id: string;
	readonly title: string;
	readonly language: string;
	readonly published: number | null;
	readonly draft: number | null;
	/** With commas between them. */
	readonly audience: string | null;
}

export function createCourseDrafts({
	access,
	content,
	storage,
}: Pick<PluginContext, 'access' | 'content' | 'storage'>): CourseDrafts {
	const drafts: CourseDrafts = {
		async open(reader, courseId) {
			const item = await content.open(reader, courseId);
			if (item.type !== courseType || item.deletedAt !== null) throw notFound();
			const text = await content.openVariant(reader, courseId, item.sourceLanguage);
			if (!text) throw notFound();
			const rows = toRows(text.fields);
			return { item, text, revision: text.number, rows, lessons: await lessonsOf(reader, item, rows) };
		},
		async openToTeach(reader, courseId) {
			const draft = await drafts.open(reader, courseId);
			const owner = { organisationId: draft.item.organisation.id };
			if (!access.can(reader.actor, 'training.teach', owner)) throw notFound();
			return draft;
		},
		async addLesson({ actor, reader }, { courseId, expectedRevision, itemId, section }) {
			const draft = await drafts.open(reader, courseId);
			const rows = withLesson(draft.rows, `item:${itemId}`, section);
			const revision = await drafts.save(actor, draft, rows, expectedRevision ?? draft.revision);
			const added = rows.find(({ id }) => !draft.rows.some((row) => row.id === id));
			return { lessonId: added?.id ?? '', revision };
		},
		save: (actor, { item, text }, rows, expectedRevision) =>
			content.saveDraft(actor, {
				itemId: item.id,
				language: item.sourceLanguage,
				expectedRevision,
				title: text.title,
				summary: text.summary,
				body: text.body,
				fields: withRows(text.fields, rows),
			}),
	};
	return drafts;

	/** Own items in any state, since who works on the course works on them, and of others what the reader may read. */
	async function lessonsOf(
		{ actor, types }: Reader,
		{ organisation }: WorkingItem,
		rows: readonly OutlineRow[],
	): Promise<ReadonlyMap<string, DraftLesson>> {
		const items = rows.flatMap((row) => (row.kind === 'lesson' ? [row.item] : []));
		if (items.length === 0) return new Map();
		const references = items.map(referenceOf);
		const { rows: found } = await sql<LessonRow>`
			select items.id, items.type, items.slug, items.organisation_id, variant.title, variant.language,
				variant.published_revision as published, variant.draft_revision as draft,
				(select string_agg(principal, ',') from item_audience where item_id = items.id) as audience
			from items join item_variants variant
				on variant.item_id = items.id and variant.language = items.source_language
			where (items.id in (${sql.join(references)}) or (items.organisation_id = ${organisation.id}
					and items.slug in (${sql.join(references.map(slugOf))})))
				and items.type in (${sql.join([...types, ''])}) and items.deleted_at is null
				and (items.organisation_id = ${organisation.id} or items.id in ${visibleItems(actor)})
		`.execute(storage.query());
		return new Map(
			items.flatMap((item) => {
				const reference = referenceOf(item);
				const row =
					found.find(({ id }) => id === reference) ??
					found.find(
						(one) => one.organisation_id === organisation.id && `${one.type}/${one.slug}` === reference,
					);
				return row ? [[item, toDraftLesson(row, organisation.id)] as const] : [];
			}),
		);
	}
}

function toDraftLesson(row: LessonRow, ownerId: string): DraftLesson {
	return {
		itemId: row.id,
		type: row.type,
		title: row.title,
		language: row.language,
		isPublished: row.published !== null,
		hasDraft: row.draft !== null,
		isOwn: ownTypes.includes(row.type) && row.organisation_id === ownerId,
		audience: row.audience?.split(',') ?? [],
	};
}
