import type { Message } from '../messages/message.ts';
import { createDayLines } from './day-lines.ts';
import { createLineMaker } from './message-line.ts';
import type { RoomData } from './room-data.ts';

/** The messages of the page, as others come and change. */
export interface MessageList {
	/** Shows what is new, and what is known as it is now. */
	put(message: Message): void;
	/** A message of this list was answered where its answers stand. */
	countReply(message: Message): void;
}

interface ListParts {
	notice(text: string): void;
	/** Something of somebody else. */
	arrived(): void;
}

export function createMessageList(
	room: HTMLElement,
	{ person, room: roomId, thread, isBehind, language, texts }: RoomData,
	{ notice, arrived }: ListParts,
): MessageList | undefined {
	const template = room.querySelector<HTMLTemplateElement>('[data-template]');
	const list = room.querySelector<HTMLElement>('[data-list]');
	if (!template || !list) return undefined;
	const lines = createLineMaker({ template, texts, language });
	const addDay = createDayLines(list, { language, today: texts['today'] ?? '' });

	return {
		put(message) {
			const known = lineOf(message.id);
			if (known) {
				const isJudged = known.classList.contains('message-answer') !== message.isAnswer;
				lines.update(known, message);
				if (message.removed === null && (isJudged || message.paths.length > 0)) void bringParts(known);
			} else if (isBehind) notice(texts['later'] ?? '');
			else add(message);
		},
		countReply({ threadId, threadNumber }) {
			const line = lineOf(threadId ?? '');
			if (!line || threadNumber === null) return;
			const replies = Number(line.dataset['replies'] ?? '0');
			lines.updateReplies(line, replies + 1, `/chat/rooms/${roomId}/${threadNumber}`);
		},
	};

	function lineOf(id: string): HTMLElement | null {
		return room.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
	}

	function add(message: Message): void {
		const line = lines.lineOf(message, person);
		const queued = room.querySelector(`li[data-state][data-client="${CSS.escape(message.clientId)}"]`);
		const hadFocus = queued?.contains(document.activeElement) ?? false;
		queued?.remove();
		room.querySelector('[data-empty]')?.remove();
		insert(line, message);
		if (hadFocus) line.focus();
		if (message.options.length + message.files.length + message.paths.length > 0) void bringParts(line);
		if (message.authorId !== person) arrived();
	}

	function insert(line: HTMLLIElement, message: Message): void {
		const { number, at } = message;
		const later = [...(list?.querySelectorAll<HTMLElement>(':scope > [data-number]') ?? [])].find(
			(other) => Number(other.dataset['number']) > number,
		);
		const waiting = list?.querySelector(':scope > [data-state]') ?? null;
		list?.insertBefore(line, later ?? waiting);
		addDay(line, at);
		lines.place(line, message);
	}

	/** Polls, pictures, cards and what an answer is good for: what of them is shown depends on who reads. */
	async function bringParts(line: HTMLElement): Promise<void> {
		const { number = '', client } = line.dataset;
		const path = `/chat/rooms/${roomId}/${number}/line${thread === undefined ? '' : '?thread'}`;
		const response = await fetch(path).catch(() => null);
		if (!response?.ok) return;
		const { body } = new DOMParser().parseFromString(await response.text(), 'text/html');
		const brought = body.querySelector('li');
		if (!brought || line.dataset['client'] !== client) return;
		for (const name of ['poll', 'files', 'cards', 'takeOver']) {
			const now = brought.querySelector(`[data-part="${name}"]`);
			if (now) line.querySelector(`[data-part="${name}"]`)?.replaceWith(now);
		}
	}
}
