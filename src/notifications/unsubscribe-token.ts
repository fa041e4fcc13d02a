import { sign, verify } from '../accounts/secrets.ts';

/** What an address in a mail may end, without signing in: mail about a kind, or about all (null). */
export interface Unsubscription {
	readonly personId: string;
	readonly kindId: string | null;
}

const purpose = 'unsubscribe';

export function writeUnsubscribeToken({ personId, kindId }: Unsubscription, key: string): string {
	return sign([purpose, personId, kindId ?? '*'].join('~'), key);
}

/** Null for what the hub did not write. */
export function readUnsubscribeToken(token: string, key: string): Unsubscription | null {
	const [written, personId, kindId] = verify(token, key)?.split('~') ?? [];
	if (written !== purpose || personId === undefined || kindId === undefined) return null;
	return { personId, kindId: kindId === '*' ? null : kindId };
}
