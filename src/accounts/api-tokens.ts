import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { notFound } from '../errors.ts';
import { createId } from '../ids.ts';
import { accountColumns, toAccount, type Account, type AccountRow } from './account.ts';
import { createToken, digest } from './secrets.ts';

const prefix = 'verbund_';

export interface ApiToken {
	readonly id: string;
	readonly name: string;
	readonly scope: 'read' | 'write';
	readonly createdAt: number;
	readonly expiresAt: number | null;
}

export interface ApiTokens {
	/** @returns the token itself, this once */
	create(token: {
		personId: string;
		name: string;
		scope: 'read' | 'write';
		expiresAt: number | null;
	}): Promise<{ id: string; token: string }>;
	validate(token: string): Promise<{ account: Account; scope: 'read' | 'write' } | null>;
	list(personId: string): Promise<readonly ApiToken[]>;
	/** @throws VerbundError `request.notFound` for a token of someone else */
	revoke(personId: string, id: string): Promise<void>;
	revokeAll(personId: string): Promise<void>;
}

export function createApiTokens(database: Database): ApiTokens {
	return {
		async create({ personId, name, scope, expiresAt }) {
			const id = createId();
			const token = `${prefix}${createToken()}`;
			await database.transaction((transaction) =>
				transaction
					.insertInto('api_tokens')
					.values({
						id,
						token_hash: digest(token),
						person_id: personId,
						name,
						scope,
						created_at: Date.now(),
						expires_at: expiresAt,
					})
					.execute(),
			);
			return { id, token };
		},
		async validate(token) {
			if (!token.startsWith(prefix)) return null;
			const { rows } = await sql<
				AccountRow & { token_scope: 'read' | 'write' }
			>`select api_tokens.scope as token_scope,
				${accountColumns(database.dialect)}
				from api_tokens join people on people.id = api_tokens.person_id
				where api_tokens.token_hash = ${digest(token)} and api_tokens.revoked_at is null
				and (api_tokens.expires_at is null or api_tokens.expires_at > ${Date.now()})
				and people.disabled_at is null`.execute(database.query);
			const [row] = rows;
			return row ? { account: toAccount(row), scope: row.token_scope } : null;
		},
		async list(personId) {
			const rows = await database.query
				.selectFrom('api_tokens')
				.select(['id', 'name', 'scope', 'created_at', 'expires_at'])
				.where('person_id', '=', personId)
				.where('revoked_at', 'is', null)
				.orderBy('created_at', 'desc')
				.execute();
			return rows.map((row) => ({
				id: row.id,
				name: row.name,
				scope: row.scope,
				createdAt: row.created_at,
				expiresAt: row.expires_at,
			}));
		},
		async revoke(personId, id) {
			await database.transaction(async (transaction) => {
				const { numUpdatedRows } = await transaction
					.updateTable('api_tokens')
					.set({ revoked_at: Date.now() })
					.where('id', '=', id)
					.where('person_id', '=', personId)
					.executeTakeFirst();
				if (numUpdatedRows === 0n) throw notFound();
			});
		},
		async revokeAll(personId) {
			await database.transaction((transaction) =>
				transaction
					.updateTable('api_tokens')
					.set({ revoked_at: Date.now() })
					.where('person_id', '=', personId)
					.where('revoked_at', 'is', null)
					.execute(),
			);
		},
	};
}
