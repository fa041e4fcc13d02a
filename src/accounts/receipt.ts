import { z } from 'zod';
import { sign, verify } from './secrets.ts';

/** A value that the hub made itself, handed through a client that must not change it. */
export function writeReceipt(value: unknown, key: string): string {
	return sign(Buffer.from(JSON.stringify(value)).toString('base64url'), key);
}

/** The value, or null if the receipt is not ours. */
export function readReceipt<T>(receipt: string, key: string, schema: z.ZodType<T>): T | null {
	const value = verify(receipt, key);
	return value === null ? null : schema.parse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')));
}
