import { createHash } from 'node:crypto';
import { z } from 'zod';
import { VerbundError } from '../errors.ts';

/** A cursor says how many hits were shown, and belongs to one request. */
export function writeCursor(offset: number, request: string): string {
	return Buffer.from(JSON.stringify([offset, seal(offset, request)])).toString('base64url');
}

/** @throws VerbundError `request.malformed` for a cursor that was not written for this request */
export function readCursor(cursor: string, request: string): number {
	const parsed = content.safeParse(parse(cursor));
	if (!parsed.success) throw new VerbundError('request.malformed');
	const [offset, sealed] = parsed.data;
	if (sealed !== seal(offset, request)) throw new VerbundError('request.malformed');
	return offset;
}

const content = z.tuple([z.int().min(1).max(10_000), z.string()]);

function seal(offset: number, request: string): string {
	return createHash('sha256')
		.update(`${String(offset)}\n${request}`)
		.digest('base64url')
		.slice(0, 16);
}

function parse(cursor: string): unknown {
	try {
		return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
	} catch (error) {
		throw new VerbundError('request.malformed', { cause: error });
	}
}
