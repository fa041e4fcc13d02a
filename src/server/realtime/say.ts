import type { Socket } from 'socket.io';
import type { FromClient, ToClient } from './messages.ts';
import type { Sockets } from './sockets.ts';

type Said = Parameters<ToClient['said']>;

/**
 * Says something to all who are in a room: one frame, the same for all, is put on their lines as it is. Going down
 * through socket.io and its engine for each of them costs twice as much (decision 036). That way is left to lines on
 * which something waits, because what waits is counted there.
 */
export function say(sockets: Sockets, channel: string, said: Said): void {
	const { adapter, sockets: present } = sockets.of('/');
	const hearers = adapter.rooms.get(channel);
	if (!hearers) return;
	const frame = textFrame(`${eventOfSocketIo}${JSON.stringify(['said', ...said])}`);
	for (const id of hearers) {
		const socket = present.get(id);
		if (!socket) continue;
		if (isFree(socket)) socket.request.socket.write(frame);
		else socket.emit('said', ...said);
	}
}

/** A message of the engine (4) that holds an event (2), for the only namespace that there is. */
const eventOfSocketIo = '42';

function isFree({ conn, request }: Socket<FromClient, ToClient>): boolean {
	return conn.readyState === 'open' && conn.transport.writable && request.socket.writableLength === 0;
}

/** A whole message from a server, as RFC 6455 (5.2) frames it. */
function textFrame(text: string): Buffer {
	const length = Buffer.byteLength(text);
	const start = length < 126 ? 2 : length < 65_536 ? 4 : 10;
	const frame = Buffer.allocUnsafe(start + length);
	frame[0] = 0x81;
	if (start === 2) frame[1] = length;
	else if (start === 4) {
		frame[1] = 126;
		frame.writeUInt16BE(length, 2);
	} else {
		frame[1] = 127;
		frame.writeBigUInt64BE(BigInt(length), 2);
	}
	frame.write(text, start);
	return frame;
}
