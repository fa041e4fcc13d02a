import { z } from 'zod';
import type { ReviewPolicies } from '../../content/review/policies.ts';
import type { ContentTypes } from '../../content/content-types.ts';
import { notFound } from '../../errors.ts';
import type { CommandContext } from '../command.ts';
import { id, type AddCommand } from './core-command.ts';

const known = { id, revision: z.int().min(1) };
const longestMonths = 120;

const policy = z
	.strictObject({
		organisationId: id,
		id: id.optional(),
		revision: z.int().min(1).optional(),
		/** Empty for every type. */
		type: z.string().max(60).default(''),
		/** Null for everywhere. */
		collectionId: id.nullable().default(null),
		approvers: z.enum(['nobody', 'role', 'group', 'people']),
		groupId: id.nullable().default(null),
		personIds: z.array(id).max(100).default([]),
		fourEyes: z.boolean().default(false),
		checkMonths: z.int().min(1).max(longestMonths).nullable().default(null),
	})
	.superRefine(({ approvers, groupId, personIds }, context) => {
		const missing = (path: string) =>
			context.addIssue({ code: 'custom', path: [path], message: `field.approvers.${path}` });
		if (approvers === 'group' && groupId === null) missing('groupId');
		if (approvers === 'people' && personIds.length === 0) missing('personIds');
	});

export interface ReviewPolicyCommandParts {
	readonly policies: ReviewPolicies;
	readonly types: ContentTypes;
}

/** Who has to approve what, and how often texts are checked. */
export function addReviewPolicyCommands(
	add: AddCommand,
	{ policies, types }: ReviewPolicyCommandParts,
): void {
	const ofOrganisation = (_context: CommandContext, input: { organisationId: string }) =>
		Promise.resolve(input);

	add(
		'content.saveReviewPolicy',
		{ permission: 'settings.manage' },
		{
			input: policy,
			target: ofOrganisation,
			async run(_context, { id: policyId, revision, type, approvers, groupId, personIds, ...rest }) {
				if (type !== '' && !types.find(type)) throw notFound();
				const change = {
					...rest,
					approvers,
					type: type === '' ? null : type,
					// What another choice asked for is not kept behind this one.
					groupId: approvers === 'group' ? groupId : null,
					personIds: approvers === 'people' ? personIds : [],
					fourEyes: approvers !== 'nobody' && rest.fourEyes,
				};
				const before = policyId === undefined ? undefined : { id: policyId, revision: revision ?? 0 };
				return { id: await policies.save(change, before) };
			},
			audit: (input, output) => ({
				objects: {
					reviewPolicy: output.id,
					approvers: input.approvers,
					collection: input.collectionId,
				},
				organisationId: input.organisationId,
			}),
		},
	);
	add(
		'content.removeReviewPolicy',
		{ permission: 'settings.manage' },
		{
			input: z.strictObject({ organisationId: id, ...known }),
			target: ofOrganisation,
			async run(_context, { organisationId, ...input }) {
				await policies.remove(organisationId, input);
				return {};
			},
			audit: (input) => ({
				objects: { reviewPolicy: input.id },
				organisationId: input.organisationId,
			}),
		},
	);
}
