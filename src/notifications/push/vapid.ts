import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** How the hub shows push services who it is (RFC 8292). */
export interface Vapid {
	/** What browsers subscribe with: the point, uncompressed, in base64url. */
	readonly publicKey: string;
	/** `Authorization` of a request to the service at this origin. */
	authorization(origin: string, now?: number): string;
}

const lifetime = 12 * 60 * 60;

/** @param contact address that a push service can turn to */
export function createVapid(privateKeyPem: string, contact: string): Vapid {
	const key = createPrivateKey(privateKeyPem);
	const publicKey = pointOf(createPublicKey(key));

	return {
		publicKey,
		authorization(origin, now = Date.now()) {
			const claims = { aud: origin, exp: Math.floor(now / 1000) + lifetime, sub: contact };
			const unsigned = [{ typ: 'JWT', alg: 'ES256' }, claims].map(encode).join('.');
			const signature = sign('sha256', Buffer.from(unsigned), { key, dsaEncoding: 'ieee-p1363' });
			return `vapid t=${unsigned}.${signature.toString('base64url')}, k=${publicKey}`;
		},
	};
}

export function drawVapidKey(): string {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function encode(part: unknown): string {
	return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function pointOf(key: KeyObject): string {
	const { x = '', y = '' } = key.export({ format: 'jwk' });
	const coordinates = [x, y].map((coordinate) => Buffer.from(coordinate, 'base64url'));
	return Buffer.concat([Buffer.of(4), ...coordinates]).toString('base64url');
}
