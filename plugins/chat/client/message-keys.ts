/** Messages by keyboard: arrows go from one to the next, R answers, Z quotes, B edits, M opens what can be done with it. */
export function improveKeys(room: HTMLElement): void {
	const list = room.querySelector('[data-list]');
	const scroll = room.querySelector<HTMLElement>('[data-scroll]');
	const lines = () => [...(list?.querySelectorAll<HTMLElement>(':scope > .message[data-id]') ?? [])];

	room.addEventListener('keydown', (event) => {
		const { target, key } = event;
		if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
		const line = target.closest<HTMLElement>('.message[data-id]');
		// Escape closes the menu, and not the panel around it as well.
		if (key === 'Escape' && room.querySelector('details[open]')?.contains(target)) event.preventDefault();
		if (target instanceof HTMLTextAreaElement) {
			if (key === 'ArrowUp' && target.value === '') move(event, lines().at(-1));
			return;
		}
		const isOnLine = line === target;
		if (target !== scroll && !isOnLine) return;
		const all = lines();
		const index = line ? all.indexOf(line) : all.length;
		if (key === 'ArrowUp') move(event, all[Math.max(0, index - 1)]);
		else if (key === 'ArrowDown' && isOnLine)
			move(event, all[index + 1] ?? room.querySelector<HTMLElement>('#composer-text'));
		else if (key === 'Home') move(event, all[0]);
		else if (key === 'End') move(event, all.at(-1));
		else if (line) act(event, line, key.toLowerCase());
	});
}

function move(event: KeyboardEvent, to: HTMLElement | null | undefined): void {
	if (!to) return;
	event.preventDefault();
	if (to instanceof HTMLTextAreaElement) to.focus();
	else focusOnMessage(to);
	to.scrollIntoView({ block: 'nearest' });
}

function act(event: KeyboardEvent, line: HTMLElement, key: string): void {
	const link = (name: string) => line.querySelector<HTMLElement>(`[data-act="${name}"]`);
	const menu = link('more') ?? line.querySelector<HTMLElement>('summary');
	const isInMenu = key === 'z' || (key === 'b' && line.classList.contains('message-own'));
	if (isInMenu && !line.querySelector('.message-menu')) menu?.click();
	const chosen = { r: link('reply'), z: link('quote'), b: link('edit'), m: menu }[key];
	if (!chosen || chosen.closest('[hidden]')) return;
	event.preventDefault();
	chosen.click();
}

export function focusOnMessage(line: HTMLElement): void {
	line.tabIndex = -1;
	line.focus();
}
