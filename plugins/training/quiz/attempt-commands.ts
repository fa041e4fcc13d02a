import { contentLanguages, defineCommand, notFound, z, type Actor, type PluginContext } from 'verbund';
import { refused } from '../refused.ts';
import type { TrainingParts } from '../training-parts.ts';
import { sentAnswer } from './answer.ts';
import type { Attempts } from './attempts.ts';
import type { Editions } from './editions.ts';
import type { HandIn } from './hand-in.ts';
import { isTakenInCourse } from './taken-in-course.ts';

const id = z.string().min(1).max(64);
const answers = z.record(z.string().regex(/^\d{1,3}$/), sentAnswer).default({});

/** Taking a quiz. What somebody answers is between them and the hub: nothing of it is audited. */
export function createAttemptCommands(
	{ content, storage }: Pick<PluginContext, 'content' | 'storage'>,
	{ progress }: Pick<TrainingParts, 'progress'>,
	{
		attempts,
		editions,
		handIn,
	}: { readonly attempts: Attempts; readonly editions: Editions; readonly handIn: HandIn },
) {
	return {
		start: defineCommand({
			input: z.strictObject({
				itemId: id,
				language: z.enum(contentLanguages),
				courseId: z.string().max(64).default(''),
				lessonId: z.string().max(64).default(''),
			}),
			async prepare({ reader }, { itemId, language }) {
				const { organisation } = await content.read(reader, { id: itemId }, language);
				return { edition: await editions.current(reader, itemId, language), organisationId: organisation.id };
			},
			async run({ actor, reader }, { itemId, courseId, lessonId }, { edition, organisationId }) {
				const open = courseId === '' ? null : await progress.requireOpen(reader, courseId, lessonId);
				if (open && open.itemId !== itemId) throw notFound();
				if (!open && (await isTakenInCourse({ storage }, actor, itemId, edition.settings)))
					throw refused('training.quiz.refused.inCourse');
				const place = { itemId, courseId, lessonId: open ? lessonId : '', round: open?.round ?? 0 };
				const attempt = await attempts.start(personOf(actor), edition, { ...place, organisationId });
				return { id: attempt.id };
			},
			audit: false,
		}),
		save: defineCommand({
			input: z.strictObject({ attemptId: id, answers }),
			async run({ actor }, { attemptId, answers: sent }) {
				await attempts.save(await attempts.own(personOf(actor), attemptId), sent);
				return { savedAt: Date.now() };
			},
			audit: false,
			quiet: true,
		}),
		check: defineCommand({
			input: z.strictObject({ attemptId: id, answers }),
			async run({ actor }, { attemptId, answers: sent }) {
				const attempt = await attempts.own(personOf(actor), attemptId);
				const { settings } = await editions.get(attempt.editionId);
				if (settings.feedback !== 'each') throw refused('training.quiz.refused.notNow');
				await attempts.save(attempt, sent, { isFinal: true });
				return { id: attemptId };
			},
			audit: false,
			quiet: true,
		}),
		handIn: defineCommand({
			input: z.strictObject({ attemptId: id, answers }),
			async run({ actor }, { attemptId, answers: sent }) {
				const attempt = await handIn.handIn(await attempts.own(personOf(actor), attemptId), sent);
				return { id: attempt.id };
			},
			audit: false,
		}),
	};
}

/** The person who takes it; a quiz is taken by nobody else. */
export function personOf(actor: Actor): string {
	if (actor.kind !== 'person') throw notFound();
	return actor.personId;
}
