import { v7 } from 'uuid';

/** UUIDv7 (RFC 9562): sorts by time of creation. */
export function createId(): string {
	return v7();
}
