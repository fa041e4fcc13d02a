import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Bytes are called differently by the two databases. */
export function blobType(dialect: Database['dialect']) {
	return dialect === 'postgres' ? sql`bytea` : sql`blob`;
}
