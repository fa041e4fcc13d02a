import type { Database } from '../database/database.ts';
import { VerbundError } from '../errors.ts';
import { digest } from './secrets.ts';

const windowMinutes = 15;
const budgets = { account: 10, device: 10, network: 60, overall: 600 } as const;

/** Where an attempt comes from. */
export interface AttemptOrigin {
	readonly address: string;
	/** Set when the signed device cookie says that this device has signed in to the account before. */
	readonly knownDevice: string | null;
}

export interface Throttle {
	/** @throws VerbundError `accounts.throttled` */
	require(account: string, origin: AttemptOrigin): Promise<void>;
	recordFailure(account: string, origin: AttemptOrigin): Promise<void>;
	recordSuccess(account: string, origin: AttemptOrigin): Promise<void>;
}

/**
 * Counts failures per account, network prefix and overall, in the database since several processes may answer.
 * A known device has a budget of its own, so that an attacker cannot lock the real person out.
 */
export function createThrottle(database: Database, now: () => number = Date.now): Throttle {
	return {
		async require(account, origin) {
			const buckets = bucketsFor(account, origin);
			const rows = await database.query
				.selectFrom('sign_in_attempts')
				.select(['bucket', 'failures', 'window_start'])
				.where('bucket', 'in', [...buckets.keys()])
				.where('window_start', '>', now() - windowMinutes * 60_000)
				.execute();
			const full = rows.find(({ bucket, failures }) => failures >= (buckets.get(bucket) ?? Infinity));
			if (!full) return;
			const seconds = Math.ceil((full.window_start + windowMinutes * 60_000 - now()) / 1000);
			throw new VerbundError('accounts.throttled', {
				values: { minutes: Math.ceil(seconds / 60) },
				retryAfter: seconds,
			});
		},
		async recordFailure(account, origin) {
			const start = now();
			await database.transaction(async (transaction) => {
				for (const bucket of bucketsFor(account, origin).keys()) {
					await transaction
						.insertInto('sign_in_attempts')
						.values({ bucket, window_start: start, failures: 1 })
						.onConflict((conflict) =>
							conflict.column('bucket').doUpdateSet((is) => ({
								failures: is
									.case()
									.when('sign_in_attempts.window_start', '>', start - windowMinutes * 60_000)
									.then(is('sign_in_attempts.failures', '+', 1))
									.else(1)
									.end(),
								window_start: is
									.case()
									.when('sign_in_attempts.window_start', '>', start - windowMinutes * 60_000)
									.then(is.ref('sign_in_attempts.window_start'))
									.else(start)
									.end(),
							})),
						)
						.execute();
				}
			});
		},
		async recordSuccess(account, origin) {
			const [own] = bucketsFor(account, origin).keys();
			if (own === undefined) return;
			await database.transaction((transaction) =>
				transaction.deleteFrom('sign_in_attempts').where('bucket', '=', own).execute(),
			);
		},
	};
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

/** /24 of IPv4, /56 of IPv6: what one subscriber usually holds. */
function networkPrefix(address: string): string {
	const ipv4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/.exec(address)?.[1];
	if (ipv4 !== undefined) return ipv4;
	const [head = ''] = address.split('%');
	const groups = expandIpv6(head);
	return [...groups.slice(0, 3), groups[3]?.slice(0, 2) ?? ''].join(':');
}

function expandIpv6(address: string): string[] {
	const [start = '', end] = address.split('::');
	const before = start === '' ? [] : start.split(':');
	const after = end === undefined || end === '' ? [] : end.split(':');
	const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
	return [...before, ...zeros, ...after].map((group) => group.padStart(4, '0'));
}
