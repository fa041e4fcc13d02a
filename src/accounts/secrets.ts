import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, for sessions, links and API tokens. The hub stores only the digest. */
export function createToken(): string {
	return randomBytes(32).toString('base64url');
}

/** Hexadecimal SHA-256. */
export function digest(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

/** `<value>.<signature>`, so that a cookie can be recognised as our own without a table. */
export function sign(value: string, key: string): string {
	return `${value}.${signature(value, key)}`;
}

/** The signed value, or null if the signature is not ours. */
export function verify(signed: string, key: string): string | null {
	const end = signed.lastIndexOf('.');
	if (end < 1) return null;
	const value = signed.slice(0, end);
	const given = Buffer.from(signed.slice(end + 1));
	const expected = Buffer.from(signature(value, key));
	return given.length === expected.length && timingSafeEqual(given, expected) ? value : null;
}

function signature(value: string, key: string): string {
	return createHmac('sha256', key).update(value).digest('base64url');
}
