import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as Engine, type Socket as EngineSocket } from 'engine.io';
import { Server } from 'socket.io';
import { createBudget } from './budget.ts';
import { socketLimits } from './limits.ts';
import type { FromClient, ToClient } from './messages.ts';

export const socketPath = '/realtime/';

export type Sockets = Server<FromClient, ToClient>;

export interface OpenSockets {
	readonly sockets: Sockets;
	/** Makes a socket of a request that has been admitted. */
	open(request: IncomingMessage, stream: Duplex, head: Buffer): void;
}

/**
 * Socket.io over websockets alone: no sticky sessions, nothing for proxies to hold back, and no request besides the
 * one that was admitted. It knows no HTTP server, whose end it would be.
 */
export function openSockets(): OpenSockets {
	const engine = new Engine({
		transports: ['websocket'],
		allowUpgrades: false,
		maxHttpBufferSize: socketLimits.messageBytes,
		perMessageDeflate: false,
		httpCompression: false,
	});
	engine.on('connection', limit);
	const sockets: Sockets = new Server({ serveClient: false, connectTimeout: 10_000 });
	sockets.bind(engine);
	return { sockets, open: (request, stream, head) => engine.handleUpgrade(request, stream, head) };
}

interface Packet {
	readonly data?: string | Buffer;
}

/** Below socket.io, so that it counts whatever a client sends and whatever it leaves unread. */
function limit(socket: EngineSocket): void {
	const { unread, packets } = socketLimits;
	const budget = createBudget(packets);
	// Destroyed: whoever does not read would not read a polite end either.
	const cutOff = () => socket.request.socket.destroy();
	let waiting = 0;
	let waitingBytes = 0;
	socket.on('packet', ({ data }: Packet) => {
		if (!budget.spend(1 + (data?.length ?? 0) / 4096)) cutOff();
	});
	socket.on('packetCreate', ({ data }: Packet) => {
		waiting += 1;
		waitingBytes += data?.length ?? 0;
		if (waiting > unread.packets || waitingBytes > unread.bytes) cutOff();
	});
	// All that waited is on its way; what comes next waits until the client has taken it.
	socket.on('flush', () => {
		waiting = 0;
		waitingBytes = 0;
	});
}
