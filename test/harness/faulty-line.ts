import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { closeAfterTests } from './test-app.ts';
import type { TestHub } from './test-hub.ts';

/** What goes wrong on the way to the hub and back. */
export interface Faults {
	/** The same number makes the same faults, as far as time lets it. */
	readonly seed: number;
	/** Milliseconds that a piece is held up at most. */
	readonly delay: number;
	/** Of all pieces those that arrive twice: at once, or after others. */
	readonly twice: number;
	/** Of all pieces those in whose middle the line breaks. */
	readonly cut: number;
}

export interface FaultyLine {
	readonly url: string;
	/** From now on everything arrives as it was sent. */
	mend(): void;
	/** How often what happened. */
	readonly happened: Readonly<Record<'delayed' | 'doubled' | 'cut', number>>;
}

/** A line to the hub that delays, breaks and repeats: pieces are frames of websockets, so that they stay readable. */
export async function layFaultyLine({ port }: Pick<TestHub, 'port'>, faults: Faults): Promise<FaultyLine> {
	const random = createRandom(faults.seed);
	const happened = { delayed: 0, doubled: 0, cut: 0 };
	const sockets = new Set<Socket>();
	let isWhole = false;
	const server = createServer((client) => {
		const hub = connect(port, '127.0.0.1');
		for (const socket of [client, hub]) {
			sockets.add(socket);
			socket.on('error', () => undefined);
			socket.on('close', () => {
				sockets.delete(socket);
				client.destroy();
				hub.destroy();
			});
		}
		carry(client, hub);
		carry(hub, client);
	});
	await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
	closeAfterTests(async () => {
		for (const socket of sockets) socket.destroy();
		await new Promise((resolve) => server.close(resolve));
	});
	return {
		url: `http://localhost:${(server.address() as AddressInfo).port}`,
		mend: () => (isWhole = true),
		happened,
	};

	function carry(from: Socket, to: Socket): void {
		let rest = Buffer.alloc(0);
		let line: Promise<void> = Promise.resolve();
		let late: Buffer | undefined;
		from.on('data', (chunk: Buffer) => {
			rest = Buffer.concat([rest, chunk]);
			for (let size = pieceSize(rest); size !== null; size = pieceSize(rest)) {
				const piece = rest.subarray(0, size);
				rest = rest.subarray(size);
				line = line.then(() => forward(piece));
			}
		});

		async function forward(piece: Buffer): Promise<void> {
			if (isWhole || isGreeting(piece)) {
				to.write(piece);
				return;
			}
			if (random() < 0.5) {
				happened.delayed += 1;
				await new Promise((resolve) => setTimeout(resolve, random() * faults.delay));
			}
			if (random() < faults.cut) {
				happened.cut += 1;
				to.end(piece.subarray(0, Math.floor(piece.length * random())), () => to.destroy());
				from.destroy();
				return;
			}
			to.write(piece);
			if (late) to.write(late);
			late = undefined;
			if (random() >= faults.twice) return;
			happened.doubled += 1;
			if (random() < 0.5) to.write(piece);
			else late = piece;
		}
	}
}

/** Bytes of the first piece: the head of a request or answer, or a frame (RFC 6455, 5.2); null while it is not whole. */
function pieceSize(bytes: Buffer): number | null {
	if (bytes.length < 2) return null;
	if (isHead(bytes)) {
		const end = bytes.indexOf('\r\n\r\n');
		return end < 0 ? null : end + 4;
	}
	const short = bytes.readUInt8(1) & 0x7f;
	const more = short === 126 ? 2 : short === 127 ? 8 : 0;
	if (bytes.length < 2 + more) return null;
	const length = more === 2 ? bytes.readUInt16BE(2) : more === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
	const mask = bytes.readUInt8(1) & 0x80 ? 4 : 0;
	const size = 2 + more + mask + length;
	return bytes.length < size ? null : size;
}

/** What makes the line and keeps it is no message: the heads of HTTP, engine.io's opening and its signs of life. */
function isGreeting(piece: Buffer): boolean {
	return piece.length < 40 || isHead(piece) || piece.subarray(2, 6).includes('0{"');
}

function isHead(bytes: Buffer): boolean {
	const start = bytes.subarray(0, 4).toString('latin1');
	return start.startsWith('GET') || start === 'HTTP';
}

/** Mulberry32: small, and good enough to throw dice. */
function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
