import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { closeAfterTests } from './test-app.ts';
import type { TestHub } from './test-hub.ts';

/** A line to the hub that can be cut: to a browser it is then as if the server had stopped. */
export interface Cable {
	readonly url: string;
	cut(): Promise<void>;
	mend(): Promise<void>;
}

export async function layCable(hub: TestHub): Promise<Cable> {
	const sockets = new Set<Socket>();
	let server: Server;
	let port = 0;

	const cable = {
		get url() {
			return `http://localhost:${port}`;
		},
		async cut() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
		async mend() {
			server = createServer((client) => {
				const line = connect(hub.port, '127.0.0.1');
				for (const [from, to] of [
					[client, line],
					[line, client],
				] as const) {
					sockets.add(from);
					from.on('error', () => to.destroy());
					from.on('close', () => sockets.delete(from) && to.destroy());
					from.pipe(to);
				}
			});
			await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
			port = (server.address() as AddressInfo).port;
		},
	};
	await cable.mend();
	closeAfterTests(() => cable.cut());
	return cable;
}
