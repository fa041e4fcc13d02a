/** True for what stands beside another page: there a link leads on within the panel, and the page stays. */
export function isInPanel(element: Element): boolean {
	return element.closest('.panel') !== null;
}

/** Puts what the address of the panel answers in the place of the element. */
export async function showInPanel(
	element: Element,
	parameters: Readonly<Record<string, string>>,
): Promise<void> {
	const query = new URLSearchParams({ ...parameters, beside: '' });
	const response = await fetch(`/chat/panel?${query.toString()}`);
	if (!response.ok) throw new Error(`/chat/panel: ${response.status}`);
	const { body } = new DOMParser().parseFromString(await response.text(), 'text/html');
	const shown = body.querySelector('[data-panel-view]');
	if (!shown) throw new Error('There is nothing to show beside the page.');
	element.replaceWith(shown);
	shown.querySelector<HTMLElement>('textarea')?.focus();
}

const roomPath = /^\/chat\/rooms\/([\w-]+)(?:\/(\d+))?$/;

/** What the panel is asked for where a link leads to a room or to a message; null for all other links. */
export function panelParameters(link: HTMLAnchorElement): Readonly<Record<string, string>> | null {
	const { pathname, origin, search } = new URL(link.href);
	const [, room, number] = roomPath.exec(pathname) ?? [];
	if (room === undefined || origin !== location.origin || search !== '') return null;
	return number === undefined ? { room } : { room, number };
}
