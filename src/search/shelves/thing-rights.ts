import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../../access/actor.ts';
import { createRegistry, type Registry } from '../../registry.ts';

/**
 * True for things of one kind that the actor may find. Where a kind has this, the audiences of its shelves say nothing.
 *
 * @param thingId column of the thing's id
 */
export type MayFind = (actor: Actor, thingId: string) => RawBuilder<SqlBool>;

/** Kinds of things whose readers no audience can name, such as what is said in a room by invitation. */
export interface ThingRights extends Pick<
	Registry<{ readonly id: string }, MayFind>,
	'declare' | 'register'
> {
	/** By kind. Of a kind whose code cannot be had nothing is found. */
	all(): Promise<ReadonlyMap<string, MayFind>>;
}

const nobody: MayFind = () => sql<SqlBool>`1 = 0`;

export function createThingRights(): ThingRights {
	const registry = createRegistry<{ readonly id: string }, MayFind>('kind of hits');
	return {
		declare: (kinds, load) => registry.declare(kinds, load),
		register: (id, mayFind) => registry.register(id, mayFind),
		async all() {
			const found = new Map<string, MayFind>();
			for (const { id } of registry.declarations()) {
				const mayFind = await registry.load(id).catch(() => undefined);
				found.set(id, mayFind ?? nobody);
			}
			return found;
		},
	};
}
