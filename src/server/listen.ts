import type { Server } from 'node:http';
import type { Config } from '../config.ts';
import type { Gateway } from './realtime/gateway.ts';

export function listen(server: Server, { port, host }: Config): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve();
		});
	});
}

/**
 * Ends politely: no new requests, the running ones finish, then the parts close.
 *
 * @returns whether the end has begun
 */
export function closeOnSignal(server: Server, gateway: Gateway, close: () => Promise<void>): () => boolean {
	let closing = false;
	const stop = () => {
		if (closing) return;
		closing = true;
		setTimeout(() => process.exit(1), 10_000).unref();
		// Sockets first: the server would wait for them.
		void gateway.close();
		server.close(() => void close().then(() => process.exit(0)));
		server.closeIdleConnections();
		setTimeout(() => server.closeAllConnections(), 3000).unref();
	};
	process.on('SIGTERM', stop);
	process.on('SIGINT', stop);
	return () => closing;
}
