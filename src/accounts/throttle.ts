import type { Kysely } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { VerbundError } from '../errors.ts';
import { networkPrefix } from './network-prefix.ts';
import { digest } from './secrets.ts';

const windowMinutes = 15;
const day = 24 * 60 * 60_000;
const budgets = { account: 10, device: 10, network: 60, overall: 600 } as const;

/** Where an attempt comes from. */
export interface AttemptOrigin {
	readonly address: string;
	/** Set when the signed device cookie says that this device has signed in to the account before. */
	readonly knownDevice: string | null;
}

export interface Throttle {
	/**
	 * Counts the attempt as failed before it is known how it ends, so that many at once have no more tries than one
	 * after the other.
	 * @throws VerbundError `accounts.throttled`
	 */
	begin(account: string, origin: AttemptOrigin): Promise<void>;
	/** Takes the attempt back, and forgets the failures of the account or the device. */
	recordSuccess(account: string, origin: AttemptOrigin): Promise<void>;
	/** Drops what is counted under the account and the device of this person. */
	forget(account: string, personId: string): Promise<void>;
}

/**
 * Counts failures per account, network prefix and overall, in the database since several processes may answer.
 * A known device has a budget of its own, so that an attacker cannot lock the real person out.
 */
export function createThrottle(database: Database, now: () => number = Date.now): Throttle {
	return {
		async begin(account, origin) {
			const buckets = bucketsFor(account, origin);
			const start = now();
			await database.transaction(
				async (transaction) => {
					await transaction
						.deleteFrom('sign_in_attempts')
						.where('window_start', '<', start - day)
						.execute();
					for (const bucket of buckets.keys()) await count(transaction, bucket, start);
					const rows = await transaction
						.selectFrom('sign_in_attempts')
						.select(['bucket', 'failures', 'window_start'])
						.where('bucket', 'in', [...buckets.keys()])
						.execute();
					const full = rows.find(({ bucket, failures }) => failures > (buckets.get(bucket) ?? Infinity));
					if (full) throw throttled(full.window_start + windowMinutes * 60_000 - start);
				},
				{ quiet: true },
			);
		},
		async recordSuccess(account, origin) {
			const [own = '', ...shared] = bucketsFor(account, origin).keys();
			await database.transaction(
				async (transaction) => {
					await transaction.deleteFrom('sign_in_attempts').where('bucket', '=', own).execute();
					await transaction
						.updateTable('sign_in_attempts')
						.set((is) => ({ failures: is('failures', '-', 1) }))
						.where('bucket', 'in', [...shared, ''])
						.where('failures', '>', 0)
						.execute();
				},
				{ quiet: true },
			);
		},
		async forget(account, personId) {
			const own = [personBucket(personId), account].map((name) => `account:${digest(name)}`);
			await database.transaction((transaction) =>
				transaction
					.deleteFrom('sign_in_attempts')
					.where('bucket', 'in', [...own, `device:${digest(`${account}:${personId}`)}`])
					.execute(),
			);
		},
	};
}

/** The account that counts wrong answers to a question asked of someone who has signed in already. */
export function personBucket(personId: string): string {
	return `password:${personId}`;
}

function throttled(milliseconds: number): VerbundError {
	const seconds = Math.ceil(milliseconds / 1000);
	return new VerbundError('accounts.throttled', {
		values: { minutes: Math.ceil(seconds / 60) },
		retryAfter: seconds,
	});
}

async function count(transaction: Kysely<Schema>, bucket: string, start: number): Promise<void> {
	const since = start - windowMinutes * 60_000;
	await transaction
		.insertInto('sign_in_attempts')
		.values({ bucket, window_start: start, failures: 1 })
		.onConflict((conflict) =>
			conflict.column('bucket').doUpdateSet((is) => ({
				failures: is
					.case()
					.when('sign_in_attempts.window_start', '>', since)
					.then(is('sign_in_attempts.failures', '+', 1))
					.else(1)
					.end(),
				window_start: is
					.case()
					.when('sign_in_attempts.window_start', '>', since)
					.then(is.ref('sign_in_attempts.window_start'))
					.else(start)
					.end(),
			})),
		)
		.execute();
}

/** The first bucket is the one that a success empties. */
function bucketsFor(account: string, { address, knownDevice }: AttemptOrigin): Map<string, number> {
	if (knownDevice !== null)
		return new Map([[`device:${digest(`${account}:${knownDevice}`)}`, budgets.device]]);
	return new Map([
		[`account:${digest(account)}`, budgets.account],
		[`network:${networkPrefix(address)}`, budgets.network],
		['overall', budgets.overall],
	]);
}
