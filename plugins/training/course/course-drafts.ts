import {
	notFound,
	type Actor,
	type PluginContext,
	type Reader,
	type Revision,
	type WorkingItem,
} from 'verbund';
import { courseType } from './course-type.ts';
import { createDraftLessons, type DraftLesson } from './draft-lessons.ts';
import { toRows, withLesson, withRows, type OutlineRow } from './outline.ts';

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

export function createCourseDrafts(
	context: Pick<PluginContext, 'access' | 'content' | 'l10n' | 'storage'>,
): CourseDrafts {
	const { access, content } = context;
	const lessonsOf = createDraftLessons(context);
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
}
