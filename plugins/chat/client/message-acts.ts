import { openMenu } from './message-menu.ts';
import { isInPanel, panelParameters, showInPanel } from './panel-view.ts';
import { vote } from './poll.ts';
import { toggleReaction } from './reactions.ts';
import type { RoomData } from './room-data.ts';

interface ActParts {
	readonly data: RoomData;
	notice(text: string): void;
	quote(line: HTMLElement): void;
}

/** What the links and forms of a message do without leaving the page. */
export function improveActs(room: HTMLElement, { data: { texts }, notice, quote }: ActParts): void {
	room.addEventListener('click', (event) => {
		const { target } = event;
		if (!(target instanceof Element)) return;
		const line = target.closest<HTMLElement>('.message');
		const reaction = target.closest<HTMLButtonElement>('button.reaction[type=button]');
		if (reaction) react(reaction);
		const link = target.closest('a');
		if (!link || !isPlain(event)) return;
		const { act, leaves } = link.dataset;
		if (act === 'more' && line) {
			event.preventDefault();
			// A click outside of a menu closes it, and this one was made before the menu was there.
			event.stopPropagation();
			openMenu(room, line, link);
		} else if (act === 'quote' && line) {
			event.preventDefault();
			closeMenu(link);
			quote(line);
		} else if (isInPanel(room) && leaves === undefined) stayInPanel(event, link);
	});
	room.addEventListener('submit', (event) => {
		const { target, submitter } = event;
		if (!(target instanceof HTMLFormElement) || !(submitter instanceof HTMLButtonElement)) return;
		const command = target.querySelector<HTMLInputElement>('[name=_command]')?.value;
		const line = target.closest<HTMLElement>('.message');
		if (command === 'chat.vote' && line) {
			event.preventDefault();
			vote(line, submitter.value).catch(() => notice(texts['notDone'] ?? ''));
		}
		if (command === 'chat.react' || command === 'chat.takeBackReaction') {
			event.preventDefault();
			react(submitter);
		}
	});

	function react(button: HTMLButtonElement): void {
		const line = button.closest<HTMLElement>('.message');
		if (!line || room.querySelector('[data-may-write]') === null) return;
		closeMenu(button);
		void toggleReaction(line, button.value);
	}

	function stayInPanel(event: MouseEvent, link: HTMLAnchorElement): void {
		const parameters = panelParameters(link);
		if (!parameters) return;
		event.preventDefault();
		showInPanel(room, parameters).catch(() => location.assign(link.href));
	}
}

/** Without a key that opens another window or tab. */
function isPlain({ ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
	return !ctrlKey && !metaKey && !shiftKey;
}

function closeMenu(inside: Element): void {
	const menu = inside.closest('details');
	if (menu) menu.open = false;
}
