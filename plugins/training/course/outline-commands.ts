import {
	defineCommand,
	nullIfMissing,
	z,
	type CommandContext,
	type DraftText,
	type PluginContext,
} from 'verbund';
import { refused } from '../refused.ts';
import { createEntryId } from './course-fields.ts';
import type { CourseDraft, CourseDrafts } from './course-drafts.ts';
import { lessonType } from './course-type.ts';
import {
	applyAct,
	mostLessons,
	mostSections,
	withLesson,
	type OutlineAct,
	type OutlineRow,
} from './outline.ts';
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

const task = z.enum(['read', 'text', 'attendance']).default('read');
/** Empty for the end of the course. */
const section = z.union([z.literal(''), entryId]).default('');

/** The line for one more lesson; without a title it is none. */
const newLesson = z.strictObject({ title: z.string().trim().max(200).default(''), section, task });

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
			input: z
				.strictObject({
					courseId: id,
					expectedRevision: revision,
					/** All lines of the outline in their order; what is left out is taken out. */
					entries: z.array(entry).max(mostLessons + mostSections + 1),
					lesson: newLesson.optional(),
					/** `add` asks for the new lesson; `up:<id>`, `down:<id>`, `remove:<id>`: one step more, without script. */
					act: z
						.string()
						.regex(/^(?:add|(?:up|down|remove):[a-z0-9]{1,16})$/)
						.optional(),
				})
				.refine(({ act, lesson }) => act !== 'add' || (lesson && lesson.title !== ''), {
					path: ['lesson', 'title'],
					error: 'field.required',
				}),
			target: ofCourse,
			async run(context, { courseId, expectedRevision, entries, lesson, act }) {
				const { actor, reader } = context;
				const draft = await drafts.open(reader, courseId);
				await renameLessons(actor, draft, entries);
				const rows = entries.flatMap((one) => toRow(one, draft));
				const changed = act === undefined || act === 'add' ? rows : applyAct(rows, readAct(act));
				const isAdding = lesson !== undefined && lesson.title !== '';
				requireRoom(changed, isAdding ? 1 : 0);
				if (!isAdding) return { revision: await drafts.save(actor, draft, changed, expectedRevision) };
				const itemId = await createLesson(context, draft, lesson.title, lesson.task);
				const longer = withLesson(changed, `item:${itemId}`, lesson.section);
				const saved = await drafts.save(actor, draft, longer, expectedRevision);
				return { revision: saved, done: 'training.addLesson', itemId, section: lesson.section };
			},
			audit: ({ courseId }, output) => ({ objects: { item: courseId, revision: output.revision } }),
		}),
		add: defineCommand({
			input: z.strictObject({
				courseId: id,
				expectedRevision: revision,
				section,
				/** A new lesson of this title, or an item that is there already. */
				title: title.optional(),
				task,
				itemId: id.optional(),
			}),
			target: ofCourse,
			async run(context, { courseId, expectedRevision, section: at, title: newTitle, task: wanted, itemId }) {
				const draft = await drafts.open(context.reader, courseId);
				requireRoom(draft.rows, 1);
				const lesson =
					itemId === undefined
						? await createLesson(context, draft, newTitle, wanted)
						: await readable(context, itemId);
				const added = await drafts.addLesson(context, {
					...{ courseId, expectedRevision, itemId: lesson },
					...(at === '' ? {} : { section: at }),
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
		wanted: string,
	): Promise<string> {
		if (newTitle === undefined) throw refused('training.error.lessonWithoutTitle');
		const place = { organisationId: item.organisation.id, collectionId: null, language: item.sourceLanguage };
		const fields: DraftText['fields'] = wanted === 'read' ? {} : { task: wanted };
		const text = { title: newTitle, summary: '', body: '', fields };
		const created = await content.create(actor, { ...place, type: lessonType }, text);
		return created.id;
	}

	/** What the trainer may read or works on. @throws VerbundError `request.notFound` for everything else */
	async function readable({ actor, reader }: CommandContext, itemId: string): Promise<string> {
		const read = await content.read(reader, { id: itemId }).catch(nullIfMissing);
		const item = read ?? (await content.owner(actor, itemId));
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
