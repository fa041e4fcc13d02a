import type { Database } from '../database/database.ts';
import { VerbundError } from '../errors.ts';
import { findAccount, normaliseEmail } from './account.ts';
import type { Passwords } from './passwords.ts';
import type { People } from './people.ts';
import type { Sessions } from './sessions.ts';
import type { Throttle } from './throttle.ts';

export interface SignInAttempt {
	readonly email: string;
	readonly password: string;
	/** Network address of the client, as far as configured proxies vouch for it. */
	readonly address: string;
	/** Person id of the signed device cookie, if there is one. */
	readonly deviceOf: string | null;
	readonly device: string;
}

export interface SignedIn {
	readonly personId: string;
	readonly token: string;
}

export type SignIn = (attempt: SignInAttempt) => Promise<SignedIn>;

/** The same answer after the same time for an unknown address and for a wrong password. */
export function createSignIn(
	database: Database,
	parts: { passwords: Passwords; people: People; sessions: Sessions; throttle: Throttle },
): SignIn {
	const { passwords, people, sessions, throttle } = parts;

	return async ({ email, password, address, deviceOf, device }) => {
		const name = normaliseEmail(email);
		const known = await people.passwordHash(name);
		const origin = { address, knownDevice: known?.id === deviceOf ? deviceOf : null };
		await throttle.begin(name, origin);
		const matches = await passwords.verify(known?.hash ?? null, password);
		if (!known || !matches) throw new VerbundError('accounts.signInFailed');
		await throttle.recordSuccess(name, origin);
		const account = await findAccount(database, { id: known.id });
		const token = await sessions.start(known.id, device, account?.memberships[0]?.organisationId ?? null);
		return { personId: known.id, token };
	};
}
