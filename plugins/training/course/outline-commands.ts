import { defineCommand, z, type CommandContext, type DraftText, type PluginContext } from 'verbund';
import { refused } from '../refused.ts';
import { createEntryId } from './course-fields.ts';
import type { CourseDraft, CourseDrafts } from './course-drafts.ts';
import { lessonType } from './course-type.ts';
import { applyAct, mostLessons, mostSections, type OutlineAct, type OutlineRow } from './outline.ts';
import type { RequireTeaching } from './require-teaching.ts';

const id = z.string().min(1).max(64);
const entryId = z.string().regex(/^[a-z0-9]{1,16}$/);
const title = z.string().trim().min(1).max(200);
const revision = z.int().min(0);

const entry = z.strictObject({
	kind: z.enum(['section', 'lesson']),
	/** Empty for a new section. */
	id: z.union([z.literal(''), entryId]).default(''),
	/** Of a section, or of a lesson that belongs to the course; a new section without one is none. */
	title: z.string().trim().max(200).optional(),
	minutes: z.int().min(0).max(10_000).nullable().optional(),
});

type Entry = z.infer<typeof entry>;

/** Where lessons stand, what they are called, and how long they take. */
export function createOutlineCommands(
	{ content }: Pick<PluginContext, 'content'>,
	drafts: CourseDrafts,
	requireTeaching: RequireTeaching,
) {
	const ofCourse = ({ actor }: CommandContext, { courseId }: { courseId: string }) =>
		requireTeaching(actor, courseId);

	return {
		save: defineCommand({
			input: z.strictObject({
				courseId: id,
				expectedRevision: revision,
				/** All lines of the outline in their order; what is left out is taken out. */
				entries: z.array(entry).max(mostLessons + mostSections + 1),
				/** `up:<id>`, `down:<id>`, `remove:<id>`: one step more, for those without script. */
				act: z
					.string()
					.regex(/^(?:up|down|remove):[a-z0-9]{1,16}$/)
					.optional(),
			}),
			target: ofCourse,
			async run({ actor, reader }, { courseId, expectedRevision, entries, act }) {
				const draft = await drafts.open(reader, courseId);
				await renameLessons(actor, draft, entries);
				const rows = entries.flatMap((one) => toRow(one, draft));
				requireRoom(rows);
				const changed = act === undefined ? rows : applyAct(rows, readAct(act));
				return { revision: await drafts.save(actor, draft, changed, expectedRevision) };
			},
			audit: ({ courseId }, output) => ({ objects: { item: courseId, revision: output.revision } }),
		}),
		add: defineCommand({
			input: z.strictObject({
				courseId: id,
				expectedRevision: revision,
				section: z.union([z.literal(''), entryId]).default(''),
				/** A new lesson of this title, or an item that is there already. */
				title: title.optional(),
				task: z.enum(['read', 'text', 'attendance']).default('read'),
				itemId: id.optional(),
			}),
			target: ofCourse,
			async run(context, { courseId, expectedRevision, section, title: newTitle, task, itemId }) {
				const draft = await drafts.open(context.reader, courseId);
				requireRoom(draft.rows, 1);
				const lesson =
					itemId === undefined
						? await createLesson(context, draft, newTitle, task)
						: await readable(context, itemId);
				const added = await drafts.addLesson(context, {
					...{ courseId, expectedRevision, itemId: lesson },
					...(section === '' ? {} : { section }),
				});
				return { itemId: lesson, ...added };
			},
			audit: ({ courseId }, { itemId }) => ({ objects: { course: courseId, item: itemId } }),
		}),
	};

	async function createLesson(
		{ actor }: CommandContext,
		{ item }: CourseDraft,
		newTitle: string | undefined,
		task: string,
	): Promise<string> {
		if (newTitle === undefined) throw refused('training.error.lessonWithoutTitle');
		const place = { organisationId: item.organisation.id, collectionId: null, language: item.sourceLanguage };
		const fields: DraftText['fields'] = task === 'read' ? {} : { task };
		const text = { title: newTitle, summary: '', body: '', fields };
		const created = await content.create(actor, { ...place, type: lessonType }, text);
		return created.id;
	}

	/** What the trainer may read or works on. @throws VerbundError `request.notFound` for everything else */
	async function readable({ actor, reader }: CommandContext, itemId: string): Promise<string> {
		const item = await content.read(reader, { id: itemId }).catch(() => content.owner(actor, itemId));
		if (item.type === 'course') throw refused('training.error.courseInCourse');
		return itemId;
	}

	async function renameLessons(
		actor: CommandContext['actor'],
		{ item, rows, lessons }: CourseDraft,
		entries: readonly Entry[],
	): Promise<void> {
		for (const { kind, id: entryOf, title: wanted } of entries) {
			const row = rows.find((one) => one.id === entryOf);
			if (kind !== 'lesson' || row?.kind !== 'lesson' || wanted === undefined || wanted === '') continue;
			const lesson = lessons.get(row.item);
			if (!lesson?.isOwn || lesson.title === wanted) continue;
			const reader = { actor, languages: [lesson.language], types: [lesson.type] };
			const text = await content.openVariant(reader, lesson.itemId, item.sourceLanguage);
			if (!text) continue;
			await content.saveDraft(actor, {
				itemId: lesson.itemId,
				language: text.language,
				expectedRevision: text.number,
				title: wanted,
				summary: text.summary,
				body: text.body,
				fields: text.fields,
			});
		}
	}
}

/** Lessons are those of the draft, whatever a form says of them. */
function toRow({ kind, id: entryOf, title: written, minutes }: Entry, { rows }: CourseDraft): OutlineRow[] {
	if (kind === 'section') {
		const before = rows.find((one) => one.id === entryOf && one.kind === 'section');
		const text = (written ?? '') === '' && before?.kind === 'section' ? before.title : (written ?? '');
		return text === '' ? [] : [{ kind, id: before?.id ?? createEntryId(), title: text }];
	}
	const lesson = rows.find((one) => one.id === entryOf);
	return lesson?.kind === 'lesson' ? [{ ...lesson, minutes: minutes ?? null }] : [];
}

function requireRoom(rows: readonly OutlineRow[], more = 0): void {
	const lessons = rows.filter(({ kind }) => kind === 'lesson').length + more;
	if (lessons > mostLessons || rows.length - lessons > mostSections)
		throw refused('training.error.outlineFull', { lessons: mostLessons, sections: mostSections });
}

function readAct(text: string): OutlineAct {
	const [act = '', id = ''] = text.split(':');
	return { act: act === 'up' || act === 'down' ? act : 'remove', id };
}
