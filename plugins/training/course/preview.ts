import { notFound, type ReadItem, type Revision } from 'verbund';
import type { CourseDraft } from './course-drafts.ts';
import type { DraftLesson } from './draft-lessons.ts';

interface Content {
	openVariant(id: string, language: string): Promise<Revision | null>;
	read(reference: { readonly id: string }): Promise<ReadItem>;
	previews(sources: readonly string[], organisationId: string): Promise<readonly string[]>;
}

/** A lesson as its learners will see it. */
type PreviewedLesson = Pick<ReadItem, 'id' | 'type' | 'title' | 'language' | 'html' | 'fields' | 'fieldHtml'>;

/** A course as its learners will see it, from what is not published yet. */
export async function openPreview({ item, rows, lessons }: CourseDraft, wished: number, content: Content) {
	const listed = rows.flatMap((row) => {
		const lesson = row.kind === 'lesson' ? lessons.get(row.item) : undefined;
		return lesson ? [lesson] : [];
	});
	const place = Number.isInteger(wished) && wished >= 0 && wished < listed.length ? wished : 0;
	const lesson = listed[place];
	return {
		lessons: listed,
		lesson: lesson ? await openLesson(lesson, item.organisation.id, content) : null,
		place,
		previous: place > 0 ? place - 1 : null,
		next: place + 1 < listed.length ? place + 1 : null,
	};
}

/** What goes with the course is shown as it is written now, all else as its readers see it. */
async function openLesson(
	lesson: DraftLesson,
	organisationId: string,
	content: Content,
): Promise<PreviewedLesson> {
	const { itemId: id, type, title, language } = lesson;
	if (!lesson.isOwn && lesson.isPublished) return content.read({ id });
	const draft = await content.openVariant(id, language);
	if (!draft) throw notFound();
	const [html = ''] = await content.previews([draft.body], organisationId);
	return { id, type, title, language, html, fields: draft.fields, fieldHtml: {} };
}
