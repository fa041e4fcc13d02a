import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Audit } from './audit.ts';

/** What was found when the whole chain of the log was computed anew. */
export interface AuditProof {
	readonly at: number;
	readonly entries: number;
	/** The first entry that was tampered with, or null when the chain is whole. */
	readonly firstBreak: number | null;
}

export interface AuditProofs {
	/** Reads every entry: for jobs, not for pages. Keeps the result. */
	prove(): Promise<AuditProof>;
	/** The latest result, or null while there was none. One query. */
	last(): Promise<AuditProof | null>;
}

const stateKey = 'audit_proof';

const proofSchema: z.ZodType<AuditProof> = z.object({
	at: z.number(),
	entries: z.number(),
	firstBreak: z.number().nullable(),
});

export function createAuditProofs(database: Database, audit: Pick<Audit, 'findBreak'>): AuditProofs {
	return {
		async prove() {
			const { entries } = await database.query
				.selectFrom('audit_entries')
				.select(({ fn }) => fn.countAll<number>().as('entries'))
				.executeTakeFirstOrThrow();
			const proof = { at: Date.now(), entries: Number(entries), firstBreak: await audit.findBreak() };
			const value = JSON.stringify(proof);
			await database.transaction(
				(transaction) =>
					transaction
						.insertInto('hub_state')
						.values({ key: stateKey, value })
						.onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
						.execute(),
				{ quiet: true },
			);
			return proof;
		},
		async last() {
			const row = await database.query
				.selectFrom('hub_state')
				.select('value')
				.where('key', '=', stateKey)
				.executeTakeFirst();
			return row ? proofSchema.parse(JSON.parse(row.value)) : null;
		},
	};
}
