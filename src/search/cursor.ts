import { createHash } from 'node:crypto';
import { z } from 'zod';
import { VerbundError } from '../errors.ts';

/**
 * Where the next page of hits begins, with a fingerprint of what was asked, so that nobody goes on from a page of
 * something else by mistake. It protects nothing: each page asks for the rights anew.
 */
export function writeCursor(offset: number, request: string): string {
	return Buffer.from(JSON.stringify([offset, fingerprint(request)])).toString('base64url');
}

/** @throws VerbundError `request.malformed` for a cursor of another request, or none at all */
export function readCursor(cursor: string, request: string): number {
	const parsed = content.safeParse(parse(cursor));
	if (!parsed.success) throw new VerbundError('request.malformed');
	const [offset, asked] = parsed.data;
	if (asked !== fingerprint(request)) throw new VerbundError('request.malformed');
	return offset;
}

const content = z.tuple([z.int().min(1).max(10_000), z.string()]);

function fingerprint(request: string): string {
	return createHash('sha256').update(request).digest('base64url').slice(0, 8);
}

function parse(cursor: string): unknown {
	try {
		return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
	} catch (error) {
		throw new VerbundError('request.malformed', { cause: error });
	}
}
