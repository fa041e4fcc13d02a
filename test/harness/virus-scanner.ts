import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { ScannerAddress } from '../../src/config.ts';

/** What every scanner finds, and nobody is harmed by (EICAR). In two parts, so that it does not find this file. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** Speaks PING and INSTREAM as clamd does, and finds EICAR. */
export interface TestScanner {
	readonly address: ScannerAddress;
	/** Bytes of each file that it was shown. */
	readonly seen: readonly number[];
	/** How it behaves from now on. */
	behave(behaviour: 'well' | 'silent' | 'hangsUp' | 'error'): void;
	stop(): Promise<void>;
}

export async function startTestScanner({
	path,
	largest = Infinity,
}: { path?: string; largest?: number } = {}): Promise<TestScanner> {
	const seen: number[] = [];
	let behaviour: Parameters<TestScanner['behave']>[0] = 'well';
	const open = new Set<Socket>();
	const server = createServer((socket) => {
		open.add(socket);
		socket.on('error', () => undefined).on('close', () => open.delete(socket));
		let received = Buffer.alloc(0);
		const answer = (text: string) => {
			received = Buffer.alloc(0);
			if (behaviour === 'hangsUp') socket.destroy();
			else if (behaviour === 'error') socket.end('stream: Can not read file ERROR\0');
			else if (behaviour === 'well') socket.end(`${text}\0`);
		};
		socket.on('data', (bytes: Buffer) => {
			received = Buffer.concat([received, bytes]);
			if (received.equals(Buffer.from('zPING\0'))) return answer('PONG');
			const content = readStream(received, largest);
			if (content === 'tooLarge') return answer('INSTREAM size limit exceeded. ERROR');
			if (content === null) return undefined;
			seen.push(content.length);
			return answer(content.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK');
		});
	});
	server.listen(path === undefined ? { port: 0, host: '127.0.0.1' } : { path });
	await once(server, 'listening');
	const at = server.address();
	return {
		address:
			typeof at === 'string' || at === null ? { path: path ?? '' } : { host: '127.0.0.1', port: at.port },
		seen,
		behave(chosen) {
			behaviour = chosen;
		},
		async stop() {
			for (const socket of open) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

/** The file of an INSTREAM command; null while it is not complete. */
function readStream(received: Buffer, largest: number): Buffer | 'tooLarge' | null {
	const command = Buffer.from('zINSTREAM\0');
	if (!received.subarray(0, command.length).equals(command)) return null;
	const parts: Buffer[] = [];
	let size = 0;
	for (let at = command.length; at + 4 <= received.length;) {
		const length = received.readUInt32BE(at);
		if (length === 0) return Buffer.concat(parts);
		size += length;
		if (size > largest) return 'tooLarge';
		if (at + 4 + length > received.length) return null;
		parts.push(received.subarray(at + 4, at + 4 + length));
		at += 4 + length;
	}
	return null;
}
