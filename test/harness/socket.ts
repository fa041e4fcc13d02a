import { io, type Socket } from 'socket.io-client';
import { closeAfterTests } from './test-app.ts';
import type { TestHub } from './test-hub.ts';

/** One event as a client hears it. */
export interface Heard {
	readonly room: string;
	readonly key: string;
	readonly event: string;
	readonly data: unknown;
	readonly number?: number;
}

export interface SocketAnswer {
	readonly output?: Readonly<Record<string, unknown>>;
	readonly events?: readonly Omit<Heard, 'room' | 'key'>[];
	readonly error?: { readonly code: string };
}

/** A socket as the hub's own pages open one, without what they make of it. */
export interface TestSocket {
	readonly socket: Socket;
	/** All that was heard so far. */
	readonly heard: readonly Heard[];
	/** Answers with what the hub answers. */
	ask(event: 'join' | 'execute', message: unknown): Promise<SocketAnswer>;
	/** Once something was heard that is like this. */
	hears(event: string, count?: number): Promise<readonly Heard[]>;
	/** Once the hub has ended it. */
	readonly ended: Promise<string>;
}

/** @throws Error where the hub refuses the socket */
export async function openSocket(
	{ url }: Pick<TestHub, 'url'>,
	headers: Readonly<Record<string, string>>,
): Promise<TestSocket> {
	const socket = io(url, {
		path: '/realtime/',
		transports: ['websocket'],
		reconnection: false,
		forceNew: true,
		extraHeaders: { origin: url, ...headers },
	});
	closeAfterTests(async () => void socket.close());
	const heard: Heard[] = [];
	socket.on('said', (room: string, key: string, event: string, data: unknown, number?: number) =>
		heard.push({ room, key, event, data, ...(number === undefined ? {} : { number }) }),
	);
	const ended = new Promise<string>((resolve) => socket.once('disconnect', resolve));
	await new Promise<void>((resolve, reject) => {
		socket.once('connect', resolve);
		socket.once('connect_error', reject);
	});
	return {
		socket,
		heard,
		ask: (event, message) => socket.timeout(10_000).emitWithAck(event, message),
		hears(event, count = 1) {
			return new Promise((resolve) => {
				const look = () => {
					const found = heard.filter((one) => one.event === event);
					if (found.length < count) return;
					socket.off('said', look);
					resolve(found);
				};
				socket.on('said', look);
				look();
			});
		},
		ended,
	};
}
