import { defineCommand, notFound, z, type CommandContext, type PluginContext } from 'verbund';
import { templateType } from './template-type.ts';
import type { Uses } from './uses.ts';

const id = z.string().min(1).max(64);
const input = z.strictObject({ itemId: id, organisationId: id });

/** Which templates an organisation works with is said by those who write for it. */
export function createUseCommands({ content }: PluginContext, uses: Uses) {
	const target = (_context: CommandContext, { organisationId }: { organisationId: string }) =>
		Promise.resolve({ organisationId });
	/** The version that is published now, of a template that the person may read. */
	const readRevision = async ({ reader }: CommandContext, { itemId }: { itemId: string }) => {
		const item = await content.read(reader, { id: itemId });
		if (item.type !== templateType) throw notFound();
		return item.revision;
	};
	const audit = ({ itemId, organisationId }: z.infer<typeof input>) => ({
		objects: { item: itemId, organisation: organisationId },
		organisationId,
	});

	return {
		take: defineCommand({
			input,
			target,
			async run(context, { itemId, organisationId }) {
				await uses.take(itemId, organisationId, await readRevision(context, { itemId }));
				return {};
			},
			audit,
		}),
		release: defineCommand({
			input,
			target,
			async run(_context, { itemId, organisationId }) {
				await uses.release(itemId, organisationId);
				return {};
			},
			audit,
		}),
		/** “We have seen what changed”, up to the version that the page showed. */
		noteChange: defineCommand({
			input: input.extend({ revision: z.int().min(1) }),
			target,
			async run(context, { itemId, organisationId, revision }) {
				const newest = await readRevision(context, { itemId });
				await uses.noteSeen(itemId, organisationId, Math.min(revision, newest));
				return {};
			},
			audit,
		}),
	};
}
