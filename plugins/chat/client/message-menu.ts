interface ShownMessage {
	readonly id: string;
	readonly roomId: string;
	readonly number: number;
}

/** Kinds of messages that entries of the menu are for. */
type Kind = 'own' | 'other' | 'ownPicture' | 'reply' | 'answer';

/** Links and forms of copied markup lead to the message that it stands beside. */
export function fillActs(root: ParentNode, { id, roomId, number }: ShownMessage): void {
	const room = `/chat/rooms/${roomId}`;
	for (const link of root.querySelectorAll<HTMLAnchorElement>('a[data-to]')) {
		link.href = (link.dataset['to'] ?? '')
			.replace('{url}', `${room}/${number}`)
			.replace('{room}', room)
			.replace('{id}', id);
	}
	for (const input of root.querySelectorAll<HTMLInputElement>('[name=messageId]')) input.value = id;
}

/** Puts the menu of a message in the place of the link to its page, and opens it. */
export function openMenu(room: HTMLElement, line: HTMLElement, link: HTMLAnchorElement): void {
	const template = room.querySelector<HTMLTemplateElement>('[data-menu-template]');
	const menu = template?.content.querySelector('details')?.cloneNode(true);
	if (!(menu instanceof HTMLDetailsElement)) return;
	const { id = '', number } = line.dataset;
	fillActs(menu, { id, roomId: room.dataset['room'] ?? '', number: Number(number) });
	const { thread } = room.dataset;
	const show = () => showEntries(menu, line, thread !== undefined && thread !== id);
	show();
	// What a message is changes: its pictures come later, and a reply becomes the answer.
	menu.addEventListener('toggle', show);
	link.replaceWith(menu);
	menu.open = true;
	menu.querySelector('summary')?.focus();
}

function showEntries(menu: HTMLElement, line: HTMLElement, isReply: boolean): void {
	const kinds = kindsOf(line, isReply);
	for (const entry of menu.querySelectorAll<HTMLElement>('[data-whose]')) {
		entry.hidden = !kinds.some((kind) => kind === entry.dataset['whose']);
	}
}

function kindsOf(line: HTMLElement, isReply: boolean): readonly Kind[] {
	const isOwn = line.classList.contains('message-own');
	return [
		isOwn ? 'own' : 'other',
		...(isOwn && line.querySelector('.chat-picture') ? (['ownPicture'] as const) : []),
		...(isReply ? ([line.classList.contains('message-answer') ? 'answer' : 'reply'] as const) : []),
	];
}
