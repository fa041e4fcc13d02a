import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readOrCreate } from './key-file.ts';

/** Keeps secrets that the hub has to read again, such as the password of the mail server, out of the database. */
export interface Seal {
	close(secret: string): string;
	/** Null for what was sealed with another key: in another data folder, or before it was lost. */
	open(sealed: string): string | null;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** The key lies in the data folder, beside the database and not in it; backups do not have it. */
export function createSeal(dataFolder: string): Seal {
	const key = () =>
		Buffer.from(
			readOrCreate(join(dataFolder, 'seal.key'), () => randomBytes(32).toString('hex')),
			'hex',
		);

	return {
		close(secret) {
			const nonce = randomBytes(nonceBytes);
			const cipher = createCipheriv(algorithm, key(), nonce);
			const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
			return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
		},
		open(sealed) {
			const bytes = Buffer.from(sealed, 'base64url');
			const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes);
			if (tag.length < tagBytes) return null;
			try {
				const decipher = createDecipheriv(algorithm, key(), bytes.subarray(0, nonceBytes));
				decipher.setAuthTag(tag);
				return (
					decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
				);
			} catch {
				return null;
			}
		},
	};
}
