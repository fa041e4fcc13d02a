import { execute } from 'verbund/client';
import type { RoomData } from './room-data.ts';

/** How far the reader has read; nobody but them learns of it. */
export interface ReadMark {
	/** So far the messages go now. */
	reach(number: number): void;
	/** So far it was read on another device, or here. */
	note(number: number): void;
}

interface ReadParts {
	readonly data: RoomData;
	readonly last: number;
	readonly read: number;
}

/** How long a message is in front of somebody before it counts as read. Milliseconds. */
const pause = 1500;

export function createReadMark({ data, last, read }: ReadParts, signal: AbortSignal): ReadMark {
	const { room, thread, isBehind } = data;
	let newest = last;
	let known = read;
	let reading = 0;
	document.addEventListener('visibilitychange', readSoon, { signal });
	signal.addEventListener('abort', () => clearTimeout(reading));
	readSoon();

	return {
		reach(number) {
			newest = Math.max(newest, number);
			readSoon();
		},
		note(number) {
			// The other devices are told, and so is this one.
			if (number <= known) return;
			known = number;
			countAgain();
		},
	};

	/** Only what is in front of somebody counts. */
	function readSoon(): void {
		clearTimeout(reading);
		const isSeen = document.visibilityState === 'visible' && !isBehind && thread === undefined;
		if (!isSeen || newest <= known) return;
		const number = newest;
		reading = window.setTimeout(() => {
			known = number;
			execute('chat.markRead', { roomId: room, number }, crypto.randomUUID()).then(
				countAgain,
				() => undefined,
			);
		}, pause);
	}
}

export function isPosition(data: unknown): data is { readonly roomId: string; readonly number: number } {
	return typeof data === 'object' && data !== null && 'roomId' in data && 'number' in data;
}

/** The number at the chat's area. */
function countAgain(): void {
	window.dispatchEvent(new Event('chat-read'));
}
