import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { hubEnvironment, hubFlags } from '../../src/bootstrap/hub-flags.mjs';
import { readerEmail, readerPassword } from './bench-reader.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface HubProcess {
	readonly url: string;
	readonly pid: number;
	/** Signs the bench's reader in. @returns the `Cookie` header */
	signIn(): Promise<string>;
	stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a hub of its own on a free port; it may still be starting when this answers. */
export async function startHub(dataFolder: string, parameters: readonly string[] = []): Promise<HubProcess> {
	const port = await freePort();
	const child = spawn(process.execPath, [...hubFlags, join(root, 'src', 'main.ts'), ...parameters], {
		stdio: ['ignore', 'ignore', 'inherit'],
		env: {
			...hubEnvironment,
			...process.env,
			VERBUND_DATA: dataFolder,
			PORT: String(port),
			HOST: '127.0.0.1',
			VERBUND_URL: undefined,
		},
	});
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const url = `http://127.0.0.1:${port}`;
	return {
		url,
		pid: child.pid ?? 0,
		async signIn() {
			await waitFor(`${url}/api/ready`);
			const response = await fetch(`${url}/api/commands/accounts.signIn`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify({ email: readerEmail, password: readerPassword }),
			});
			if (!response.ok) throw new Error(`Signing in answers ${response.status}: ${await response.text()}`);
			return response.headers
				.getSetCookie()
				.map((cookie) => cookie.split(';')[0] ?? '')
				.join('; ');
		},
		async stop(signal = 'SIGTERM') {
			child.kill(signal);
			await ended;
		},
	};
}

/** Asks until the answer is 200. @returns the milliseconds since the call */
export async function waitFor(url: string, headers: Record<string, string> = {}): Promise<number> {
	const started = performance.now();
	for (;;) {
		const answer = await fetch(url, { headers, redirect: 'manual' }).catch(() => null);
		await answer?.arrayBuffer();
		if (answer?.status === 200) return performance.now() - started;
		if (performance.now() - started > 120_000)
			throw new Error(`${url} answers ${answer?.status ?? 'nothing'}.`);
		await pause(10);
	}
}

/** Resident memory in MB: now, and at its highest. */
export function memoryOf(pid: number): { now: number; peak: number } {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	const read = (key: string) => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
	return { now: read('VmRSS'), peak: read('VmHWM') };
}

export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
		});
	});
}
