import type { ListedItem, ReadItem } from 'verbund';
import type { RoomPage, ThreadPage } from './chat.ts';
import { mayTakeOver } from './rooms/may-take-over.ts';

type Locals = Pick<App.Locals, 'can' | 'content' | 'reader' | 'use'>;

interface Shown {
	readonly cards: ReadonlyMap<string, ListedItem>;
	readonly mayTakeOver: boolean;
}

/** What stands beside a page, and where it stands by itself. */
export type Panel = { readonly url: string } & (
	| ({ readonly kind: 'room'; readonly page: RoomPage } & Shown)
	| ({ readonly kind: 'thread'; readonly page: ThreadPage } & Shown)
	| { readonly kind: 'question'; readonly item: ReadItem }
	| { readonly kind: 'nothing' }
);

/**
 * A message with its answers, a room, the conversation of an item, or the room that was last written in.
 *
 * @throws VerbundError `request.notFound`
 */
export async function openPanel(locals: Locals, query: URLSearchParams): Promise<Panel> {
	const { content, reader, use, can } = locals;
	const chat = await use('chat');
	const itemId = query.get('item');
	const item = itemId === null ? null : await content.read({ id: itemId });
	const roomId = query.get('room') ?? (item ? (await chat.ofItem(reader, item.id))?.id : await lastRoom());
	if (roomId === undefined) {
		return item
			? { kind: 'question', item, url: `/chat/items/${item.id}` }
			: { kind: 'nothing', url: '/chat' };
	}
	const url = `/chat/rooms/${roomId}`;
	const number = Number(query.get('number') ?? '');
	if (Number.isInteger(number) && number > 0) {
		const page = await chat.thread(reader, roomId, number);
		return {
			kind: 'thread',
			page,
			url: `${url}/${number}`,
			...(await beside([page.message, ...page.replies], page)),
		};
	}
	const page = await chat.room(reader, roomId, {});
	return { kind: 'room', page, url, ...(await beside(page.messages, page)) };

	async function beside(messages: RoomPage['messages'], { room }: Pick<RoomPage, 'room'>): Promise<Shown> {
		return {
			cards: await chat.cards(
				reader,
				messages.flatMap(({ paths }) => paths),
			),
			mayTakeOver: mayTakeOver(room, can),
		};
	}

	async function lastRoom(): Promise<string | undefined> {
		const rooms = await chat.rooms(reader);
		const [last] = rooms
			.filter(({ isArchived }) => !isArchived)
			.toSorted((one, other) => other.lastMessageAt - one.lastMessageAt);
		return last?.id;
	}
}
