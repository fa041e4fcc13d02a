import type { Actor, PluginContext } from 'verbund';
import { findMentions, namesOf, type Mentions } from './find-mentions.ts';

/** A text as it is stored, and whom it means. */
export interface WrittenText {
	readonly source: string;
	readonly html: string;
	readonly paths: readonly string[];
	readonly mentions: Mentions;
}

export type Compose = (actor: Actor, source: string) => Promise<WrittenText>;

/** Reads what somebody wrote, before the transaction. */
export function createCompose(context: Pick<PluginContext, 'markdown' | 'people' | 'storage'>): Compose {
	return async (actor, source) => {
		const mentions = await findMentions(context, actor, source);
		const { html, paths } = context.markdown.message(source, { mentions: namesOf(mentions) });
		return { source, html, paths, mentions };
	};
}
