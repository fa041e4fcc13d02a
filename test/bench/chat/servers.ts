import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hubFlags } from '../../../src/bootstrap/hub-flags.mjs';
import { freePort, startHub, waitFor } from '../hub-process.ts';

/** Something that sockets are opened to. */
export interface ChatServer {
	/** How its clients speak. */
	readonly speaks: 'socket.io' | 'ws';
	readonly url: string;
	readonly pid: number;
	stop(signal?: NodeJS.Signals): Promise<void>;
}

export async function startChatHub(dataFolder: string): Promise<ChatServer> {
	const hub = await startHub(dataFolder);
	await waitFor(`${hub.url}/api/ready`);
	return { speaks: 'socket.io', ...hub };
}

export const startBareSocketIo = () => startBare('./bare-socket-io-process.ts', 'socket.io');
export const startBareWs = () => startBare('./bare-ws-process.ts', 'ws');

async function startBare(script: string, speaks: ChatServer['speaks']): Promise<ChatServer> {
	const port = await freePort();
	const file = fileURLToPath(new URL(script, import.meta.url));
	const child = spawn(process.execPath, [...hubFlags, file], {
		stdio: ['ignore', 'pipe', 'inherit'],
		env: { ...process.env, PORT: String(port) },
	});
	await new Promise((resolve) => child.stdout.once('data', resolve));
	return {
		speaks,
		url: `http://127.0.0.1:${port}`,
		pid: child.pid ?? 0,
		async stop(signal = 'SIGTERM') {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill(signal);
			await ended;
		},
	};
}

/** Milliseconds that all threads of a process have run; as Linux counts them. */
export function processorTimeOfAll(pid: number): number {
	return readdirSync(`/proc/${pid}/task`)
		.map((thread) => {
			try {
				const [nanoseconds] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
				return Number(nanoseconds) / 1_000_000;
			} catch {
				return 0;
			}
		})
		.reduce((sum, time) => sum + time, 0);
}
