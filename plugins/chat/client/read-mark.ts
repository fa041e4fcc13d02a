import { execute, haveRead, randomId } from 'verbund/client';
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

export function createReadMark(
	element: HTMLElement,
	{ data, last, read }: ReadParts,
	signal: AbortSignal,
): ReadMark {
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
		const isNew = thread !== undefined || newest > known;
		if (document.visibilityState !== 'visible' || isBehind || !isNew) return;
		reading = window.setTimeout(
			thread === undefined ? noteNewest : () => void haveRead(pathsAfter(0)),
			pause,
		);
	}

	function noteNewest(): void {
		const paths = pathsAfter(known);
		known = newest;
		execute('chat.markRead', { roomId: room, number: newest }, randomId()).then(countAgain, () => undefined);
		void haveRead(paths);
	}

	/** Where notifications about the messages lead that stand here. */
	function pathsAfter(number: number): readonly string[] {
		return [...element.querySelectorAll<HTMLElement>('.message[data-id]')]
			.map((line) => Number(line.dataset['number']))
			.filter((one) => one > number)
			.map((one) => `/chat/rooms/${room ?? ''}/${one}`);
	}
}

export function isPosition(data: unknown): data is { readonly roomId: string; readonly number: number } {
	return typeof data === 'object' && data !== null && 'roomId' in data && 'number' in data;
}

/** The number at the chat's area. */
function countAgain(): void {
	window.dispatchEvent(new Event('chat-read'));
}
