import WebSocket from 'ws';
import { closeAfterTests } from './test-app.ts';
import type { TestHub } from './test-hub.ts';

/** A socket without a client library: it sends what it is told, letter by letter. */
export interface RawSocket {
	readonly line: WebSocket;
	readonly received: readonly string[];
	send(text: string): void;
	/** Once something came in that begins like this. */
	receives(start: string): Promise<string>;
	/** Milliseconds from now until the hub has ended it. */
	readonly closed: Promise<void>;
}

/** @returns the HTTP status with which the hub refuses, or the socket, into which socket.io has been led */
export async function openRawSocket(
	{ port }: Pick<TestHub, 'port'>,
	headers: Readonly<Record<string, string>>,
	path = '/realtime/?EIO=4&transport=websocket',
): Promise<RawSocket | number> {
	const line = new WebSocket(`ws://localhost:${port}${path}`, { headers });
	closeAfterTests(async () => line.terminate());
	const received: string[] = [];
	line.on('message', (data: Buffer) => {
		const text = data.toString();
		if (text === '2') line.send('3');
		received.push(text);
	});
	const closed = new Promise<void>((resolve) => line.once('close', () => resolve()));
	const status = await new Promise<number>((resolve, reject) => {
		line.once('open', () => resolve(101));
		line.once('unexpected-response', (request, response) => {
			resolve(response.statusCode ?? 0);
			request.destroy();
		});
		line.once('error', reject);
	});
	line.on('error', () => undefined);
	if (status !== 101) return status;
	const raw: RawSocket = {
		line,
		received,
		closed,
		send: (text) => line.send(text),
		receives(start) {
			return new Promise((resolve) => {
				const look = () => {
					const found = received.find((text) => text.startsWith(start));
					if (found === undefined) return;
					line.off('message', look);
					resolve(found);
				};
				line.on('message', look);
				look();
			});
		},
	};
	await raw.receives('0{');
	raw.send('40');
	await raw.receives('40');
	return raw;
}
