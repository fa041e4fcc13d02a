import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineJob, isVerbundError, notFound, z, type Actor, type JobRun, type PluginContext } from 'verbund';
import { createEntryId } from '../course/course-fields.ts';
import { courseType, lessonType } from '../course/course-type.ts';
import { withRows, type OutlineRow } from '../course/outline.ts';
import type { CourseImport, Imports } from './imports.ts';
import { stageCourse, type StagedCourse, type StagedLesson } from './stage-course.ts';

const input = z.strictObject({ importId: z.string() });
const interfaceLanguage = z.enum(['de', 'en', 'de-simple']).catch('de');

/** Reading what was sent, and making the course of it. Both read the file anew, so both may be begun again. */
export function createImportJobs(
	{ access, content, files, l10n, transfer }: PluginContext,
	imports: Imports,
) {
	return {
		read: defineJob({
			input,
			run: (run, { importId }) =>
				withFile(run, importId, async (_found, { title, plan }) => {
					await run.complete(() =>
						imports.change(importId, {
							state: 'ready',
							title,
							plan: JSON.stringify(plan),
							total: plan.lessons.length,
						}),
					);
				}),
		}),
		make: defineJob({
			input,
			run: (run, { importId }) =>
				withFile(run, importId, async (found, staged) => {
					const { organisationId, language, title } = found;
					access.require(run.actor, 'training.teach', { organisationId });
					const items = await importLessons(run, found, staged);
					await run.complete(async () => {
						const place = { type: courseType, organisationId, collectionId: null, language };
						const text = {
							title,
							summary: '',
							body: '',
							fields: withRows({}, rowsOf(staged.lessons, items)),
						};
						const { id: courseId } = await content.create(run.actor, place, text);
						await imports.change(importId, { state: 'done', course_id: courseId });
					});
				}),
		}),
	};

	async function withFile(
		run: JobRun,
		importId: string,
		work: (found: CourseImport, staged: StagedCourse) => Promise<void>,
	): Promise<void> {
		const found = await imports.find(importId, personOf(run.actor));
		if (!found) return;
		const t = l10n.t(interfaceLanguage.parse(found.language));
		const workFolder = await mkdtemp(join(tmpdir(), 'verbund-course-'));
		try {
			const staged = await stageCourse({
				path: files.pathOf(found.uploadId),
				name: found.name,
				workFolder,
				words: { slide: t('training.import.slide'), notes: t('training.import.notes') },
				signal: run.signal,
				onProgress: run.progress,
			});
			await work(found, staged);
		} catch (error) {
			if (run.signal.aborted) throw error;
			const reason = reasonOf(error);
			await imports.change(importId, { state: 'failed', reason });
			run.giveUp(reason);
		} finally {
			await rm(workFolder, { recursive: true, force: true });
		}
	}

	/** Ids of the lessons by the keys of their files. */
	async function importLessons(
		run: JobRun,
		{ id, organisationId }: CourseImport,
		{ folder }: StagedCourse,
	): Promise<ReadonlyMap<string, string>> {
		const items = new Map<string, string>();
		const { failed } = await transfer.importFolder({
			folder,
			organisationId,
			type: lessonType,
			actor: run.actor,
			publish: false,
			audience: ['own'],
			mayShare: false,
			source: `training/${id}`,
			signal: run.signal,
			onProgress: (done, total) => run.progress(done, total),
			record: async (some) => {
				for (const { key, itemId } of some) items.set(key, itemId);
			},
		});
		run.signal.throwIfAborted();
		const [first] = failed;
		if (first) throw first.error;
		return items;
	}
}

function rowsOf(lessons: readonly StagedLesson[], items: ReadonlyMap<string, string>): readonly OutlineRow[] {
	const rows: OutlineRow[] = [];
	let section: string | null = null;
	for (const lesson of lessons) {
		const itemId = items.get(lesson.key);
		if (itemId === undefined) continue;
		if (lesson.section !== null && lesson.section !== section)
			rows.push({ kind: 'section', id: createEntryId(), title: lesson.section });
		section = lesson.section;
		rows.push({ kind: 'lesson', id: createEntryId(), item: `item:${itemId}`, minutes: null });
	}
	return rows;
}

function personOf(actor: Actor): string {
	if (actor.kind !== 'person') throw notFound();
	return actor.personId;
}

function reasonOf(error: unknown): string {
	if (!isVerbundError(error)) return 'error.import.broken';
	return error.reason ?? `error.${error.code}`;
}
