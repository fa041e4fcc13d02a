import { createHmac } from 'node:crypto';

/** Under which name a person's confirmations are kept. Without the key nobody gets from one to the other. */
export type HolderOf = (personId: string) => string;

export function createHolders(key: string): HolderOf {
	return (personId) => createHmac('sha256', key).update(personId).digest('base64url');
}
