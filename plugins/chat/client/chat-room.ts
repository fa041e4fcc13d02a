import { announce, subscribe, type RoomEvent, type RoomState } from 'verbund/client';
import type { Message } from '../messages/message.ts';
import { improveComposer } from './composer.ts';
import { createMessageList } from './message-list.ts';
import { improveActs } from './message-acts.ts';
import { improveKeys } from './message-keys.ts';
import { createQueueLines, followDecisions } from './queue-lines.ts';
import { createReadMark, isPosition } from './read-mark.ts';
import { readRoomData } from './room-data.ts';
import { createRoomView } from './room-view.ts';
import { SendQueue } from './send-queue.ts';

/** How long a line may be down before it is said. Milliseconds. */
const patience = 3000;

/** A room, or the answers to one message, as they change. */
class ChatRoom extends HTMLElement {
	#closing = new AbortController();

	connectedCallback(): void {
		this.#closing = new AbortController();
		openRoom(this, this.#closing.signal);
	}

	disconnectedCallback(): void {
		this.#closing.abort();
	}
}

function openRoom(element: HTMLElement, signal: AbortSignal): void {
	const data = readRoomData(element);
	const { room = '', item, person, thread, texts } = data;
	const { event = '0', last = '0', read = '0' } = element.dataset;
	const view = createRoomView(element, texts);
	const mark = createReadMark({ data, last: Number(last), read: Number(read) }, signal);
	const list = createMessageList(element, data, { notice, arrived: () => view.arrived() });
	if (!list) return;
	let waiting = 0;
	const queue = new SendQueue(person, item ?? room, {
		changed: () => lines.show(queue.list()),
		takenBack(message) {
			if (composer?.isEmpty !== true || message.threadId !== thread || !message.files) return false;
			lines.drop(message);
			composer.takeBack(message);
			return true;
		},
	});
	const lines = createQueueLines(element, data, signal);
	const composer = improveComposer(element, { data, queue, signal, sent: () => view.goToEnd() });
	improveKeys(element);
	improveActs(element, { data, notice, quote: (line) => composer?.quote(line) });
	lines.onDecision(followDecisions(queue, composer));
	const subscriptions = [
		subscribe('chat.room', room, { after: Number(event), onEvent: hear, onState: showState }),
		subscribe('core.person', '', { onEvent: hearOwn }),
	];
	signal.addEventListener('abort', () => {
		clearTimeout(waiting);
		for (const subscription of subscriptions) subscription.close();
	});
	addEventListener('online', sendAgain, { signal });
	addEventListener('offline', sayOffline, { signal });
	lines.show(queue.list());
	void queue.send();

	function hear({ event: said, data: message }: RoomEvent): void {
		if (!isMessage(message)) return;
		const isNew = said === 'chat.messageSent';
		const isHere =
			thread === undefined
				? message.threadId === null || message.isAnswer
				: [message.id, message.threadId].includes(thread);
		if (isHere) list?.put(message);
		else if (isNew) list?.countReply(message);
		if (isNew && message.authorId !== person) say(message);
		mark.reach(message.number);
	}

	function hearOwn({ event: said, data: position }: RoomEvent): void {
		if (said === 'chat.readUpTo' && isPosition(position) && position.roomId === room)
			mark.note(position.number);
	}

	/** Politely: screen readers finish what they say. */
	function say({ author, html }: Message): void {
		const text = new DOMParser().parseFromString(html, 'text/html').body.textContent;
		announce(
			(texts['arrived'] ?? '').replace('{author}', author ?? '').replace('{text}', text.trim().slice(0, 300)),
		);
	}

	function sendAgain(): void {
		notice('');
		void queue.send();
	}

	function sayOffline(): void {
		notice(texts['offline'] ?? '');
	}

	function showState(state: RoomState): void {
		clearTimeout(waiting);
		if (state === 'live') sendAgain();
		else if (state === 'closed') notice(texts['closed'] ?? '');
		else waiting = window.setTimeout(sayOffline, patience);
	}

	function notice(text: string): void {
		const shown = element.querySelector('[data-notice]');
		if (shown && shown.textContent !== text) shown.textContent = text;
	}
}

function isMessage(data: unknown): data is Message {
	return typeof data === 'object' && data !== null && 'html' in data && 'number' in data;
}

customElements.define('chat-room', ChatRoom);
