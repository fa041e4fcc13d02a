import {
	announce,
	execute,
	subscribe,
	type RoomEvent,
	type RoomState,
	type Subscription,
} from 'verbund/client';
import type { Message } from '../messages/message.ts';
import { improveComposer } from './composer.ts';
import { improveKeys } from './message-keys.ts';
import { createLineMaker, type ChatTexts } from './message-line.ts';
import { SendQueue } from './send-queue.ts';

/** A room, or the answers to one message, as they change. */
class ChatRoom extends HTMLElement {
	#subscriptions: readonly Subscription[] = [];
	#queue: SendQueue | undefined;
	#lines: ReturnType<typeof createLineMaker> | undefined;
	#newest = 0;
	#read = 0;
	#reading = 0;

	connectedCallback(): void {
		const template = this.querySelector<HTMLTemplateElement>('[data-template]');
		if (!template) return;
		const { room = '', person = '', event = '0', last = '0', read = '0', language = 'de-DE' } = this.dataset;
		this.#newest = Number(last);
		this.#read = Number(read);
		this.#lines = createLineMaker({ template, texts: this.#texts, language });
		this.#queue = new SendQueue(person, room, { changed: () => this.#showQueue() });
		improveComposer(this, this.#queue, {
			key: `${person}:draft:${this.dataset['thread'] ?? room}`,
			thread: this.dataset['thread'],
		});
		improveKeys(this);
		this.#subscriptions = [
			subscribe('chat.room', room, {
				after: Number(event),
				onEvent: (said) => this.#hear(said),
				onState: (state) => this.#showState(state),
			}),
			subscribe('core.person', '', { onEvent: (said) => this.#hearOwn(said) }),
		];
		this.addEventListener('click', (click) => this.#decideQueued(click));
		document.addEventListener('visibilitychange', this.#readSoon);
		window.addEventListener('online', this.#sendAgain);
		this.#showQueue();
		void this.#queue.send();
		this.#readSoon();
	}

	disconnectedCallback(): void {
		for (const subscription of this.#subscriptions) subscription.close();
		document.removeEventListener('visibilitychange', this.#readSoon);
		window.removeEventListener('online', this.#sendAgain);
	}

	readonly #sendAgain = () => void this.#queue?.send();

	/** Only what is in front of somebody counts as read, and nobody but them learns of it. */
	readonly #readSoon = () => {
		clearTimeout(this.#reading);
		const isSeen = document.visibilityState === 'visible' && this.dataset['later'] === undefined;
		if (!isSeen || this.dataset['thread'] !== undefined || this.#newest <= this.#read) return;
		const number = this.#newest;
		this.#reading = window.setTimeout(() => {
			this.#read = number;
			const input = { roomId: this.dataset['room'], number };
			execute('chat.markRead', input, crypto.randomUUID()).catch(() => undefined);
		}, 1500);
	};

	#hear({ event, data }: RoomEvent): void {
		if (!isMessage(data)) return;
		this.#newest = Math.max(this.#newest, data.number);
		const { thread } = this.dataset;
		const isHere =
			thread === undefined
				? data.threadId === null || data.isAnswer
				: [data.id, data.threadId].includes(thread);
		if (isHere) this.#put(data);
		else if (event === 'chat.messageSent') this.#countReply(data);
		if (event === 'chat.messageSent' && data.authorId !== this.dataset['person']) this.#say(data);
		this.#readSoon();
	}

	#hearOwn({ event, data }: RoomEvent): void {
		if (event !== 'chat.readUpTo' || !isPosition(data) || data.roomId !== this.dataset['room']) return;
		this.#read = Math.max(this.#read, data.number);
	}

	#put(message: Message): void {
		const known = this.querySelector(`[data-id="${CSS.escape(message.id)}"]`);
		if (!known && this.dataset['later'] !== undefined) {
			this.#notice(this.#texts['later'] ?? '');
			return;
		}
		const line = this.#lines?.lineOf(message, this.dataset['person'] ?? '');
		if (!line) return;
		const queued = this.querySelector(`li[data-state][data-client="${CSS.escape(message.clientId)}"]`);
		const hadFocus = (known ?? queued)?.contains(document.activeElement) ?? false;
		// Cards depend on who reads; those that the page brought stay.
		const cards = known?.querySelector('[data-part="cards"]');
		if (cards) line.querySelector('[data-part="cards"]')?.replaceWith(cards);
		else void showCards(line, message.paths);
		queued?.remove();
		this.querySelector('[data-empty]')?.remove();
		if (known) known.replaceWith(line);
		else this.#insert(line, message.number);
		if (hadFocus) line.focus();
	}

	#insert(line: HTMLLIElement, number: number): void {
		const list = this.querySelector('[data-list]');
		const later = [...(list?.querySelectorAll<HTMLElement>(':scope > [data-number]') ?? [])].find(
			(other) => Number(other.dataset['number']) > number,
		);
		const waiting = list?.querySelector(':scope > [data-state]') ?? null;
		list?.insertBefore(line, later ?? waiting);
	}

	#countReply({ threadId, roomId, threadNumber }: Message): void {
		const line = this.querySelector<HTMLElement>(`[data-id="${CSS.escape(threadId ?? '')}"]`);
		if (!line || threadNumber === null) return;
		const known = Number(line.dataset['replies'] ?? '0');
		this.#lines?.updateReplies(line, known + 1, `/chat/rooms/${roomId}/${threadNumber}`);
	}

	/** Politely: screen readers finish what they say. */
	#say({ author, html }: Message): void {
		const text = new DOMParser().parseFromString(html, 'text/html').body.textContent;
		announce(
			(this.#texts['arrived'] ?? '')
				.replace('{author}', author ?? '')
				.replace('{text}', text.trim().slice(0, 300)),
		);
	}

	#showQueue(): void {
		const list = this.querySelector('[data-list]');
		const waiting = (this.#queue?.list() ?? []).filter(({ threadId }) => threadId === this.dataset['thread']);
		for (const line of this.querySelectorAll<HTMLElement>('li[data-state]')) {
			// What was sent stands here until the hub's own line comes.
			const isKept = waiting.some(({ clientId }) => clientId === line.dataset['client']);
			if (isKept || line.dataset['state'] === 'refused') line.remove();
		}
		for (const queued of waiting) {
			const line = this.#lines?.queuedLine(queued, this.dataset['name'] ?? '');
			if (line) list?.append(line);
		}
	}

	#decideQueued({ target }: Event): void {
		const button = target instanceof Element ? target.closest<HTMLElement>('[data-queued]') : null;
		const clientId = button?.closest<HTMLElement>('li')?.dataset['client'];
		const queued = this.#queue?.list().find((one) => one.clientId === clientId);
		if (!queued) return;
		if (button?.dataset['queued'] === 'retry') this.#queue?.retry(queued);
		else this.#queue?.discard(queued);
	}

	#showState(state: RoomState): void {
		if (state === 'live') void this.#queue?.send();
		this.#notice(state === 'closed' ? (this.#texts['closed'] ?? '') : '');
	}

	#notice(text: string): void {
		const notice = this.querySelector('[data-notice]');
		if (notice && notice.textContent !== text) notice.textContent = text;
	}

	get #texts(): ChatTexts {
		return JSON.parse(this.dataset['texts'] ?? '{}');
	}
}

async function showCards(line: HTMLElement, paths: readonly string[]): Promise<void> {
	if (paths.length === 0) return;
	const query = new URLSearchParams(paths.map((path) => ['path', path]));
	const response = await fetch(`/chat/cards?${query.toString()}`).catch(() => null);
	if (!response?.ok) return;
	const { body } = new DOMParser().parseFromString(await response.text(), 'text/html');
	line.querySelector('[data-part="cards"]')?.replaceChildren(...body.querySelectorAll('.chat-card'));
}

function isMessage(data: unknown): data is Message {
	return typeof data === 'object' && data !== null && 'html' in data && 'number' in data;
}

function isPosition(data: unknown): data is { readonly roomId: string; readonly number: number } {
	return typeof data === 'object' && data !== null && 'roomId' in data && 'number' in data;
}

customElements.define('chat-room', ChatRoom);
