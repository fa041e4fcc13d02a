interface ShownMessage {
	readonly id: string;
	readonly roomId: string;
	readonly number: number;
	readonly isOwn: boolean;
}

/** Links and forms of copied markup lead to the message that it stands beside. */
export function fillActs(root: ParentNode, { id, roomId, number, isOwn }: ShownMessage): void {
	const room = `/chat/rooms/${roomId}`;
	for (const link of root.querySelectorAll<HTMLAnchorElement>('a[data-to]')) {
		link.href = (link.dataset['to'] ?? '')
			.replace('{url}', `${room}/${number}`)
			.replace('{room}', room)
			.replace('{id}', id);
	}
	for (const input of root.querySelectorAll<HTMLInputElement>('[name=messageId]')) input.value = id;
	for (const entry of root.querySelectorAll<HTMLElement>('[data-whose]')) {
		entry.hidden = (entry.dataset['whose'] === 'own') !== isOwn;
	}
}

/** Puts the menu of a message in the place of the link to its page, and opens it. */
export function openMenu(room: HTMLElement, line: HTMLElement, link: HTMLAnchorElement): void {
	const template = room.querySelector<HTMLTemplateElement>('[data-menu-template]');
	const menu = template?.content.querySelector('details')?.cloneNode(true);
	if (!(menu instanceof HTMLDetailsElement)) return;
	const { id = '', number } = line.dataset;
	const isOwn = line.classList.contains('message-own');
	fillActs(menu, { id, roomId: room.dataset['room'] ?? '', number: Number(number), isOwn });
	link.replaceWith(menu);
	menu.open = true;
	menu.querySelector('summary')?.focus();
}
