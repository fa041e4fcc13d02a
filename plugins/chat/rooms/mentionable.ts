import { readersOf, sql, type Actor, type PluginContext, type Reader } from 'verbund';
import type { ChatTables } from '../tables.ts';
import type { Rooms } from './rooms.ts';

/** Whom one can address behind an `@`: people and groups that the reader may see and that may read what is written. */
export interface Mentionable {
	readonly kind: 'person' | 'group' | 'everybody';
	/** As it stands behind the `@`. */
	readonly name: string;
}

/** Where something is written: in a room, or about an item that nobody has asked about yet. */
export type WritingPlace = { readonly roomId: string } | { readonly itemId: string };

export type FindMentionable = (
	reader: Reader,
	place: WritingPlace,
	text: string,
) => Promise<readonly Mentionable[]>;

const mostPeople = 8;
const everybody = 'alle';

/** @throws VerbundError `request.notFound` for rooms and items that the reader may not read */
export function createFindMentionable(
	{ content, people, storage }: Pick<PluginContext, 'content' | 'people' | 'storage'>,
	rooms: Pick<Rooms, 'open'>,
): FindMentionable {
	return async (reader, place, text) => {
		const { actor } = reader;
		const wanted = text.trim();
		const mayMentionAll = await openPlace(reader, place);
		const reads = 'roomId' in place ? readsRoom(place.roomId) : readersOf(place.itemId, sql`people.id`);
		const found = await people.list(actor, {
			among: sql`(select people.id from people where ${reads})`,
			limit: mostPeople + 1,
			...(wanted === '' ? {} : { text: wanted }),
		});
		const others = found.filter(({ id }) => actor.kind === 'person' && id !== actor.personId);
		return [
			...(mayMentionAll && begins(everybody, wanted)
				? [{ kind: 'everybody', name: everybody } as const]
				: []),
			...(await groupsOf(actor, reads))
				.filter((name) => begins(name, wanted))
				.map((name) => ({ kind: 'group', name }) as const),
			...others.slice(0, mostPeople).map(({ name }) => ({ kind: 'person', name }) as const),
		];
	};

	async function openPlace(reader: Reader, place: WritingPlace): Promise<boolean> {
		if ('roomId' in place) return (await rooms.open(reader, place.roomId)).mayMentionAll;
		await content.read(reader, { id: place.itemId });
		return false;
	}

	/** Names of the actor's own groups in which somebody reads along. */
	async function groupsOf(actor: Actor, reads: ReturnType<typeof readersOf>): Promise<readonly string[]> {
		if (actor.kind !== 'person' || actor.groupIds.length === 0) return [];
		const { rows } = await sql<{ name: string }>`select groups.name from groups
			where groups.id in (${sql.join(actor.groupIds)}) and exists (
				select 1 from group_members join people on people.id = group_members.person_id
				where group_members.group_id = groups.id and ${reads})
			order by groups.name`.execute(storage.query<ChatTables>());
		return rows.map(({ name }) => name);
	}
}

/** True for people who may read a room, as `readableBy` says it for one of them. */
function readsRoom(roomId: string) {
	const member = sql`exists (select 1 from chat_members as inside
		where inside.room_id = chat_rooms.id and inside.person_id = people.id)`;
	const belonging = sql`from memberships join organisations on organisations.id = memberships.organisation_id
		and organisations.archived_at is null where memberships.person_id = people.id`;
	return sql<boolean>`exists (select 1 from chat_rooms where chat_rooms.id = ${roomId} and case chat_rooms.kind
		when 'item' then ${readersOf(sql`chat_rooms.item_id`, sql`people.id`)}
		else (chat_rooms.access = 'open' or ${member}) and exists (
			select 1 from chat_audience as meant where meant.room_id = chat_rooms.id and (
				(meant.principal = 'network' and exists (select 1 ${belonging}))
				or meant.principal in (select 'organisation:' || memberships.organisation_id ${belonging})
				or meant.principal in (select 'group:' || group_id from group_members where person_id = people.id)))
		end)`;
}

function begins(name: string, text: string): boolean {
	return name.toLocaleLowerCase('de').startsWith(text.toLocaleLowerCase('de'));
}
