import type { z } from 'zod';
import { sign, verify } from './secrets.ts';

/** Other things are signed with the same key, the device cookie for one. */
const kind = 'receipt:';

/** A value that the hub made itself, handed through a client that must not change it. */
export function writeReceipt(value: unknown, key: string): string {
	return sign(`${kind}${Buffer.from(JSON.stringify(value)).toString('base64url')}`, key);
}

/** The value, or null if the receipt is not ours or one for something else. */
export function readReceipt<T>(receipt: string, key: string, schema: z.ZodType<T>): T | null {
	const value = verify(receipt, key);
	if (!value?.startsWith(kind)) return null;
	const written: unknown = JSON.parse(Buffer.from(value.slice(kind.length), 'base64url').toString('utf8'));
	const { data = null } = schema.safeParse(written);
	return data;
}
