import {
	announce,
	execute,
	subscribe,
	type RoomEvent,
	type RoomState,
	type Subscription,
} from 'verbund/client';
import type { Message } from '../messages/message.ts';
import { improveComposer, type ImprovedComposer } from './composer.ts';
import { createDayLines } from './day-lines.ts';
import { improveKeys } from './message-keys.ts';
import { createLineMaker, type ChatTexts } from './message-line.ts';
import { openMenu } from './message-menu.ts';
import { isInPanel, panelParameters, showInPanel } from './panel-view.ts';
import { vote } from './poll.ts';
import { toggleReaction } from './reactions.ts';
import { createRoomView } from './room-view.ts';
import { SendQueue } from './send-queue.ts';

/** How long a line may be down before it is said. Milliseconds. */
const patience = 3000;

/** A room, or the answers to one message, as they change. */
class ChatRoom extends HTMLElement {
	#subscriptions: readonly Subscription[] = [];
	#queue: SendQueue | undefined;
	#lines: ReturnType<typeof createLineMaker> | undefined;
	#view: ReturnType<typeof createRoomView> | undefined;
	#addDay: ReturnType<typeof createDayLines> | undefined;
	#composer: ImprovedComposer | undefined;
	#newest = 0;
	#read = 0;
	#reading = 0;
	#waiting = 0;

	connectedCallback(): void {
		const template = this.querySelector<HTMLTemplateElement>('[data-template]');
		const list = this.querySelector('[data-list]');
		if (!template || !list) return;
		const { room = '', person = '', event = '0', last = '0', read = '0', language = 'de-DE' } = this.dataset;
		this.#newest = Number(last);
		this.#read = Number(read);
		this.#lines = createLineMaker({ template, texts: this.#texts, language });
		this.#view = createRoomView(this, this.#texts);
		this.#addDay = createDayLines(list, { language, today: this.#texts['today'] ?? '' });
		this.#queue = new SendQueue(person, room, { changed: () => this.#showQueue() });
		this.#composer = improveComposer(this, this.#queue, {
			key: `${person}:draft:${this.dataset['thread'] ?? room}`,
			thread: this.dataset['thread'],
			sent: () => this.#view?.goToEnd(),
			texts: this.#texts,
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
		this.addEventListener('click', (click) => this.#onClick(click));
		this.addEventListener('submit', (submitted) => this.#onSubmit(submitted));
		document.addEventListener('visibilitychange', this.#readSoon);
		window.addEventListener('online', this.#sendAgain);
		window.addEventListener('offline', this.#sayOffline);
		this.#showQueue();
		void this.#queue.send();
		this.#readSoon();
	}

	disconnectedCallback(): void {
		clearTimeout(this.#waiting);
		for (const subscription of this.#subscriptions) subscription.close();
		document.removeEventListener('visibilitychange', this.#readSoon);
		window.removeEventListener('online', this.#sendAgain);
		window.removeEventListener('offline', this.#sayOffline);
	}

	readonly #sendAgain = () => {
		this.#notice('');
		void this.#queue?.send();
	};

	readonly #sayOffline = () => this.#notice(this.#texts['offline'] ?? '');

	/** Only what is in front of somebody counts as read, and nobody but them learns of it. */
	readonly #readSoon = () => {
		clearTimeout(this.#reading);
		const isSeen = document.visibilityState === 'visible' && this.dataset['later'] === undefined;
		if (!isSeen || this.dataset['thread'] !== undefined || this.#newest <= this.#read) return;
		const number = this.#newest;
		this.#reading = window.setTimeout(() => {
			this.#read = number;
			const input = { roomId: this.dataset['room'], number };
			execute('chat.markRead', input, crypto.randomUUID()).then(countAgain, () => undefined);
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
		countAgain();
	}

	#put(message: Message): void {
		const known = this.querySelector<HTMLElement>(`[data-id="${CSS.escape(message.id)}"]`);
		if (known) {
			this.#lines?.update(known, message);
			if (message.paths.length > 0 && message.removed === null) void this.#bringLine(known);
			return;
		}
		if (this.dataset['later'] !== undefined) {
			this.#notice(this.#texts['later'] ?? '');
			return;
		}
		const line = this.#lines?.lineOf(message, this.dataset['person'] ?? '');
		if (!line) return;
		const queued = this.querySelector(`li[data-state][data-client="${CSS.escape(message.clientId)}"]`);
		const hadFocus = queued?.contains(document.activeElement) ?? false;
		queued?.remove();
		this.querySelector('[data-empty]')?.remove();
		this.#insert(line, message);
		if (hadFocus) line.focus();
		if (message.options.length + message.files.length + message.paths.length > 0) void this.#bringLine(line);
		if (message.authorId !== this.dataset['person']) this.#view?.arrived();
	}

	#insert(line: HTMLLIElement, { number, at }: Message): void {
		const list = this.querySelector('[data-list]');
		const later = [...(list?.querySelectorAll<HTMLElement>(':scope > [data-number]') ?? [])].find(
			(other) => Number(other.dataset['number']) > number,
		);
		const waiting = list?.querySelector(':scope > [data-state]') ?? null;
		list?.insertBefore(line, later ?? waiting);
		this.#addDay?.(line, at);
	}

	/** Polls, pictures and cards: what of them is shown depends on who reads. */
	async #bringLine(line: HTMLElement): Promise<void> {
		const { number = '', client } = line.dataset;
		const thread = this.dataset['thread'] === undefined ? '' : '?thread';
		const response = await fetch(`/chat/rooms/${this.dataset['room']}/${number}/line${thread}`).catch(
			() => null,
		);
		if (!response?.ok) return;
		const { body } = new DOMParser().parseFromString(await response.text(), 'text/html');
		const brought = body.querySelector('li');
		if (!brought || line.dataset['client'] !== client) return;
		for (const name of ['poll', 'files', 'cards']) {
			const now = brought.querySelector(`[data-part="${name}"]`);
			if (now) line.querySelector(`[data-part="${name}"]`)?.replaceWith(now);
		}
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

	#onClick(event: MouseEvent): void {
		const { target } = event;
		if (!(target instanceof Element)) return;
		const queued = target.closest<HTMLElement>('[data-queued]');
		if (queued) this.#decideQueued(queued);
		const reaction = target.closest<HTMLButtonElement>('button.reaction[type=button]');
		if (reaction) this.#react(reaction);
		const link = target.closest('a');
		const line = target.closest<HTMLElement>('.message');
		if (link?.dataset['act'] === 'more' && line && isPlain(event)) {
			event.preventDefault();
			// A click outside of a menu closes it, and this one was made before the menu was there.
			event.stopPropagation();
			openMenu(this, line, link);
			return;
		}
		if (link?.dataset['act'] === 'quote' && line && this.#composer) {
			event.preventDefault();
			closeMenu(link);
			this.#composer.quote(line);
			return;
		}
		const parameters = link && isInPanel(this) ? panelParameters(link) : null;
		if (!link || !parameters || link.dataset['leaves'] !== undefined) return;
		event.preventDefault();
		showInPanel(this, parameters).catch(() => location.assign(link.href));
	}

	/** What the forms of a message do without a script, without leaving the page. */
	#onSubmit(event: SubmitEvent): void {
		const { target, submitter } = event;
		if (!(target instanceof HTMLFormElement) || !(submitter instanceof HTMLButtonElement)) return;
		const command = target.querySelector<HTMLInputElement>('[name=_command]')?.value;
		const line = target.closest<HTMLElement>('.message');
		if (command === 'chat.vote' && line) {
			event.preventDefault();
			vote(line, submitter.value).catch(() => this.#notice(this.#texts['notDone'] ?? ''));
		}
		if (command === 'chat.react' || command === 'chat.takeBackReaction') {
			event.preventDefault();
			this.#react(submitter);
		}
	}

	#react(button: HTMLButtonElement): void {
		const line = button.closest<HTMLElement>('.message');
		if (!line || this.querySelector('[data-may-write]') === null) return;
		closeMenu(button);
		void toggleReaction(line, button.value);
	}

	#decideQueued(button: HTMLElement): void {
		const clientId = button.closest<HTMLElement>('li')?.dataset['client'];
		const queued = this.#queue?.list().find((one) => one.clientId === clientId);
		if (!queued) return;
		if (button.dataset['queued'] === 'retry') this.#queue?.retry(queued);
		else this.#queue?.discard(queued);
	}

	#showState(state: RoomState): void {
		clearTimeout(this.#waiting);
		if (state === 'live') {
			void this.#queue?.send();
			this.#notice('');
		} else if (state === 'closed') {
			this.#notice(this.#texts['closed'] ?? '');
		} else {
			this.#waiting = window.setTimeout(this.#sayOffline, patience);
		}
	}

	#notice(text: string): void {
		const notice = this.querySelector('[data-notice]');
		if (notice && notice.textContent !== text) notice.textContent = text;
	}

	get #texts(): ChatTexts {
		return JSON.parse(this.dataset['texts'] ?? '{}');
	}
}

/** The number at the chat's area. */
function countAgain(): void {
	window.dispatchEvent(new Event('chat-read'));
}

/** Without a key that opens another window or tab. */
function isPlain({ ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
	return !ctrlKey && !metaKey && !shiftKey;
}

function closeMenu(inside: Element): void {
	const menu = inside.closest('details');
	if (menu) menu.open = false;
}

function isMessage(data: unknown): data is Message {
	return typeof data === 'object' && data !== null && 'html' in data && 'number' in data;
}

function isPosition(data: unknown): data is { readonly roomId: string; readonly number: number } {
	return typeof data === 'object' && data !== null && 'roomId' in data && 'number' in data;
}

customElements.define('chat-room', ChatRoom);
