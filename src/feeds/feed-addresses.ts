import { findAccount, type Account } from '../accounts/account.ts';
import { createToken, digest } from '../accounts/secrets.ts';
import type { Database } from '../database/database.ts';

/**
 * The secret part of the addresses at which programs fetch somebody's feed and calendar. Whoever has it reads what the
 * person may read at that moment, so there is one for each person, and it can be taken back.
 */
export interface FeedAddresses {
	/** A new one; the one before ends. @returns the token, this once */
	create(personId: string): Promise<string>;
	revoke(personId: string): Promise<void>;
	/** When it was made; null without one. */
	createdAt(personId: string): Promise<number | null>;
	/** Whose it is; null for one that has ended, and for people who may not sign in. */
	find(token: string): Promise<Account | null>;
}

export function createFeedAddresses(database: Database): FeedAddresses {
	return {
		async create(personId) {
			const token = createToken();
			const row = { token_hash: digest(token), created_at: Date.now() };
			await database.transaction((transaction) =>
				transaction
					.insertInto('feed_addresses')
					.values({ person_id: personId, ...row })
					.onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
					.execute(),
			);
			return token;
		},
		async revoke(personId) {
			await database.transaction((transaction) =>
				transaction.deleteFrom('feed_addresses').where('person_id', '=', personId).execute(),
			);
		},
		async createdAt(personId) {
			const row = await database.query
				.selectFrom('feed_addresses')
				.select('created_at')
				.where('person_id', '=', personId)
				.executeTakeFirst();
			return row?.created_at ?? null;
		},
		async find(token) {
			const row = await database.query
				.selectFrom('feed_addresses')
				.select('person_id')
				.where('token_hash', '=', digest(token))
				.executeTakeFirst();
			return row ? findAccount(database, { id: row.person_id }) : null;
		},
	};
}
