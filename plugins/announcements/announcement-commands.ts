import {
	contentLanguages,
	defineCommand,
	germanDay,
	z,
	type CommandContext,
	type PluginContext,
} from 'verbund';
import { importances, readFields } from './announcement-fields.ts';
import { type } from './announcement-type.ts';
import type { Notices } from './notices.ts';

const id = z.string().min(1).max(64);
const day = z.union([z.literal('').transform(() => undefined), z.iso.date()]).optional();

const dayToCome = day.refine((date) => date === undefined || date >= germanDay(Date.now()), 'field.past');

/** The quick form. */
const written = {
	organisationId: id,
	language: z.enum(contentLanguages).default('de'),
	title: z.string().trim().min(1).max(200),
	body: z.string().max(1_000_000).default(''),
	importance: z.enum(importances).default('normal'),
	pinnedUntil: dayToCome,
	visibleUntil: dayToCome,
};

const draft = z.strictObject(written);
type Written = z.infer<typeof draft>;

export function createAnnouncementCommands(
	{ access, commands, content }: Pick<PluginContext, 'access' | 'commands' | 'content'>,
	notices: Notices,
) {
	const ofOrganisation = (_context: CommandContext, input: { organisationId: string }) =>
		Promise.resolve(input);
	const create = ({ actor }: CommandContext, input: Written) =>
		content.create(
			actor,
			{ type, organisationId: input.organisationId, collectionId: null, language: input.language },
			toText(input),
		);

	return {
		publish: defineCommand({
			input: z.strictObject({
				...written,
				/** Who may read it: `own`, `network`, `public`, `organisation:<id>`, `group:<id>`. */
				audience: z.array(z.string().max(100)).min(1).max(200),
				/** As a German clock shows it; empty for at once. */
				publishAt: z.string().max(40).default(''),
				/** Whether readers are asked to confirm; who says by when asks, too. */
				acknowledge: z.boolean().default(false),
				acknowledgeBy: dayToCome,
			}),
			target: ofOrganisation,
			prepare: ({ actor }, input) => content.prepare(type, toText(input), actor),
			async run(context, { audience, publishAt, acknowledge, acknowledgeBy, ...input }, publication) {
				const { actor } = context;
				const place = { organisationId: input.organisationId };
				access.require(actor, 'content.write', place);
				const chosen = audience.filter((choice) => choice !== '');
				if (chosen.some((choice) => !['own', `organisation:${input.organisationId}`].includes(choice))) {
					access.require(actor, 'content.share', place);
				}
				const { id: itemId, revision } = await create(context, input);
				if (acknowledge || acknowledgeBy !== undefined) {
					await commands.execute('acknowledgements.ask', { itemId, dueAt: acknowledgeBy ?? null }, context);
				}
				const target = { itemId, language: input.language, revision, major: true, audience: chosen };
				const isScheduled = publishAt.trim() !== '';
				if (isScheduled) {
					await commands.execute('content.schedule', { ...target, publishAt }, context);
				} else {
					const edition = await content.publish(actor, target, publication);
					await notices.store(itemId, readFields(toText(input).fields));
					await notices.tell({ itemId, revision, edition });
				}
				return {
					id: itemId,
					...(isScheduled ? { done: 'content.schedule' } : {}),
					refusedLinks: publication.refusedLinks,
				};
			},
			audit: ({ organisationId }, { id: item }) => ({ objects: { item }, organisationId }),
		}),
		saveDraft: defineCommand({
			input: draft,
			target: ofOrganisation,
			run: create,
			audit: ({ organisationId }, { id: item }) => ({ objects: { item }, organisationId }),
		}),
	};
}

function toText({ title, body, importance, pinnedUntil, visibleUntil }: Written) {
	const fields = {
		importance,
		...(pinnedUntil === undefined ? {} : { pinnedUntil }),
		...(visibleUntil === undefined ? {} : { visibleUntil }),
	};
	return { title, summary: '', body, fields };
}
