import { sql, type FieldValues, type PluginContext } from 'verbund';
import { refused } from '../refused.ts';
import { firstRules, type TrainingTables } from '../tables.ts';
import { readCourseFields } from './course-fields.ts';
import { courseType } from './course-type.ts';
import { hub } from './hub-reader.ts';
import type { PrerequisiteCircles } from './prerequisite-circles.ts';
import { resolveReferences } from './resolve-references.ts';

/** What is published of each course, where queries about learners find it. */
export interface PublishedCourses {
	/** In the running transaction, if there is one. */
	note(itemId: string, revision: number, organisationId: string, fields: FieldValues): Promise<void>;
	/** Notes what was published while nobody listened. */
	catchUp(): Promise<void>;
}

interface Published {
	readonly itemId: string;
	readonly type: string;
	readonly revision: number;
	readonly edition: number;
}

const mostAtOnce = 500;

export function createPublishedCourses(
	{ content, jobs, log, storage }: Pick<PluginContext, 'content' | 'jobs' | 'log' | 'storage'>,
	circles: PrerequisiteCircles,
): PublishedCourses {
	/** What was noted in the transaction that published it needs no second look. */
	const noted = new Set<string>();
	const published: PublishedCourses = {
		async note(itemId, revision, organisationId, fields) {
			noted.add(`${itemId}:${revision}`);
			const { inOrder, certificate, validMonths, lessons, prerequisites } = readCourseFields(fields);
			const found = await resolveReferences(storage, organisationId, [
				...lessons.map(({ item }) => item),
				...prerequisites,
			]);
			const row = {
				in_order: inOrder ? 1 : 0,
				certificate: certificate ? 1 : 0,
				valid_months: validMonths,
				revision,
			};
			await storage.transaction<TrainingTables, unknown>(async (transaction) => {
				await transaction
					.insertInto('training_courses')
					.values({ ...row, ...firstRules, item_id: itemId, version: 0 })
					.onConflict((conflict) => conflict.column('item_id').doUpdateSet(row))
					.execute();
				const entries = lessons.flatMap(({ id, item: reference }) => {
					const item = found.get(reference);
					return item ? [{ id, itemId: item.id, edition: item.edition }] : [];
				});
				await replaceLessons(
					itemId,
					entries.filter(({ id }, index) => entries.findIndex((one) => one.id === id) === index),
				);
				const required = new Set(prerequisites.flatMap((item) => found.get(item)?.id ?? []));
				await transaction.deleteFrom('training_prerequisites').where('course_id', '=', itemId).execute();
				if (required.size === 0) return;
				await transaction
					.insertInto('training_prerequisites')
					.values([...required].map((requiredId) => ({ course_id: itemId, required_id: requiredId })))
					.execute();
			});
		},
		async catchUp() {
			const unnoted = await content.list(hub, {
				types: [courseType],
				among: sql`(select items.id from items join item_variants variant
					on variant.item_id = items.id and variant.language = items.source_language
					left join training_courses course on course.item_id = items.id
					where items.type = ${courseType} and variant.published_revision is not null
						and (course.item_id is null or course.revision <> variant.published_revision))`,
				order: 'newest',
				limit: mostAtOnce,
			});
			for (const { id } of unnoted) await noteCourse(id);
			await jobs.enqueue('training.askAgain', {}, { key: 'all' });
		},
	};
	content.onWillPublish(async ({ itemId, type, organisationId, fields, isSource }) => {
		if (type !== courseType || !isSource) return;
		const { prerequisites } = readCourseFields(fields);
		const circle = await circles.find({ id: itemId, organisationId, prerequisites }, 'published');
		if (circle) throw refused('training.error.prerequisiteCircle', { circle: circle.titles });
	});
	content.onDidPublish(notePublished);
	return published;

	async function notePublished({ itemId, type, revision, edition }: Published): Promise<void> {
		if (noted.delete(`${itemId}:${revision}`)) return;
		try {
			if (type === courseType) await noteCourse(itemId);
			// The first edition is no change: it is when the text became readable.
			else if (edition > 1) await jobs.enqueue('training.askAgain', {}, { key: 'all' });
		} catch (error) {
			log.error(`What was published of ${itemId} could not be noted.`, error);
		}
	}

	async function noteCourse(itemId: string): Promise<void> {
		const { sourceLanguage, variants, organisation } = await content.open(hub, itemId);
		const source = variants.find(({ language }) => language === sourceLanguage);
		if (source === undefined || source.publishedRevision === null) return;
		const { fields, revision } = await content.source(hub, itemId, sourceLanguage);
		await published.note(itemId, revision, organisation.id, fields);
		noted.delete(`${itemId}:${revision}`);
	}

	/** Lessons that stay keep the edition that learners were last asked for. */
	async function replaceLessons(
		courseId: string,
		lessons: readonly { readonly id: string; readonly itemId: string; readonly edition: number }[],
	): Promise<void> {
		await storage.transaction<TrainingTables, unknown>(async (transaction) => {
			const known = await transaction
				.selectFrom('training_course_lessons')
				.select(['lesson_id', 'item_id', 'edition'])
				.where('course_id', '=', courseId)
				.execute();
			await transaction.deleteFrom('training_course_lessons').where('course_id', '=', courseId).execute();
			const rows = lessons.map(({ id, itemId, edition }, position) => {
				const same = known.find((one) => one.lesson_id === id && one.item_id === itemId);
				return {
					course_id: courseId,
					lesson_id: id,
					item_id: itemId,
					position,
					edition: same?.edition ?? edition,
				};
			});
			if (rows.length > 0) await transaction.insertInto('training_course_lessons').values(rows).execute();
		});
	}
}
