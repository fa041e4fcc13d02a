import { Lucia, TimeSpan, type Adapter } from 'lucia';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { accountColumns, toAccount, type Account, type AccountRow } from './account.ts';
import { createToken, digest } from './secrets.ts';

// Lucia is deprecated and stays behind this file; sessions.test.ts is the contract for whatever replaces it.

const idleDays = 14;
/** Lucia moves the idle limit when half of it is over. */
const renewalDays = idleDays / 2;
const absoluteDays = 90;
const day = 86_400_000;

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof createLucia>;
		DatabaseSessionAttributes: SessionAttributes;
		DatabaseUserAttributes: { account: Account; changeMark: number; organisationsVersion: number };
	}
}

interface SessionAttributes {
	absoluteExpiresAt: number;
	createdAt: number;
	actingOrganisationId: string | null;
	device: string;
}

export interface ValidSession {
	readonly id: string;
	readonly account: Account;
	readonly actingOrganisationId: string | null;
	/** True when the idle limit was just moved and the cookie should be sent again. */
	readonly renewed: boolean;
	/** The database's change mark when the rights of the account were read. */
	readonly changeMark: number;
	/** Changes whenever an organisation looks otherwise. */
	readonly organisationsVersion: number;
}

export interface OwnSession {
	readonly id: string;
	readonly device: string;
	readonly createdAt: number;
	readonly expiresAt: number;
}

export interface Sessions {
	/** @returns the token for the cookie; only its digest is stored */
	start(personId: string, device: string, actingOrganisationId: string | null): Promise<string>;
	/** One query, at each request. */
	validate(token: string): Promise<ValidSession | null>;
	/**
	 * For pages that are kept: whether the session still holds, with the change mark of this moment. Null also when
	 * the idle limit is to be moved, which `validate` does. One look-up by key.
	 */
	glance(sessionId: string): Promise<number | null>;
	/**
	 * For sockets: what decides the rights of whoever is behind these sessions, as text that changes when they do.
	 * Sessions that hold no longer are missing. One query.
	 */
	standings(sessionIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
	switchOrganisation(sessionId: string, organisationId: string): Promise<void>;
	list(personId: string): Promise<readonly OwnSession[]>;
	end(personId: string, sessionId: string): Promise<void>;
	endAll(personId: string): Promise<void>;
	/** Removes what has expired. */
	sweep(): Promise<void>;
}

export const sessionSeconds = idleDays * 24 * 60 * 60;

export function createSessions(database: Database): Sessions {
	const lucia = createLucia(database);

	return {
		async start(personId, device, actingOrganisationId) {
			const token = createToken();
			const now = Date.now();
			const attributes = {
				absoluteExpiresAt: now + absoluteDays * day,
				createdAt: now,
				actingOrganisationId,
				device,
			};
			await lucia.createSession(personId, attributes, { sessionId: digest(token) });
			return token;
		},
		async validate(token) {
			const { session, user } = await lucia.validateSession(digest(token));
			if (!session || session.absoluteExpiresAt <= Date.now()) return null;
			return {
				id: session.id,
				account: user.account,
				actingOrganisationId: session.actingOrganisationId,
				renewed: session.fresh,
				changeMark: user.changeMark,
				organisationsVersion: user.organisationsVersion,
			};
		},
		async glance(sessionId) {
			const { rows } = await sql<{ mark: number }>`select ${database.changeMark} as mark from sessions
				where id = ${sessionId} and expires_at > ${Date.now() + renewalDays * day}
				and absolute_expires_at > ${Date.now()}`.execute(database.query);
			return rows[0]?.mark ?? null;
		},
		async standings(sessionIds) {
			const { rows } = await sql<StandingRow>`select sessions.id, sessions.acting_organisation_id,
				(select sum(settings.updated_at) from settings where settings.scope <> 'person') as settings_mark,
				(select count(*) from settings) as settings_count,
				(select sum(organisations.version) from organisations) as organisations_version, ${accountColumns(database.dialect)}
				from sessions join people on people.id = sessions.person_id
				where sessions.id in (${sql.join([...sessionIds, ''])}) and people.disabled_at is null
				and sessions.expires_at > ${Date.now()} and sessions.absolute_expires_at > ${Date.now()}`.execute(
				database.query,
			);
			return new Map(
				rows.map(({ id, preferences: _, name: __, ...standing }) => [id, JSON.stringify(standing)]),
			);
		},
		async switchOrganisation(sessionId, organisationId) {
			await database.transaction((transaction) =>
				transaction
					.updateTable('sessions')
					.set({ acting_organisation_id: organisationId })
					.where('id', '=', sessionId)
					.execute(),
			);
		},
		async list(personId) {
			const sessions = await lucia.getUserSessions(personId);
			return sessions
				.map(({ id, device, createdAt, expiresAt }) => ({
					id,
					device,
					createdAt,
					expiresAt: expiresAt.getTime(),
				}))
				.sort((a, b) => b.createdAt - a.createdAt);
		},
		async end(personId, sessionId) {
			await database.transaction((transaction) =>
				transaction
					.deleteFrom('sessions')
					.where('id', '=', sessionId)
					.where('person_id', '=', personId)
					.execute(),
			);
		},
		endAll: (personId) => lucia.invalidateUserSessions(personId),
		sweep: () => lucia.deleteExpiredSessions(),
	};
}

interface StandingRow extends AccountRow {
	readonly id: string;
	readonly acting_organisation_id: string | null;
	readonly settings_mark: number | null;
	readonly settings_count: number;
	readonly organisations_version: number;
}

function createLucia(database: Database) {
	return new Lucia(createAdapter(database), {
		sessionExpiresIn: new TimeSpan(idleDays, 'd'),
		getSessionAttributes: (attributes) => attributes,
		getUserAttributes: (attributes) => attributes,
	});
}

interface SessionRow extends AccountRow {
	readonly id: string;
	readonly expires_at: number;
	readonly absolute_expires_at: number;
	readonly session_created_at: number;
	readonly acting_organisation_id: string | null;
	readonly device: string;
	readonly change_mark: number;
	readonly organisations_version: number;
}

function createAdapter(database: Database): Adapter {
	// A page that is kept asks for its session each time.
	const quietly = { quiet: true };
	return {
		async getSessionAndUser(id) {
			const { rows } =
				await sql<SessionRow>`select sessions.id, sessions.expires_at, sessions.absolute_expires_at,
				sessions.created_at as session_created_at, sessions.acting_organisation_id, sessions.device,
				${database.changeMark} as change_mark,
				(select sum(organisations.version) from organisations) as organisations_version, ${accountColumns(database.dialect)}
				from sessions join people on people.id = sessions.person_id
				where sessions.id = ${id} and people.disabled_at is null`.execute(database.query);
			const [row] = rows;
			if (!row) return [null, null];
			const account = toAccount(row);
			return [
				toSession(account.id, row),
				{
					id: account.id,
					attributes: {
						account,
						changeMark: row.change_mark,
						organisationsVersion: Number(row.organisations_version),
					},
				},
			];
		},
		async getUserSessions(personId) {
			const rows = await database.query
				.selectFrom('sessions')
				.selectAll()
				.where('person_id', '=', personId)
				.execute();
			return rows.map((row) => toSession(personId, { ...row, session_created_at: row.created_at }));
		},
		async setSession({ id, userId, expiresAt, attributes }) {
			await database.transaction(
				(transaction) =>
					transaction
						.insertInto('sessions')
						.values({
							id,
							person_id: userId,
							expires_at: expiresAt.getTime(),
							absolute_expires_at: attributes.absoluteExpiresAt,
							created_at: attributes.createdAt,
							acting_organisation_id: attributes.actingOrganisationId,
							device: attributes.device,
						})
						.execute(),
				quietly,
			);
		},
		async updateSessionExpiration(id, expiresAt) {
			await database.transaction(
				(transaction) =>
					transaction
						.updateTable('sessions')
						.set({ expires_at: expiresAt.getTime() })
						.where('id', '=', id)
						.execute(),
				quietly,
			);
		},
		async deleteSession(id) {
			await database.transaction(
				(transaction) => transaction.deleteFrom('sessions').where('id', '=', id).execute(),
				quietly,
			);
		},
		async deleteUserSessions(personId) {
			await database.transaction(
				(transaction) => transaction.deleteFrom('sessions').where('person_id', '=', personId).execute(),
				quietly,
			);
		},
		async deleteExpiredSessions() {
			const now = Date.now();
			await database.transaction(
				(transaction) =>
					transaction
						.deleteFrom('sessions')
						.where((is) => is.or([is('expires_at', '<=', now), is('absolute_expires_at', '<=', now)]))
						.execute(),
				quietly,
			);
		},
	};
}

function toSession(
	personId: string,
	row: Pick<
		SessionRow,
		'id' | 'expires_at' | 'absolute_expires_at' | 'session_created_at' | 'acting_organisation_id' | 'device'
	>,
) {
	return {
		id: row.id,
		userId: personId,
		expiresAt: new Date(row.expires_at),
		attributes: {
			absoluteExpiresAt: row.absolute_expires_at,
			createdAt: row.session_created_at,
			actingOrganisationId: row.acting_organisation_id,
			device: row.device,
		},
	};
}
