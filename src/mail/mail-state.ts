import { z } from 'zod';
import type { Database } from '../database/database.ts';

/** A server that takes no mail. */
export interface MailFailure {
	readonly since: number;
	/** How often it was tried in vain, one after the other. */
	readonly attempts: number;
	readonly reason: string;
}

export interface MailState {
	failure(): Promise<MailFailure | null>;
	noteFailure(reason: string): Promise<MailFailure>;
	clearFailure(): Promise<void>;
}

const failureSchema: z.ZodType<MailFailure> = z.object({
	since: z.number(),
	attempts: z.number(),
	reason: z.string(),
});

const stateKey = 'mail.failure';
const quietly = { quiet: true } as const;

export function createMailState(database: Database): MailState {
	const state: MailState = {
		async failure() {
			const row = await database.query
				.selectFrom('hub_state')
				.select('value')
				.where('key', '=', stateKey)
				.executeTakeFirst();
			return row ? failureSchema.parse(JSON.parse(row.value)) : null;
		},
		noteFailure: (reason) =>
			database.transaction(async (transaction) => {
				const before = await state.failure();
				const failure = {
					since: before?.since ?? Date.now(),
					attempts: (before?.attempts ?? -1) + 1,
					reason,
				};
				const value = JSON.stringify(failure);
				await transaction
					.insertInto('hub_state')
					.values({ key: stateKey, value })
					.onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
					.execute();
				return failure;
			}, quietly),
		async clearFailure() {
			if ((await state.failure()) === null) return;
			await database.transaction(
				(transaction) => transaction.deleteFrom('hub_state').where('key', '=', stateKey).execute(),
				quietly,
			);
		},
	};
	return state;
}
