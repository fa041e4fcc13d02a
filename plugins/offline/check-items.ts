import { defineCommand, notFound, nullIfMissing, z, type PluginContext } from 'verbund';
import { mostItemsAtOnce, type CheckAnswer, type KeptItem } from './kept-item.ts';
import { readKept } from './read-kept.ts';

/**
 * A device asks about what it keeps: it names items with the digest of what it has, and gets those that are others by
 * now. What it asks for is written down nowhere.
 */
export function createCheckItems(context: PluginContext) {
	return defineCommand({
		input: z.strictObject({
			language: z.enum(['de', 'de-simple', 'en']),
			items: z
				.array(z.strictObject({ id: z.string().max(64), digest: z.string().max(64).nullable() }))
				.max(mostItemsAtOnce),
		}),
		// Reading needs no transaction, and others wait to write.
		async prepare({ actor, reader }, { language, items }): Promise<CheckAnswer> {
			if (actor.kind !== 'person') throw notFound();
			const t = context.l10n.t(language);
			const changed: KeptItem[] = [];
			const gone: string[] = [];
			for (const { id, digest } of items) {
				const item = await readKept(context, reader, t, id).catch(nullIfMissing);
				if (item === null) gone.push(id);
				else if (item.digest !== digest) changed.push(item);
			}
			const keepDays = Number(await context.settings.get('offline.keepDays', networkWide));
			return { personId: actor.personId, keepDays, items: changed, gone };
		},
		run: async (_context, _input, answer: CheckAnswer) => answer,
		audit: false,
		readOnly: true,
	});
}

const networkWide = { organisationId: null, personId: null };
