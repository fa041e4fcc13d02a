import type { ReadItem, Revision } from 'verbund';
import type { CourseDraft } from './course-drafts.ts';

interface Content {
	openVariant(id: string, language: string): Promise<Revision | null>;
	read(reference: { readonly id: string }): Promise<ReadItem>;
	preview(source: string): Promise<string>;
}

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
		lesson: lesson ? { title: lesson.title, html: await htmlOf() } : null,
		previous: place > 0 ? place - 1 : null,
		next: place + 1 < listed.length ? place + 1 : null,
	};

	async function htmlOf(): Promise<string> {
		if (!lesson) return '';
		if (!lesson.isOwn) return (await content.read({ id: lesson.itemId })).html;
		const draft = await content.openVariant(lesson.itemId, item.sourceLanguage);
		return content.preview(draft?.body ?? '');
	}
}
