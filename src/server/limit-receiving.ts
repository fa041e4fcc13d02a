import type { IncomingMessage } from 'node:http';

const patience = 60_000;

/**
 * Whoever sends slowly holds a connection: a request has to have come within a minute. Where files are sent something
 * has to come in each minute.
 */
export function limitReceiving(request: IncomingMessage, path: string): void {
	if (request.method === 'GET' || request.method === 'HEAD') return;
	const isFile = /^\/(?:files|imports|uploads)(?:\/|$)/.test(path);
	let known = request.socket.bytesRead;
	const timer = setInterval(() => {
		const { bytesRead } = request.socket;
		if (!isFile || bytesRead === known) request.destroy();
		known = bytesRead;
	}, patience).unref();
	const stop = () => clearInterval(timer);
	request.once('end', stop);
	request.once('close', stop);
}
