import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Throttle } from './throttle.ts';

/** What the hub stores about a person as the holder of an account. */
export interface AccountData {
	export(personId: string): Promise<Readonly<Record<string, unknown>>>;
	/** What does not go with the account's own row. */
	erase(personId: string): Promise<void>;
}

export function createAccountData(database: Database, throttle: Throttle): AccountData {
	return {
		async export(personId) {
			const { query } = database;
			const account = await query
				.selectFrom('people')
				.select(['id', 'name', 'email', 'created_at', 'disabled_at', 'network_admin', 'preferences'])
				.where('id', '=', personId)
				.executeTakeFirst();
			if (!account) return {};
			const memberships = await query
				.selectFrom('memberships')
				.innerJoin('organisations', 'organisations.id', 'memberships.organisation_id')
				.select(['organisations.id', 'organisations.name', 'memberships.created_at as joinedAt'])
				.where('person_id', '=', personId)
				.execute();
			const roles = await query
				.selectFrom('membership_roles')
				.select(['organisation_id', 'role'])
				.where('person_id', '=', personId)
				.execute();
			return {
				name: account.name,
				email: account.email,
				id: account.id,
				createdAt: account.created_at,
				disabledAt: account.disabled_at,
				administersNetwork: account.network_admin === 1,
				preferences: JSON.parse(account.preferences),
				memberships: memberships.map(({ id, ...membership }) => ({
					...membership,
					roles: roles.filter((row) => row.organisation_id === id).map(({ role }) => role),
				})),
				groups: await query
					.selectFrom('group_members')
					.innerJoin('groups', 'groups.id', 'group_members.group_id')
					.select('groups.name')
					.where('person_id', '=', personId)
					.execute(),
				sessions: await query
					.selectFrom('sessions')
					.select(['device', 'created_at as createdAt', 'expires_at as expiresAt'])
					.where('person_id', '=', personId)
					.execute(),
				tokens: await query
					.selectFrom('api_tokens')
					.select([
						'name',
						'scope',
						'created_at as createdAt',
						'expires_at as expiresAt',
						'revoked_at as revokedAt',
					])
					.where('person_id', '=', personId)
					.execute(),
				settings: await query
					.selectFrom('settings')
					.select(['key', 'value', 'updated_at as updatedAt'])
					.where('scope', '=', 'person')
					.where('scope_id', '=', personId)
					.execute(),
				linksMade: await query
					.selectFrom('account_links')
					.select(['kind', 'created_at as createdAt', 'used_at as usedAt'])
					.where('created_by', '=', personId)
					.execute(),
			};
		},
		async erase(personId) {
			await database.transaction(async (transaction) => {
				const account = await transaction
					.selectFrom('people')
					.select('email')
					.where('id', '=', personId)
					.executeTakeFirst();
				if (!account) return;
				await transaction
					.deleteFrom('settings')
					.where('scope', '=', 'person')
					.where('scope_id', '=', personId)
					.execute();
				await transaction
					.deleteFrom('account_links')
					.where((link) =>
						link.or([
							link('person_id', '=', personId),
							link(sql`lower(email)`, '=', account.email),
							link.and([link('created_by', '=', personId), link('used_at', 'is', null)]),
						]),
					)
					.execute();
				await transaction
					.updateTable('account_links')
					.set({ created_by: null })
					.where('created_by', '=', personId)
					.execute();
				await throttle.forget(account.email, personId);
			});
		},
	};
}
