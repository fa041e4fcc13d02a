import type { Actor } from '../access/actor.ts';
import type { Database } from '../database/database.ts';
import { VerbundError } from '../errors.ts';
import { networkPrefix } from './network-prefix.ts';
import { digest } from './secrets.ts';

const day = 24 * 60 * 60_000;

/** Who wants to do something that not everybody may do as often as they like. */
export interface LimitedCaller {
	readonly actor: Actor;
	/** Null where no network is between: the command line, a job. */
	readonly origin: { readonly address: string } | null;
}

/** How often within `minutes`. */
export interface Budget {
	readonly minutes: number;
	/** Of one person who has signed in. */
	readonly person: number;
	/** Of all visitors of one network together. */
	readonly network: number;
	/** Of all visitors. */
	readonly visitors: number;
}

export interface Limits {
	/**
	 * Counts one more. Call it before the transaction of the effect, which a refusal would undo.
	 * @throws VerbundError `request.tooMany`
	 */
	take(name: string, caller: LimitedCaller, budget: Budget): Promise<void>;
}

/** In the database, since several processes may answer; whom a count is about cannot be read from it. */
export function createLimits(database: Database, now: () => number = Date.now): Limits {
	return {
		async take(name, caller, budget) {
			const time = now();
			const since = time - budget.minutes * 60_000;
			await database.transaction(
				async (transaction) => {
					await transaction
						.deleteFrom('request_counts')
						.where('window_start', '<', time - day)
						.execute();
					for (const [key, most] of bucketsOf(caller, budget)) {
						const bucket = digest(`${name}:${key}`);
						const present = await transaction
							.selectFrom('request_counts')
							.select(['window_start', 'count'])
							.where('bucket', '=', bucket)
							.where('window_start', '>', since)
							.executeTakeFirst();
						if (present && present.count >= most) throw tooMany(present.window_start - since);
						const row = { window_start: present?.window_start ?? time, count: (present?.count ?? 0) + 1 };
						await transaction
							.insertInto('request_counts')
							.values({ bucket, ...row })
							.onConflict((conflict) => conflict.column('bucket').doUpdateSet(row))
							.execute();
					}
				},
				{ quiet: true },
			);
		},
	};
}

function bucketsOf({ actor, origin }: LimitedCaller, budget: Budget): readonly (readonly [string, number])[] {
	if (actor.kind === 'system') return [];
	if (actor.kind === 'person') return [[`person:${actor.personId}`, budget.person]];
	return [
		[`network:${networkPrefix(origin?.address ?? '')}`, budget.network],
		['visitors', budget.visitors],
	];
}

function tooMany(milliseconds: number): VerbundError {
	const seconds = Math.ceil(milliseconds / 1000);
	return new VerbundError('request.tooMany', {
		values: { minutes: Math.ceil(seconds / 60) },
		retryAfter: seconds,
	});
}
