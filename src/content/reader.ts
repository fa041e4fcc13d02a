import type { Actor } from '../access/actor.ts';

/** Who reads, and what of the hub is there for them. Every reading function asks for one. */
export interface Reader {
	readonly actor: Actor;
	/** Content languages, most wanted first. */
	readonly languages: readonly string[];
	/** Content types, and kinds of hits, of the plugins that are on for this reader. */
	readonly types: readonly string[];
}
