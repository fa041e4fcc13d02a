import { defineCommand, notFound, z, type PluginContext } from 'verbund';
import { courseType } from '../course/course-type.ts';
import { principalSchema } from '../taking/principals.ts';
import type { RequirePrincipal } from '../taking/require-principal.ts';
import type { Obligations } from './obligations.ts';

const id = z.string().min(1).max(64);

export function createObligationCommands(
	{ content, jobs }: Pick<PluginContext, 'content' | 'jobs'>,
	obligations: Obligations,
	requirePrincipal: RequirePrincipal,
) {
	return {
		add: defineCommand({
			input: z.strictObject({
				organisationId: id,
				courseId: id,
				principal: principalSchema,
				everyMonths: z.int().min(1).max(240).nullable().default(null),
				withinDays: z.int().min(1).max(3650).default(30),
			}),
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async run({ reader }, { organisationId, courseId, principal, everyMonths, withinDays }) {
				const item = await content.read(reader, { id: courseId });
				if (item.type !== courseType) throw notFound();
				await requirePrincipal(organisationId, principal);
				const obligation = await obligations.add({
					organisation_id: organisationId,
					course_id: courseId,
					principal,
					every_months: everyMonths,
					within_days: withinDays,
				});
				await jobs.enqueue('training.enrolObliged', {}, { key: 'all' });
				return { id: obligation };
			},
			audit: ({ organisationId, courseId }, output) => ({
				objects: { item: courseId, obligation: output.id },
				organisationId,
			}),
		}),
		remove: defineCommand({
			input: z.strictObject({ organisationId: id, obligationId: id }),
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async run(_context, { organisationId, obligationId }) {
				await obligations.remove(organisationId, obligationId);
				return {};
			},
			audit: ({ organisationId, obligationId }) => ({
				objects: { obligation: obligationId },
				organisationId,
			}),
		}),
	};
}
