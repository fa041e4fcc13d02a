import { codeOf, execute, isPassing } from 'verbund/client';

/** Something that was written and is not yet at the hub. */
export interface Queued {
	/** The hub knows the message by it: sent twice, it is there once. */
	readonly clientId: string;
	readonly text: string;
	readonly at: number;
	readonly threadId?: string;
	readonly quotedId?: string;
	/** The item that it is a question about, open until it is answered. */
	readonly itemId?: string;
	/** What the hub has refused, in its words. */
	readonly refused?: string;
}

interface QueueListener {
	changed(): void;
}

const prefix = 'verbund:chat:';
const longestPause = 30_000;

/** Keeps what was written in this browser until the hub has it, each text under its own key: two tabs do not disturb each other. */
export class SendQueue {
	readonly #prefix: string;
	readonly #room: string;
	readonly #listener: QueueListener;
	#isSending = false;
	#pause = 1000;
	#timer = 0;

	constructor(person: string, room: string, listener: QueueListener) {
		this.#prefix = `${prefix}${person}:${room}:`;
		this.#room = room;
		this.#listener = listener;
	}

	list(): readonly Queued[] {
		return keys()
			.filter((key) => key.startsWith(this.#prefix))
			.flatMap((key): Queued[] => {
				const text = localStorage.getItem(key);
				return text === null ? [] : [JSON.parse(text)];
			})
			.toSorted((one, other) => one.at - other.at);
	}

	add(message: Omit<Queued, 'clientId' | 'at'>): void {
		const queued = { ...message, clientId: crypto.randomUUID(), at: Date.now() };
		this.#keep(queued);
		this.#listener.changed();
		void this.send();
	}

	retry({ refused: _, ...message }: Queued): void {
		this.#keep(message);
		this.#listener.changed();
		void this.send();
	}

	discard({ clientId }: Pick<Queued, 'clientId'>): void {
		localStorage.removeItem(this.#prefix + clientId);
		this.#listener.changed();
	}

	/** One after the other; what does not get through waits, in its order. */
	async send(): Promise<void> {
		clearTimeout(this.#timer);
		if (this.#isSending) return;
		this.#isSending = true;
		try {
			for (let next = this.#next(); next; next = this.#next()) {
				if (!(await this.#sendOne(next))) {
					this.#timer = window.setTimeout(() => void this.send(), this.#pause);
					this.#pause = Math.min(this.#pause * 2, longestPause);
					return;
				}
				this.#pause = 1000;
			}
		} finally {
			this.#isSending = false;
		}
	}

	#next(): Queued | undefined {
		return this.list().find(({ refused }) => refused === undefined);
	}

	/** False where it is to be tried again. */
	async #sendOne(queued: Queued): Promise<boolean> {
		const { clientId, text, threadId, quotedId, itemId } = queued;
		const input = {
			roomId: this.#room,
			clientId,
			text,
			...(threadId === undefined ? {} : { threadId }),
			...(quotedId === undefined ? {} : { quotedId }),
		};
		try {
			if (itemId === undefined) await execute('chat.send', input, clientId);
			else await execute('chat.ask', { itemId, clientId, text }, clientId);
			this.discard(queued);
			return true;
		} catch (error) {
			if (isPassing(error) || codeOf(error) === '') return false;
			this.#keep({ ...queued, refused: error instanceof Error ? error.message : '' });
			this.#listener.changed();
			return true;
		}
	}

	#keep(queued: Queued): void {
		localStorage.setItem(this.#prefix + queued.clientId, JSON.stringify(queued));
	}
}

// Signing out leaves nothing behind.
document.addEventListener('submit', ({ target }) => {
	if (!(target instanceof HTMLFormElement) || target.dataset['forget'] === undefined) return;
	for (const key of keys().filter((one) => one.startsWith(prefix))) localStorage.removeItem(key);
});

function keys(): readonly string[] {
	return Object.keys(localStorage);
}
