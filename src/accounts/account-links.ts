import { z } from 'zod';
import { roles, type Role } from '../access/actor.ts';
import type { Database } from '../database/database.ts';
import { VerbundError } from '../errors.ts';
import { createId } from '../ids.ts';
import { createToken, digest } from './secrets.ts';

const hour = 3_600_000;
const lifetimes = { setup: 24 * hour, invitation: 7 * 24 * hour, passwordReset: 4 * hour } as const;

export type AccountLinkKind = keyof typeof lifetimes;

/** What a one-time link allows. */
export interface AccountLink {
	readonly id: string;
	readonly kind: AccountLinkKind;
	readonly organisationId: string | null;
	readonly personId: string | null;
	readonly email: string | null;
	readonly roles: readonly Role[];
	/** Who made it; null for the hub itself. */
	readonly createdBy: string | null;
	readonly expiresAt: number;
}

export interface NewAccountLink {
	readonly kind: AccountLinkKind;
	readonly organisationId?: string;
	readonly personId?: string;
	readonly email?: string;
	readonly roles?: readonly Role[];
	readonly createdBy?: string | null;
}

export interface AccountLinks {
	/** @returns the token for the address `/l/<token>`; it cannot be had again */
	create(link: NewAccountLink): Promise<{ id: string; token: string }>;
	/** Looks without using up. Null when unknown, used or expired. */
	find(kind: AccountLinkKind, token: string): Promise<AccountLink | null>;
	/** @throws VerbundError `accounts.linkInvalid`; of two people who use it at once, one gets through */
	use(kind: AccountLinkKind, token: string): Promise<AccountLink>;
	open(organisationId: string): Promise<readonly AccountLink[]>;
	/** Withdraws an open link of this organisation; unknown ids are ignored. */
	revoke(id: string, organisationId: string): Promise<void>;
	revokeKind(kind: AccountLinkKind, personId?: string): Promise<void>;
	/** Withdraws what this person made: in this organisation, or everywhere. */
	revokeMadeBy(personId: string, organisationId?: string): Promise<void>;
}

export function createAccountLinks(database: Database): AccountLinks {
	return {
		async create({ kind, organisationId, personId, email, roles: given = [], createdBy = null }) {
			const token = createToken();
			const id = createId();
			const now = Date.now();
			await database.transaction((transaction) =>
				transaction
					.insertInto('account_links')
					.values({
						id,
						token_hash: digest(token),
						kind,
						organisation_id: organisationId ?? null,
						person_id: personId ?? null,
						email: email ?? null,
						roles: JSON.stringify(given),
						created_by: createdBy,
						created_at: now,
						expires_at: now + lifetimes[kind],
					})
					.execute(),
			);
			return { id, token };
		},
		async find(kind, token) {
			const row = await openLinks()
				.where('kind', '=', kind)
				.where('token_hash', '=', digest(token))
				.executeTakeFirst();
			return row ? toLink(row) : null;
		},
		async use(kind, token) {
			return database.transaction(async (transaction) => {
				const row = await openLinks()
					.where('kind', '=', kind)
					.where('token_hash', '=', digest(token))
					.executeTakeFirst();
				if (!row) throw new VerbundError('accounts.linkInvalid');
				const { numUpdatedRows } = await transaction
					.updateTable('account_links')
					.set({ used_at: Date.now() })
					.where('id', '=', row.id)
					.where('used_at', 'is', null)
					.executeTakeFirst();
				if (numUpdatedRows === 0n) throw new VerbundError('accounts.linkInvalid');
				return toLink(row);
			});
		},
		async open(organisationId) {
			const rows = await openLinks()
				.where('organisation_id', '=', organisationId)
				.where('kind', '=', 'invitation')
				.orderBy('created_at', 'desc')
				.execute();
			return rows.map(toLink);
		},
		async revoke(id, organisationId) {
			await database.transaction((transaction) =>
				transaction
					.deleteFrom('account_links')
					.where('id', '=', id)
					.where('organisation_id', '=', organisationId)
					.execute(),
			);
		},
		async revokeKind(kind, personId) {
			await database.transaction(async (transaction) => {
				let query = transaction.deleteFrom('account_links').where('kind', '=', kind);
				if (personId !== undefined) query = query.where('person_id', '=', personId);
				await query.execute();
			});
		},
		async revokeMadeBy(personId, organisationId) {
			await database.transaction(async (transaction) => {
				let query = transaction
					.deleteFrom('account_links')
					.where('created_by', '=', personId)
					.where('used_at', 'is', null);
				if (organisationId !== undefined) query = query.where('organisation_id', '=', organisationId);
				await query.execute();
			});
		},
	};

	function openLinks() {
		return database.query
			.selectFrom('account_links')
			.select(['id', 'kind', 'organisation_id', 'person_id', 'email', 'roles', 'created_by', 'expires_at'])
			.where('used_at', 'is', null)
			.where('expires_at', '>', Date.now());
	}
}

function toLink(row: {
	id: string;
	kind: AccountLinkKind;
	organisation_id: string | null;
	person_id: string | null;
	email: string | null;
	roles: string;
	created_by: string | null;
	expires_at: number;
}): AccountLink {
	return {
		id: row.id,
		kind: row.kind,
		organisationId: row.organisation_id,
		personId: row.person_id,
		email: row.email,
		roles: z.array(z.enum(roles)).parse(JSON.parse(row.roles)),
		createdBy: row.created_by,
		expiresAt: row.expires_at,
	};
}
