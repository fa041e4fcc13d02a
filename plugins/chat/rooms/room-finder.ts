import type { QuickAccessProvider } from 'verbund';
import type { Rooms } from './rooms.ts';

/** Rooms by a part of their name, for the palette. */
export function createRoomFinder(rooms: Pick<Rooms, 'list'>): QuickAccessProvider {
	return {
		async find(reader, text) {
			const wanted = text.toLocaleLowerCase('de');
			const listed = await rooms.list(reader);
			return listed
				.filter(({ isArchived, title }) => !isArchived && title.toLocaleLowerCase('de').includes(wanted))
				.map(({ id, title }) => ({ title, url: `/chat/rooms/${id}` }));
		},
	};
}
