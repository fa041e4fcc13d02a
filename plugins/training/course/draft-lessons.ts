import { sql, visibleItems, type PluginContext, type Reader, type WorkingItem } from 'verbund';
import { quizType } from '../quiz/quiz-type.ts';
import { referenceOf, slugOf } from './course-fields.ts';
import { lessonType, ownTypes } from './course-type.ts';
import type { OutlineRow } from './outline.ts';

/** What a lesson of a draft shows, as those see it who work on the course. */
export interface DraftLesson {
	readonly itemId: string;
	readonly type: string;
	/** Of an own lesson the newest, published or not. */
	readonly title: string;
	readonly language: string;
	/** What those do who take the course; null where that is not the lesson's own question. */
	readonly task: 'text' | 'attendance' | null;
	readonly isPublished: boolean;
	readonly hasDraft: boolean;
	/** An own lesson without a text, or a quiz that still has the example that every quiz begins with. */
	readonly isUnfinished: boolean;
	/** Of the course's own organisation, and of a type whose items belong to their course. */
	readonly isOwn: boolean;
	/** Who may read it, as principals. */
	readonly audience: readonly string[];
}

/** The lessons of an outline by their reference; what is not there or may not be read is not among them. */
export type DraftLessonsOf = (
	reader: Reader,
	course: Pick<WorkingItem, 'organisation'>,
	rows: readonly OutlineRow[],
) => Promise<ReadonlyMap<string, DraftLesson>>;

interface LessonRow {
	readonly id: string;
	readonly type: string;
	readonly slug: string;
	readonly organisation_id: string;
	readonly title: string;
	readonly language: string;
	readonly published: number | null;
	readonly draft: number | null;
	readonly task: 'text' | 'attendance' | null;
	readonly empty: number;
	/** With commas between them. */
	readonly audience: string | null;
}

/** Own items in any state, since who works on the course works on them, and of others what the reader may read. */
export function createDraftLessons({
	l10n,
	storage,
}: Pick<PluginContext, 'l10n' | 'storage'>): DraftLessonsOf {
	const examples = (['de', 'en'] as const).map((language) =>
		firstLineOf(l10n.t(language)('training.quiz.example')),
	);
	const hasExample = sql.join(
		examples.map((line) => sql`text.fields like ${`%"${line}%`}`),
		sql` or `,
	);

	return async ({ actor, types }, { organisation }, rows) => {
		const items = rows.flatMap((row) => (row.kind === 'lesson' ? [row.item] : []));
		if (items.length === 0) return new Map();
		const references = items.map(referenceOf);
		const { rows: found } = await sql<LessonRow>`
			select items.id, items.type, items.slug, items.organisation_id, variant.language,
				case when items.organisation_id = ${organisation.id} then text.title else variant.title end as title,
				variant.published_revision as published, variant.draft_revision as draft,
				case when items.type <> ${lessonType} then null
					when text.fields like '%"task":"attendance"%' then 'attendance'
					when text.fields like '%"task":"text"%' then 'text' end as task,
				case when items.type = ${lessonType} and text.body = '' and text.fields not like '%"link":"%'
						and text.fields not like '%"task":"attendance"%' then 1
					when items.type = ${quizType} and (${hasExample}) then 1 else 0 end as empty,
				(select string_agg(principal, ',') from item_audience where item_id = items.id) as audience
			from items join item_variants variant
				on variant.item_id = items.id and variant.language = items.source_language
			join revisions text on text.item_id = items.id
				and text.number = coalesce(variant.draft_revision, variant.published_revision)
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
	};
}

function toDraftLesson(row: LessonRow, ownerId: string): DraftLesson {
	const isOwn = ownTypes.includes(row.type) && row.organisation_id === ownerId;
	return {
		itemId: row.id,
		type: row.type,
		title: row.title,
		language: row.language,
		task: row.task,
		isPublished: row.published !== null,
		hasDraft: row.draft !== null,
		isUnfinished: isOwn && row.empty === 1,
		isOwn,
		audience: row.audience?.split(',') ?? [],
	};
}

function firstLineOf(text: string): string {
	return text.split('\n', 1)[0] ?? '';
}
