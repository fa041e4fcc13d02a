import { announce, subscribe, type RoomEvent, type RoomState } from 'verbund/client';
import type { Message } from '../messages/message.ts';
import { createMessageList } from './message-list.ts';
import { improveActs } from './message-acts.ts';
import { improveKeys } from './message-keys.ts';
import { createReadMark, isPosition } from './read-mark.ts';
import { readRoomData } from './room-data.ts';
import { createRoomView } from './room-view.ts';
import { openSending } from './sending.ts';

/** How long a line may be down before it is said. Milliseconds. */
const patience = 3000;
/** How long it stands there that something was done. Milliseconds. */
const doneFor = 8000;

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
	const { room = '', person, thread, texts } = data;
	const { event = '0', last = '0', read = '0' } = element.dataset;
	const view = createRoomView(element, texts);
	const mark = createReadMark(element, { data, last: Number(last), read: Number(read) }, signal);
	const list = createMessageList(element, data, { notice, arrived: () => view.arrived() });
	if (!list) return;
	let waiting = 0;
	let shownDone = 0;
	const { composer, send } = openSending(element, { data, signal, sent: () => view.goToEnd() });
	improveKeys(element);
	improveActs(element, { data, notice, done: sayDone, quote: (line) => composer?.quote(line) });
	const subscriptions = [
		subscribe('chat.room', room, { after: Number(event), onEvent: hear, onState: showState }),
		subscribe('core.person', '', { onEvent: hearOwn }),
	];
	signal.addEventListener('abort', () => {
		clearTimeout(waiting);
		clearTimeout(shownDone);
		for (const subscription of subscriptions) subscription.close();
	});
	addEventListener('online', () => notice(''), { signal });
	addEventListener('offline', sayOffline, { signal });

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
	function say({ author, html, files }: Message): void {
		const words = new DOMParser().parseFromString(html, 'text/html').body.textContent.trim();
		const named = files.map(({ alternative, name }) => (alternative === '' ? name : alternative));
		const text = [words.slice(0, 300), ...named].filter((part) => part !== '').join(', ');
		announce((texts['arrived'] ?? '').replace('{author}', () => author ?? '').replace('{text}', () => text));
	}

	function sayOffline(): void {
		notice(texts['offline'] ?? '');
	}

	function showState(state: RoomState): void {
		clearTimeout(waiting);
		if (state === 'live') {
			notice('');
			send();
		} else if (state === 'closed') notice(texts['closed'] ?? '');
		else waiting = window.setTimeout(sayOffline, patience);
	}

	function notice(text: string): void {
		clearTimeout(shownDone);
		const shown = element.querySelector<HTMLElement>('[data-notice]');
		if (!shown || shown.textContent === text) return;
		shown.textContent = text;
		delete shown.dataset['done'];
	}

	function sayDone(text: string): void {
		notice(text);
		element.querySelector<HTMLElement>('[data-notice]')?.toggleAttribute('data-done', true);
		shownDone = window.setTimeout(() => notice(''), doneFor);
	}
}

function isMessage(data: unknown): data is Message {
	return typeof data === 'object' && data !== null && 'html' in data && 'number' in data;
}

customElements.define('chat-room', ChatRoom);
