import type { Database } from '../database/database.ts';
import { findAccount, type Account } from './account.ts';
import { createAccountData } from './account-data.ts';
import { createAccountLinks } from './account-links.ts';
import { createApiTokens } from './api-tokens.ts';
import { createGroups } from './groups.ts';
import { createOrganisations } from './organisations.ts';
import { createPasswordRules } from './password-rules.ts';
import { createPasswords } from './passwords.ts';
import { createPeople } from './people.ts';
import { createSessions } from './sessions.ts';
import { createSignIn } from './sign-in.ts';
import { createThrottle } from './throttle.ts';

export type Accounts = ReturnType<typeof createAccounts>;

/** Everything about who there is: organisations, people, their links, sessions and tokens. */
export function createAccounts(database: Database) {
	const passwords = createPasswords();
	const people = createPeople(database);
	const sessions = createSessions(database);
	const throttle = createThrottle(database);
	return {
		organisations: createOrganisations(database),
		groups: createGroups(database),
		people,
		passwords,
		passwordRules: createPasswordRules(),
		links: createAccountLinks(database),
		sessions,
		tokens: createApiTokens(database),
		throttle,
		data: createAccountData(database, throttle),
		/** With everything that decides what they may do; null for accounts that are disabled or not there. */
		find: (id: string): Promise<Account | null> => findAccount(database, { id }),
		signIn: createSignIn(database, { passwords, people, sessions, throttle }),
	};
}
