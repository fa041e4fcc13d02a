import { sql, type Actor, type Kysely, type PluginContext } from 'verbund';
import type { ChatTables } from '../tables.ts';

export interface Mentions {
	readonly people: readonly { readonly id: string; readonly name: string }[];
	/** Groups whose members are meant. */
	readonly groups: readonly { readonly id: string; readonly name: string }[];
	/** `@alle` */
	readonly all: boolean;
}

const everybody = ['alle', 'all', 'everyone'];
const mostMentions = 20;

/**
 * Whom a text means: behind an `@` the longest name that stands there, of people whom the writer may see and of groups
 * that the writer belongs to. Whether they may read the room is asked when they are told.
 */
export async function findMentions(
	{ people, storage }: Pick<PluginContext, 'people' | 'storage'>,
	actor: Actor,
	text: string,
): Promise<Mentions> {
	const written = [...text.matchAll(/(?<![\p{L}\p{N}])@(?=[\p{L}])/gu)]
		.slice(0, mostMentions)
		.map(({ index }) => text.slice(index + 1, index + 121));
	if (written.length === 0 || actor.kind !== 'person') return { people: [], groups: [], all: false };
	const groups = await groupsOf(storage.query<ChatTables>(), actor.groupIds);
	const found: { id: string; name: string }[] = [];
	for (const words of written) {
		const [first = ''] = words.split(/[\s,.:;!?]/u);
		if (everybody.includes(first.toLowerCase())) continue;
		const candidates = await people.list(actor, { text: first, limit: 50 });
		const person = longest(candidates, words);
		if (person && !longest(groups, words, person.name.length)) found.push(person);
	}
	return {
		people: [...new Map(found.map(({ id, name }) => [id, { id, name }])).values()],
		groups: groups.filter((group) => written.some((words) => startsWith(words, group.name))),
		all: written.some((words) => everybody.includes(/^\p{L}+/u.exec(words)?.[0].toLowerCase() ?? '')),
	};
}

/** As they stand in the text behind the `@`. */
export function namesOf({ people, groups, all }: Mentions): readonly string[] {
	return [...people.map(({ name }) => name), ...groups.map(({ name }) => name), ...(all ? everybody : [])];
}

async function groupsOf(query: Kysely<ChatTables>, ids: readonly string[]) {
	if (ids.length === 0) return [];
	const { rows } = await sql<{ id: string; name: string }>`select id, name from groups
		where id in (${sql.join(ids)})`.execute(query);
	return rows;
}

function longest<Named extends { readonly name: string }>(
	candidates: readonly Named[],
	words: string,
	longerThan = 0,
): Named | undefined {
	return candidates
		.filter(({ name }) => name.length > longerThan && startsWith(words, name))
		.toSorted((one, other) => other.name.length - one.name.length)[0];
}

function startsWith(words: string, name: string): boolean {
	const next = words.charAt(name.length);
	return words.slice(0, name.length).toLowerCase() === name.toLowerCase() && !/[\p{L}\p{N}]/u.test(next);
}
