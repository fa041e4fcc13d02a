import { codeOf, isPassing } from 'verbund/client';
import { sendInParts } from 'verbund/client/upload';
import { fileStore } from './file-store.ts';

/** A file that is to be sent with a message; its bytes are in the `fileStore`. */
export interface OutgoingFile {
	readonly id: string;
	readonly name: string;
	readonly size: number;
	readonly isPicture: boolean;
	/** What a picture shows. */
	readonly alternative: string;
}

/** How far a file has come. */
export interface Moved {
	readonly id: string;
	readonly state: 'sending' | 'paused' | 'done';
	/** Between 0 and 1. */
	readonly share: number;
}

const longestPause = 30_000;
const uploads = new Map<string, Promise<string>>();
const states = new Map<string, Moved>();
const target = new EventTarget();

/** The line to the hub is one: files take it one after the other. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Sends a file and answers the id that the hub has given it; asked again, it is the same sending. Without network it
 * waits.
 *
 * @throws an error with `code` and `message` where the hub refuses it; with the code `file.gone` where this browser has
 *   lost it
 */
export function upload(id: string): Promise<string> {
	const known = uploads.get(id);
	if (known) return known;
	const sending = last.then(() => sendFile(id));
	last = sending.catch(() => uploads.delete(id));
	uploads.set(id, sending);
	return sending;
}

export function stateOf(id: string): Moved | undefined {
	return states.get(id);
}

export function onMoved(listener: (moved: Moved) => void, signal: AbortSignal): void {
	target.addEventListener('moved', (event) => event instanceof CustomEvent && listener(event.detail), {
		signal,
	});
}

/** Its message is at the hub. */
export async function forget(id: string): Promise<void> {
	uploads.delete(id);
	states.delete(id);
	await fileStore.forget(id);
}

/** Nobody wants it any more, and the hub need not keep what has come of it. */
export async function abandon(id: string): Promise<void> {
	const sending = uploads.get(id);
	await forget(id);
	const uploadId = await sending?.catch(() => undefined);
	if (uploadId === undefined) return;
	const headers = { 'Tus-Resumable': '1.0.0' };
	await fetch(`/uploads/${uploadId}`, { method: 'DELETE', headers }).catch(() => undefined);
}

async function sendFile(id: string): Promise<string> {
	for (let pause = 1000; ; pause = Math.min(pause * 2, longestPause)) {
		const file = await fileStore.find(id);
		if (!file) throw Object.assign(new Error(), { code: 'file.gone' });
		try {
			const uploadId = await sendInParts(file, {
				progress: (share) => move({ id, state: 'sending', share }),
				paused: () => move({ id, state: 'paused', share: stateOf(id)?.share ?? 0 }),
			});
			move({ id, state: 'done', share: 1 });
			return uploadId;
		} catch (error) {
			if (codeOf(error) !== '' && !isPassing(error)) throw error;
			move({ id, state: 'paused', share: stateOf(id)?.share ?? 0 });
			await waitForTheLine(pause);
		}
	}
}

function move(moved: Moved): void {
	states.set(moved.id, moved);
	target.dispatchEvent(new CustomEvent('moved', { detail: moved }));
}

function waitForTheLine(pause: number): Promise<void> {
	return new Promise((resolve) => {
		const waiting = new AbortController();
		const goOn = () => {
			waiting.abort();
			clearTimeout(timer);
			resolve();
		};
		const timer = setTimeout(goOn, pause);
		addEventListener('online', goOn, { signal: waiting.signal });
	});
}
