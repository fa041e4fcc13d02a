import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { VerbundError } from '../errors.ts';
import type { Seal } from './seal.ts';

export const mailSecurities = ['tls', 'starttls', 'none'] as const;

/** The server that takes the hub's mail. */
export interface MailServer {
	readonly host: string;
	readonly port: number;
	/** From the first byte, after a command that must succeed, or not at all. */
	readonly security: (typeof mailSecurities)[number];
	/** Empty where the server asks for none. */
	readonly user: string;
	readonly password: string;
	/** Address that mail comes from. */
	readonly from: string;
}

/** What administrators see of it. */
export interface MailServerView extends Omit<MailServer, 'password'> {
	readonly hasPassword: boolean;
	/** The password was sealed with a key that is no longer there. */
	readonly passwordLost: boolean;
	/** Set in the environment, so that nobody changes it here. */
	readonly fixed: boolean;
}

export interface MailServerChange extends Omit<MailServer, 'password'> {
	/** Without one the stored password stays. */
	readonly password?: string;
}

export interface MailServers {
	read(): Promise<MailServer | null>;
	view(): Promise<MailServerView | null>;
	/** @throws VerbundError `mail.setInEnvironment` */
	change(change: MailServerChange): Promise<void>;
	/** @throws VerbundError `mail.setInEnvironment` */
	remove(): Promise<void>;
}

const storedSchema = z.object({
	host: z.string(),
	port: z.number(),
	security: z.enum(mailSecurities),
	user: z.string(),
	/** Sealed. */
	password: z.string(),
	from: z.string(),
});

type StoredServer = z.infer<typeof storedSchema>;

const stateKey = 'mail.server';

export function createMailServers(database: Database, seal: Seal, fixed: MailServer | null): MailServers {
	const requireOpen = () => {
		if (fixed) throw new VerbundError('mail.setInEnvironment');
	};

	return {
		async read() {
			if (fixed) return fixed;
			const stored = await readStored();
			return stored && { ...stored, password: openPassword(stored) ?? '' };
		},
		async view() {
			if (fixed) return toView(fixed, { fixed: true, passwordLost: false });
			const stored = await readStored();
			return stored && toView(stored, { fixed: false, passwordLost: openPassword(stored) === null });
		},
		async change({ password, ...change }) {
			requireOpen();
			await database.transaction(async (transaction) => {
				const stored = await readStored();
				// A password goes to the server that it was given for, and to no other.
				const isSameServer = stored?.host === change.host && stored.user === change.user;
				const kept = isSameServer ? stored.password : '';
				const value = JSON.stringify({
					...change,
					password: change.user === '' ? '' : password ? seal.close(password) : kept,
				} satisfies StoredServer);
				await transaction
					.insertInto('hub_state')
					.values({ key: stateKey, value })
					.onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
					.execute();
			});
		},
		async remove() {
			requireOpen();
			await database.transaction((transaction) =>
				transaction.deleteFrom('hub_state').where('key', '=', stateKey).execute(),
			);
		},
	};

	async function readStored(): Promise<StoredServer | null> {
		const row = await database.query
			.selectFrom('hub_state')
			.select('value')
			.where('key', '=', stateKey)
			.executeTakeFirst();
		return row ? storedSchema.parse(JSON.parse(row.value)) : null;
	}

	/** Empty without one, null where it cannot be opened any more. */
	function openPassword({ password }: StoredServer): string | null {
		return password === '' ? '' : seal.open(password);
	}
}

function toView(
	{ password, ...server }: MailServer,
	state: Pick<MailServerView, 'fixed' | 'passwordLost'>,
): MailServerView {
	return { ...server, ...state, hasPassword: password !== '' };
}
