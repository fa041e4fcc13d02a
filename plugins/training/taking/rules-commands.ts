import {
	createId,
	defineCommand,
	notFound,
	startOfDay,
	VerbundError,
	z,
	type CommandContext,
	type PluginContext,
} from 'verbund';
import type { TrainingParts } from '../training-parts.ts';
import { enrolmentWays, firstRules, type TrainingTables } from '../tables.ts';
import { principalSchema } from './principals.ts';
import type { RequirePrincipal } from './require-principal.ts';

const id = z.string().min(1).max(64);
const count = (most: number) => z.int().min(1).max(most).nullable().default(null);

/** How one takes part in a course, and who takes part without asking. */
export function createRulesCommands(
	{ jobs, storage }: Pick<PluginContext, 'jobs' | 'storage'>,
	{ enrolments, requireTeaching }: Pick<TrainingParts, 'enrolments' | 'requireTeaching'>,
	requirePrincipal: RequirePrincipal,
) {
	const ofCourse = ({ actor }: CommandContext, { courseId }: { courseId: string }) =>
		requireTeaching(actor, courseId);

	return {
		setRules: defineCommand({
			input: z.strictObject({
				courseId: id,
				/** Of the rules that were looked at. */
				expectedVersion: z.int().min(0),
				enrolment: z.enum(enrolmentWays),
				capacity: count(100_000),
				/** The last day on which one can enrol. */
				enrolUntil: z
					.union([z.literal('').transform(() => null), z.iso.date()])
					.nullable()
					.default(null),
				finishDays: count(3650),
				refreshDays: count(3650),
			}),
			target: ofCourse,
			async run(
				_context,
				{ courseId, expectedVersion, enrolment, capacity, enrolUntil, finishDays, refreshDays },
			) {
				const rules = {
					enrolment,
					capacity,
					enrol_until: enrolUntil === null ? null : startOfDay(enrolUntil, 1) - 1,
					finish_days: finishDays,
					refresh_days: refreshDays,
				};
				await storage.transaction<TrainingTables, unknown>(async (transaction) => {
					const before = await transaction
						.selectFrom('training_courses')
						.select(['enrolment', 'capacity', 'enrol_until', 'finish_days', 'refresh_days'])
						.where('item_id', '=', courseId)
						.executeTakeFirst();
					if (rulesMark(before ?? firstRules) !== expectedVersion)
						throw new VerbundError('command.changedMeanwhile', { values: { title: '' } });
					// Who may take part can be said before the course is published.
					await transaction
						.insertInto('training_courses')
						.values({ ...rules, item_id: courseId, in_order: 0, certificate: 0, revision: 0, version: 0 })
						.onConflict((conflict) => conflict.column('item_id').doUpdateSet(rules))
						.execute();
				});
				await enrolments.moveUp(courseId);
				return {};
			},
			audit: ({ courseId }) => ({ objects: { item: courseId } }),
		}),
		addTarget: defineCommand({
			input: z.strictObject({
				courseId: id,
				principal: principalSchema,
				/** Whether only those are meant who join from now on. */
				newcomers: z.boolean().default(false),
				finishDays: count(3650),
			}),
			target: ofCourse,
			async run({ actor }, { courseId, principal, newcomers, finishDays }) {
				const { organisationId } = await requireTeaching(actor, courseId);
				await requirePrincipal(organisationId, principal);
				const targetId = createId();
				const now = Date.now();
				await storage.transaction<TrainingTables, unknown>((transaction) =>
					transaction
						.insertInto('training_targets')
						.values({
							id: targetId,
							course_id: courseId,
							principal,
							joined_since: newcomers ? now : null,
							finish_days: finishDays,
							created_at: now,
						})
						.execute(),
				);
				await jobs.enqueue('training.enrolTargets', {}, { key: courseId });
				return { id: targetId };
			},
			audit: ({ courseId }, { id: target }) => ({ objects: { item: courseId, target } }),
		}),
		removeTarget: defineCommand({
			input: z.strictObject({ courseId: id, targetId: id }),
			target: ofCourse,
			async run(_context, { courseId, targetId }) {
				const { numDeletedRows } = await storage.transaction<TrainingTables, { numDeletedRows: bigint }>(
					(transaction) =>
						transaction
							.deleteFrom('training_targets')
							.where('id', '=', targetId)
							.where('course_id', '=', courseId)
							.executeTakeFirstOrThrow(),
				);
				if (numDeletedRows === 0n) throw notFound();
				return {};
			},
			audit: ({ courseId, targetId }) => ({ objects: { item: courseId, target: targetId } }),
		}),
	};
}

type Rules = Pick<
	TrainingTables['training_courses'],
	'enrolment' | 'capacity' | 'enrol_until' | 'finish_days' | 'refresh_days'
>;

/** A number that is another one when somebody has changed the rules: enrolments alone leave it as it is. */
export function rulesMark({ enrolment, capacity, enrol_until, finish_days, refresh_days }: Rules): number {
	const text = JSON.stringify([enrolment, capacity, enrol_until, finish_days, refresh_days]);
	return [...text].reduce(
		(mark, character) => (mark * 31 + (character.codePointAt(0) ?? 0)) % 2_147_483_647,
		7,
	);
}
