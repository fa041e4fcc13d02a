import { execute, randomId } from 'verbund/client';
import { createMessageDialog } from './message-dialog.ts';
import { focusOnMessage } from './message-keys.ts';
import { openMenu } from './message-menu.ts';
import { isInPanel, panelParameters, showInPanel } from './panel-view.ts';
import { vote } from './poll.ts';
import { toggleReaction } from './reactions.ts';
import type { RoomData } from './room-data.ts';

interface ActParts {
	readonly data: RoomData;
	notice(text: string): void;
	/** It worked, and nothing else shows it. */
	done(text: string): void;
	quote(line: HTMLElement): void;
}

/** What the links and forms of a message do without leaving the page. */
export function improveActs(room: HTMLElement, { data: { texts }, notice, done, quote }: ActParts): void {
	const dialog = createMessageDialog(room, { texts, done });
	const refused = () => notice(texts['notDone'] ?? '');
	room.addEventListener('click', (event) => {
		const { target } = event;
		if (!(target instanceof Element)) return;
		const line = target.closest<HTMLElement>('.message');
		const reaction = target.closest<HTMLButtonElement>('button.reaction[type=button]');
		if (reaction) react(reaction);
		const link = target.closest('a');
		if (!link || !isPlain(event)) return;
		const { act, leaves, dialog: isInDialog } = link.dataset;
		if (act === 'more' && line) {
			event.preventDefault();
			// A click outside of a menu closes it, and this one was made before the menu was there.
			event.stopPropagation();
			openMenu(room, line, link);
		} else if (act === 'quote' && line) {
			event.preventDefault();
			closeMenu(link);
			quote(line);
		} else if (isInDialog !== undefined && line) {
			event.preventDefault();
			closeMenu(link);
			void dialog.open(link, line);
		} else if (isInPanel(room) && leaves === undefined) stayInPanel(event, link);
	});
	room.addEventListener('submit', (event) => {
		const { target, submitter } = event;
		if (!(target instanceof HTMLFormElement) || !(submitter instanceof HTMLButtonElement)) return;
		const command = target.querySelector<HTMLInputElement>('[name=_command]')?.value;
		const line = target.closest<HTMLElement>('.message');
		if (command === 'chat.vote' && line) {
			event.preventDefault();
			vote(line, submitter.value).catch(refused);
		}
		if ((command === 'chat.acceptAnswer' || command === 'chat.withdrawAnswer') && line) {
			event.preventDefault();
			closeMenu(submitter);
			focusOnMessage(line);
			execute(command, { messageId: line.dataset['id'] }, randomId()).catch(refused);
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
		toggleReaction(line, button.value).catch(refused);
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
