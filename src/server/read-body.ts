import type { IncomingMessage } from 'node:http';
import { VerbundError, isSystemError, isVerbundError } from '../errors.ts';

/** A text of a million characters with its escapes, and what surrounds it. */
export const largestBody = 4 * 1024 * 1024;

/** @throws VerbundError `request.bodyTooLarge` as soon as the limit is passed, `request.malformed` for what breaks off */
export async function readBody(request: IncomingMessage, limit = largestBody): Promise<Buffer> {
	if (Number(request.headers['content-length'] ?? 0) > limit) throw new VerbundError('request.bodyTooLarge');
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of request) {
			if (!Buffer.isBuffer(chunk)) continue;
			size += chunk.length;
			if (size > limit) throw new VerbundError('request.bodyTooLarge');
			chunks.push(chunk);
		}
	} catch (error) {
		if (isVerbundError(error) || !brokeOff(request, error)) throw error;
		throw new VerbundError('request.malformed', { cause: error });
	}
	return Buffer.concat(chunks);
}

/** @throws VerbundError `request.malformed` */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
	const body = await readBody(request);
	if (body.length === 0) return {};
	try {
		return JSON.parse(body.toString('utf8'));
	} catch {
		throw new VerbundError('request.malformed');
	}
}

/** The client went away before it had been heard to its end; what had come by then may be all of it. */
export function brokeOff(request: IncomingMessage, error: unknown): boolean {
	return !request.complete || isSystemError(error, 'ECONNRESET');
}
