import { defineCommand, sql, z, type CommandContext, type DraftText, type PluginContext } from 'verbund';
import { refused } from '../refused.ts';
import type { CourseDraft, CourseDrafts } from './course-drafts.ts';
import { courseType } from './course-type.ts';
import type { DraftLesson } from './draft-lessons.ts';
import type { PublishedCourses } from './published-courses.ts';
import type { RequireTeaching } from './require-teaching.ts';

const id = z.string().min(1).max(64);

/** A text of the course or of one of its own lessons that readers do not see yet, ready to be published. */
interface ReadyText {
	readonly itemId: string;
	readonly language: string;
	readonly revision: number;
	readonly text: DraftText;
	readonly publication: Awaited<ReturnType<PluginContext['content']['prepare']>>;
}

/** The course with all that belongs to it, in all languages, in one transaction: learners see all of it or nothing. */
export function createPublishCourse(
	{ access, content, storage }: Pick<PluginContext, 'access' | 'content' | 'storage'>,
	parts: {
		readonly drafts: CourseDrafts;
		readonly published: PublishedCourses;
		readonly requireTeaching: RequireTeaching;
	},
) {
	return defineCommand({
		input: z.strictObject({
			courseId: id,
			/** Revision of the course that was looked at. */
			expectedRevision: z.int().min(1),
			/** Who may read it: `own`, `network`, `public`, `organisation:<id>`, `group:<id>`; empty for as before. */
			audience: z.array(z.string().max(100)).max(200).default([]),
			major: z.boolean().default(false),
		}),
		target: ({ actor }, { courseId }) => parts.requireTeaching(actor, courseId),
		async prepare(context, { courseId }) {
			const draft = await parts.drafts.open(context.reader, courseId);
			if (!draft.rows.some(({ kind }) => kind === 'lesson')) throw refused('training.error.noLessons');
			const own = ownLessons(draft);
			const texts: ReadyText[] = [];
			for (const { itemId, type } of own) texts.push(...(await unpublished(context, itemId, type)));
			texts.push(...(await unpublished(context, courseId, courseType)));
			return { draft, texts };
		},
		async run({ actor }, { courseId, expectedRevision, audience, major }, { draft, texts }) {
			const { organisation, sourceLanguage, audience: before } = draft.item;
			const place = { organisationId: organisation.id };
			access.require(actor, 'content.publish', place);
			if (draft.revision !== expectedRevision) throw refused('training.error.changedMeanwhile');
			const chosen = audience.filter((choice) => choice !== '');
			const readers = chosen.length > 0 ? chosen : before;
			const free = ['own', `organisation:${organisation.id}`, ...before];
			if (readers.some((choice) => !free.includes(choice))) access.require(actor, 'content.share', place);
			for (const { publication, text: _, ...text } of texts)
				await content.publish(actor, { ...text, major }, publication);
			const alone = await onlyIn(courseId, ownLessons(draft));
			await content.setAudience(courseId, readers);
			const given = draft.item.publishedAt === null ? [] : before;
			for (const { itemId, isPublished, audience: now } of alone) {
				// A quiz that stands by itself too keeps those whom it did not get from the course.
				const others = isPublished ? now.filter((reader) => !given.includes(reader)) : [];
				await content.setAudience(itemId, [...others, ...readers]);
			}
			const source = texts.find((one) => one.itemId === courseId && one.language === sourceLanguage);
			if (source) await parts.published.note(courseId, source.revision, organisation.id, source.text.fields);
			return { id: courseId };
		},
		audit: ({ courseId, expectedRevision }) => ({ objects: { item: courseId, revision: expectedRevision } }),
	});

	/** In all languages, rendered before the transaction. */
	async function unpublished(
		{ actor, reader }: CommandContext,
		itemId: string,
		type: string,
	): Promise<ReadyText[]> {
		const { variants } = await content.open(reader, itemId);
		const ready: ReadyText[] = [];
		for (const { language, draftRevision } of variants) {
			const text = draftRevision === null ? null : await content.openVariant(reader, itemId, language);
			if (!text) continue;
			const publication = await content.prepare(type, text, actor);
			ready.push({ itemId, language, revision: text.number, text, publication });
		}
		return ready;
	}

	/** A lesson that another course shows too keeps its readers. */
	async function onlyIn(courseId: string, lessons: readonly DraftLesson[]): Promise<readonly DraftLesson[]> {
		if (lessons.length === 0) return [];
		const { rows } = await sql<{ id: string }>`select target_item_id as id from item_links
			where target_item_id in (${sql.join(lessons.map(({ itemId }) => itemId))}) and item_id <> ${courseId}
				and item_id in (select item_id from training_courses)`.execute(storage.query());
		return lessons.filter(({ itemId }) => !rows.some(({ id }) => id === itemId));
	}
}

function ownLessons({ lessons }: CourseDraft) {
	return [...lessons.values()].filter(({ isOwn }) => isOwn);
}
