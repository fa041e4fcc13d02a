import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { actingOrganisation, type Actor } from './actor.ts';

/** Entries a segment holds before it is sealed and the next one begins. */
const segmentSize = 10_000;
const genesis = '0'.repeat(64);

/** What an entry says was touched: ids and digests, never texts. */
export type AuditObjects = Readonly<Record<string, string | number | null | readonly string[]>>;

export interface AuditEntry {
	readonly id: number;
	readonly at: number;
	readonly actorKind: string;
	readonly actorId: string | null;
	readonly organisationId: string | null;
	readonly action: string;
	readonly objects: AuditObjects;
}

export interface AuditFilter {
	/** Entries of these organisations; null for all of the network. */
	readonly organisationIds: readonly string[] | null;
	readonly action?: string;
	readonly actorId?: string;
	/** Entries that mention one of these ids. */
	readonly objectIds?: readonly string[];
	/** From this time on, and before that one. */
	readonly from?: number;
	readonly until?: number;
	/** Entries before this one. */
	readonly before?: number;
	readonly limit: number;
}

/**
 * The append-only log of who changed what. Each entry's hash covers the entry before it, so that a row that was
 * changed or taken out shows; whole sealed segments may be dropped while their seals keep the chain together.
 */
export interface Audit {
	/** Call inside the transaction of the effect. */
	record(actor: Actor, action: string, objects: AuditObjects, organisationId?: string | null): Promise<void>;
	list(filter: AuditFilter): Promise<readonly AuditEntry[]>;
	/** The first entry whose hash is not what it should be, or null when the chain is whole. */
	findBreak(): Promise<number | null>;
	/** Drops sealed segments that ended before `time`. */
	dropBefore(time: number): Promise<number>;
}

export function createAudit(database: Database): Audit {
	return {
		async record(actor, action, objects, organisationId = actingOrganisation(actor)) {
			await database.transaction(async (transaction) => {
				const last = await lastEntry(database, transaction);
				const segmentId = await openSegment(transaction, last);
				const entry = {
					id: last.id + 1,
					segment_id: segmentId,
					at: Date.now(),
					actor_kind: actor.kind,
					actor_id: actor.kind === 'person' ? actor.personId : actor.kind === 'system' ? actor.purpose : null,
					organisation_id: organisationId,
					action,
					objects: JSON.stringify(objects),
				};
				await transaction
					.insertInto('audit_entries')
					.values({ ...entry, hash: hashOf(last.hash, entry) })
					.execute();
			});
		},
		async list({ organisationIds, action, actorId, objectIds, from, until, before, limit }) {
			let query = database.query.selectFrom('audit_entries').selectAll().orderBy('id', 'desc').limit(limit);
			if (organisationIds) query = query.where('organisation_id', 'in', [...organisationIds, '']);
			if (action !== undefined) query = query.where('action', '=', action);
			if (actorId !== undefined) query = query.where('actor_id', '=', actorId);
			if (before !== undefined) query = query.where('id', '<', before);
			if (from !== undefined) query = query.where('at', '>=', from);
			if (until !== undefined) query = query.where('at', '<', until);
			if (objectIds) query = query.where((is) => is.or(objectIds.map((id) => mentions(id))));
			const rows = await query.execute();
			return rows.map((row) => ({
				id: row.id,
				at: row.at,
				actorKind: row.actor_kind,
				actorId: row.actor_id,
				organisationId: row.organisation_id,
				action: row.action,
				// Written by `record` alone, and the hash chain proves it.
				objects: JSON.parse(row.objects) as AuditObjects,
			}));
		},
		async findBreak() {
			const segments = await database.query.selectFrom('audit_segments').selectAll().orderBy('id').execute();
			let expected = genesis;
			for (const segment of segments) {
				if (segment.previous_hash !== expected) return segment.id;
				let hash = segment.previous_hash;
				const entries = await database.query
					.selectFrom('audit_entries')
					.selectAll()
					.where('segment_id', '=', segment.id)
					.orderBy('id')
					.execute();
				for (const { hash: stored, ...entry } of entries) {
					hash = hashOf(hash, entry);
					if (hash !== stored) return entry.id;
				}
				if (segment.seal !== null && entries.length > 0 && segment.seal !== hash) return segment.id;
				expected = segment.seal ?? hash;
			}
			return null;
		},
		async dropBefore(time) {
			return database.transaction(async (transaction) => {
				const old = await transaction
					.selectFrom('audit_segments')
					.select('id')
					.where('sealed_at', '<', time)
					.execute();
				for (const { id } of old)
					await transaction.deleteFrom('audit_entries').where('segment_id', '=', id).execute();
				return old.length;
			});
		},
	};
}

/** An id stands in the JSON as a value of its own, or after the kind: `"group:<id>"`. */
function mentions(id: string) {
	const literal = id.replace(/[\\%_]/g, '\\$&');
	return sql<boolean>`(objects like ${`%"${literal}"%`} escape '\\' or objects like ${`%:${literal}"%`} escape '\\')`;
}

interface LastEntry {
	readonly id: number;
	readonly hash: string;
	readonly segment: { readonly id: number; readonly firstEntry: number; readonly sealed: boolean } | null;
}

async function lastEntry(database: Database, transaction: Kysely<Schema>): Promise<LastEntry> {
	if (database.dialect === 'postgres') await sql`select pg_advisory_xact_lock(7282)`.execute(transaction);
	const segment = await transaction
		.selectFrom('audit_segments')
		.select(['id', 'seal', 'previous_hash'])
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (!segment) return { id: 0, hash: genesis, segment: null };
	const last = await transaction
		.selectFrom('audit_entries')
		.select([
			'id',
			'hash',
			sql<number>`(select min(id) from audit_entries where segment_id = ${segment.id})`.as('first'),
		])
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
	return {
		id: last?.id ?? 0,
		hash: segment.seal ?? last?.hash ?? segment.previous_hash,
		segment: { id: segment.id, firstEntry: last?.first ?? 0, sealed: segment.seal !== null },
	};
}

async function openSegment(transaction: Kysely<Schema>, { id, hash, segment }: LastEntry): Promise<number> {
	const full = segment !== null && id - segment.firstEntry + 1 >= segmentSize;
	if (segment && !segment.sealed && !full) return segment.id;
	if (segment && full) {
		await transaction
			.updateTable('audit_segments')
			.set({ seal: hash, sealed_at: Date.now() })
			.where('id', '=', segment.id)
			.execute();
	}
	const next = (segment?.id ?? 0) + 1;
	await transaction
		.insertInto('audit_segments')
		.values({ id: next, opened_at: Date.now(), previous_hash: hash })
		.execute();
	return next;
}

type HashedEntry = Readonly<Record<'id' | 'segment_id' | 'at', number>> &
	Readonly<Record<'actor_kind' | 'action' | 'objects', string>> &
	Readonly<Record<'actor_id' | 'organisation_id', string | null>>;

function hashOf(previous: string, entry: HashedEntry): string {
	const fields = [
		entry.id,
		entry.segment_id,
		entry.at,
		entry.actor_kind,
		entry.actor_id,
		entry.organisation_id,
		entry.action,
		entry.objects,
	];
	return createHash('sha256')
		.update(JSON.stringify([previous, ...fields]))
		.digest('hex');
}
