import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { createRoomLog, type LogPart, type RoomEvent } from '../../src/workbench/client/realtime/room-log.ts';
import { closeAfterTests } from './test-app.ts';

/** A client as a page is one, with the page's own log, that goes on through whatever happens to its line. */
export interface RoomClient {
	/** All that was handed on, in the order in which it was. */
	readonly received: readonly RoomEvent[];
	/** Tries until the hub has answered. @returns the answer */
	send(command: string, input: Readonly<Record<string, unknown>>): Promise<unknown>;
	close(): void;
}

interface Place {
	/** Where the line to the hub begins. */
	readonly url: string;
	/** Address of the hub that its pages come from. */
	readonly origin: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly room: string;
	readonly key: string;
}

interface Answer {
	readonly output?: unknown;
	readonly error?: { readonly code: string };
}

const patience = 1500;
const pause = 50;

export function openRoomClient({ url, origin, headers, room, key }: Place): RoomClient {
	const received: RoomEvent[] = [];
	const socket = io(url, {
		path: '/realtime/',
		transports: ['websocket'],
		forceNew: true,
		reconnectionDelay: pause,
		reconnectionDelayMax: 4 * pause,
		extraHeaders: { origin, host: new URL(origin).host, ...headers },
	});
	const log = createRoomLog({
		after: 0,
		fetchAfter: (after): Promise<LogPart> =>
			socket.timeout(patience).emitWithAck('join', { room, key, after }) as Promise<LogPart>,
		handOn: (event) => received.push(event),
		onGap: () => void catchUp(),
	});
	const catchUp = async (): Promise<void> => {
		try {
			await log.catchUp();
		} catch {
			if (!socket.active) return;
			await new Promise((resolve) => setTimeout(resolve, pause));
			if (socket.connected) await catchUp();
		}
	};
	socket.on('connect', () => void catchUp());
	socket.on('said', (_room: string, _key: string, event: string, data: unknown, number?: number) =>
		log.receive({ event, data, ...(number === undefined ? {} : { number }) }),
	);
	closeAfterTests(async () => void socket.close());

	return {
		received,
		async send(command, input) {
			const message = { command, input, key: randomUUID() };
			for (;;) {
				const answer = await (
					socket.timeout(patience).emitWithAck('execute', message) as Promise<Answer>
				).catch(() => null);
				if (answer?.output !== undefined) return answer.output;
				const code = answer?.error?.code ?? 'network';
				if (!/^(?:network|request\.tooMany|server\.|database\.)/.test(code)) throw new Error(code);
				await new Promise((resolve) => setTimeout(resolve, pause));
			}
		},
		close: () => socket.close(),
	};
}
