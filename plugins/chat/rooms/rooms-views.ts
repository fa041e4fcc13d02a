import type { TreeDataProvider, TreeNode } from 'verbund';
import type { RoomKind } from '../tables.ts';
import type { ListedRoom } from './room.ts';
import type { Rooms } from './rooms.ts';

/** Rooms of one kind in the side bar; those of all kinds are one query. */
export function createRoomsView(rooms: Pick<Rooms, 'list'>, kind: RoomKind): TreeDataProvider {
	return {
		async getNodes({ reader, path, t, can }) {
			const listed = await rooms.list(reader);
			const shown = listed.filter((room) => room.kind === kind && !room.isArchived);
			const action = actions[kind];
			return {
				nodes: shown.map((room) => toNode(room, path)),
				...(action && can(action.permission) ? { action: { title: t(action.title), url: action.url } } : {}),
			};
		},
	};
}

const actions: Readonly<
	Partial<Record<RoomKind, { readonly title: string; readonly url: string; readonly permission: string }>>
> = {
	room: { title: 'chat.newRoom', url: '/chat/new', permission: 'chat.createRoom' },
	direct: { title: 'chat.newDirect', url: '/chat/direct', permission: 'signedIn' },
};

function toNode({ id, kind, title, unread }: ListedRoom, path: string): TreeNode {
	const url = `/chat/rooms/${id}`;
	return {
		title: kind === 'room' ? `# ${title}` : title,
		url,
		current: path === url || path.startsWith(`${url}/`),
		...(unread > 0 ? { count: unread } : {}),
	};
}
