import { defineJob, z, type PluginContext } from 'verbund';
import type { Systems } from '../links/systems.ts';
import { gatherLinksOf } from './gather-links.ts';
import type { Targets } from './targets.ts';

const noteLinks = 'documents.noteLinks';
/** Soon, and in one job for all that is published until then. */
const pause = 300;

/** Notes where texts lead as soon as they are published, so that what they lead to says so. */
export function registerNoteLinks(
	context: PluginContext,
	parts: { readonly systems: Systems; readonly targets: Targets },
): void {
	const published = new Set<string>();
	const enqueue = () => {
		const itemIds = [...published];
		published.clear();
		// What is not noted now, the nightly look at all links notes.
		context.jobs.enqueue(noteLinks, { itemIds }).catch(() => undefined);
	};
	context.jobs.register(
		noteLinks,
		defineJob({
			input: z.strictObject({ itemIds: z.array(z.string()) }),
			run: ({ reader }, { itemIds }) => gatherLinksOf(itemIds, context, parts, reader),
		}),
	);
	context.content.onDidPublish(({ itemId }) => {
		if (published.size === 0) setTimeout(enqueue, pause).unref();
		published.add(itemId);
	});
}
