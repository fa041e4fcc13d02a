import { codeOf, isPassing, randomId } from 'verbund/client';
import { deliver } from './deliver.ts';
import type { OutgoingFile } from './files/outgoing.ts';
import { readKept } from './kept.ts';
import { prefixOf } from './waiting.ts';

/** Something that was written and is not yet at the hub. */
export interface Queued {
	/** The hub knows the message by it: sent twice, it is there once. */
	readonly clientId: string;
	readonly text: string;
	readonly at: number;
	/** Null for a question about an item, whose room may not be there yet. */
	readonly roomId: string | null;
	readonly threadId?: string;
	readonly quotedId?: string;
	/** The item that it is a question about, open until it is answered. */
	readonly itemId?: string;
	readonly files?: readonly OutgoingFile[];
	/** What the hub has refused, in its words. */
	readonly refused?: string;
	/** The file that it has refused. */
	readonly refusedFile?: number;
}

interface QueueListener {
	changed(): void;
	delivered?(message: Queued, answer: unknown): void;
	/** Before it stands in the queue as refused; true where somebody has taken it back. */
	takenBack?(message: Queued): boolean;
}

const longestPause = 30_000;

/** Keeps what was written in this browser until the hub has it, each text under its own key: two tabs do not disturb each other. */
export class SendQueue {
	readonly #prefix: string;
	readonly #listener: QueueListener;
	#isSending = false;
	#pause = 1000;
	#timer = 0;

	/** @param place the item that is talked about, else the room: a question waits where its room will be */
	constructor(person: string, place: string, listener: QueueListener) {
		this.#prefix = `${prefixOf(person)}${place}:`;
		this.#listener = listener;
	}

	list(): readonly Queued[] {
		return Object.keys(localStorage)
			.filter((key) => key.startsWith(this.#prefix))
			.flatMap((key) => readKept<Queued | undefined>(key, undefined) ?? [])
			.toSorted((one, other) => one.at - other.at);
	}

	add(message: Omit<Queued, 'clientId' | 'at'>): void {
		this.#keepAndSend({ ...message, clientId: randomId(), at: Date.now() });
	}

	retry({ refused: _, refusedFile: __, ...message }: Queued): void {
		this.#keepAndSend(message);
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
		try {
			const answer = await deliver(queued);
			this.discard(queued);
			this.#listener.delivered?.(queued, answer);
			return true;
		} catch (error) {
			if (isPassing(error) || codeOf(error) === '') return false;
			this.#refuse({ ...queued, ...refusalIn(error) });
			return true;
		}
	}

	#refuse(refused: Queued): void {
		if (this.#listener.takenBack?.(refused)) {
			this.discard(refused);
			return;
		}
		this.#keep(refused);
		this.#listener.changed();
	}

	#keepAndSend(queued: Queued): void {
		this.#keep(queued);
		this.#listener.changed();
		void this.send();
	}

	#keep(queued: Queued): void {
		localStorage.setItem(this.#prefix + queued.clientId, JSON.stringify(queued));
	}
}

function refusalIn(error: unknown): Pick<Queued, 'refused' | 'refusedFile'> {
	if (!hasFields(error)) return { refused: error instanceof Error ? error.message : '' };
	const index = error.fields.flatMap(({ path }) => /^files\.(\d+)$/.exec(path)?.[1] ?? [])[0];
	return { refused: error.message, ...(index === undefined ? {} : { refusedFile: Number(index) }) };
}

function hasFields(
	error: unknown,
): error is Error & { readonly fields: readonly { readonly path: string }[] } {
	return error instanceof Error && 'fields' in error && Array.isArray(error.fields);
}
