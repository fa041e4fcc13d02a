import { languageOrder, sql } from 'verbund';

/** What a room is called for one reader, in a query over `chat_rooms`: the item's title, the names of the others, or its name. */
export function roomTitle(languages: readonly string[], personId: string) {
	return sql<string>`coalesce(case chat_rooms.kind
		when 'item' then (
			select chat_variant.title from item_variants as chat_variant
			join items as chat_item on chat_item.id = chat_variant.item_id
			where chat_variant.item_id = chat_rooms.item_id and chat_variant.published_revision is not null
			order by ${languageOrder('chat_variant.language', 'chat_item.source_language', languages)},
				chat_variant.language limit 1)
		when 'direct' then (
			select string_agg(people.name, ', ') from chat_members as others
			join people on people.id = others.person_id
			where others.room_id = chat_rooms.id and others.person_id <> ${personId})
		end, chat_rooms.name)`;
}
