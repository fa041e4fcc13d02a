import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Free a moment ago. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

export async function untilAnswered(url: string): Promise<void> {
	for (let tries = 0; tries < 100; tries += 1) {
		const answer = await fetch(url).catch(() => null);
		if (answer) return;
		await wait(50);
	}
	throw new Error(`Nobody answers at ${url}.`);
}
