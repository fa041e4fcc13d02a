import { createReadStream } from 'node:fs';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { VerbundError } from '../../errors.ts';

/** `misconfigured`: an address is set that is none. */
export type ScannerState = 'off' | 'ready' | 'unreachable' | 'misconfigured';

/** Shows files to `clamd`, if there is one. What could not be shown is not accepted. */
export interface VirusScanner {
	/** @throws VerbundError `files.infected`, `files.notScanned`, `files.tooLargeToScan` */
	requireClean(path: string): Promise<void>;
	look(): Promise<ScannerState>;
	/** Whether one is set up, also wrongly; else everything passes. */
	isOn(): Promise<boolean>;
}

export interface VirusScannerOptions {
	/** As it is set now; null for no scanner. */
	readonly address: () => Promise<NetConnectOpts | 'misconfigured' | null>;
	/** So long the scanner may say nothing. */
	readonly silenceMs?: number;
}

/** Speaks the INSTREAM command of clamd(8). */
export function createVirusScanner({ address, silenceMs = 120_000 }: VirusScannerOptions): VirusScanner {
	return {
		async requireClean(path) {
			const at = await address();
			if (at === null) return;
			if (at === 'misconfigured') throw notScanned();
			const answer = await ask(at, silenceMs, (socket) => sendFile(socket, path)).catch((cause: unknown) => {
				throw notScanned(cause);
			});
			if (answer === 'stream: OK') return;
			if (answer.endsWith(' FOUND')) throw new VerbundError('files.infected');
			if (/size limit exceeded/i.test(answer)) throw new VerbundError('files.tooLargeToScan');
			throw notScanned(new Error(answer.slice(0, 200)));
		},
		isOn: async () => (await address()) !== null,
		async look() {
			const at = await address();
			if (at === null) return 'off';
			if (at === 'misconfigured') return at;
			const answer = await ask(at, Math.min(silenceMs, 5000), (socket) => {
				socket.write('zPING\0');
				return Promise.resolve();
			}).catch(() => '');
			return answer === 'PONG' ? 'ready' : 'unreachable';
		},
	};
}

const longestAnswer = 10_000;

/** One connection, one question. Whoever answers before everything was sent has heard enough. */
function ask(
	address: NetConnectOpts,
	silenceMs: number,
	send: (socket: Socket) => Promise<void>,
): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(address);
		let answer = '';
		socket.setTimeout(silenceMs, () => socket.destroy(new Error('The virus scanner says nothing.')));
		socket.setEncoding('utf8');
		socket.on('data', (text: string) => {
			answer += text;
			if (answer.includes('\0') || answer.length > longestAnswer) {
				resolve(answer.split('\0')[0] ?? '');
				socket.destroy();
			}
		});
		socket.once('error', reject);
		socket.once('close', () => reject(new Error('The virus scanner has hung up.')));
		socket.once('connect', () => {
			send(socket).catch((error: unknown) => {
				socket.destroy(error instanceof Error ? error : new Error(String(error)));
			});
		});
	});
}

/** Each piece with its length before it, and a length of nothing at the end. */
async function sendFile(socket: Socket, path: string): Promise<void> {
	const file = createReadStream(path, { highWaterMark: 256 * 1024 });
	socket.write('zINSTREAM\0');
	for await (const chunk of file) {
		const bytes: Buffer = chunk;
		if (socket.destroyed || socket.writableEnded) break;
		const length = Buffer.alloc(4);
		length.writeUInt32BE(bytes.length);
		socket.write(length);
		if (!socket.write(bytes)) await drained(socket);
	}
	if (!socket.destroyed) socket.write(Buffer.alloc(4));
}

function drained(socket: Socket): Promise<void> {
	return new Promise((resolve) => {
		const go = () => {
			socket.off('drain', go).off('close', go);
			resolve();
		};
		socket.once('drain', go).once('close', go);
	});
}

function notScanned(cause?: unknown): VerbundError {
	return new VerbundError('files.notScanned', { cause, retryAfter: 60 });
}
