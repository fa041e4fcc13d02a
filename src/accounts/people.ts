import { sql, type RawBuilder } from 'kysely';
import type { Actor, Role } from '../access/actor.ts';
import { visiblePeople } from '../access/visible-to.ts';
import { isUniqueViolation } from '../database/database-error.ts';
import type { Database } from '../database/database.ts';
import { VerbundError, notFound } from '../errors.ts';
import { createId } from '../ids.ts';
import { normaliseEmail, type Preferences } from './account.ts';

export interface Person {
	readonly id: string;
	readonly name: string;
	readonly email: string;
}

export interface Member extends Person {
	readonly roles: readonly Role[];
	readonly disabled: boolean;
	readonly joinedAt: number;
}

export interface PeopleFilter {
	readonly ids?: readonly string[];
	/** Part of the name. */
	readonly text?: string;
	/** Members of this organisation. */
	readonly organisationId?: string;
	/** Select of the ids that come into question. */
	readonly among?: RawBuilder<unknown>;
	readonly limit?: number;
}

export interface AccountRights {
	readonly networkAdmin: boolean;
	readonly organisationIds: readonly string[];
}

export interface NewPerson {
	readonly email: string;
	readonly name: string;
	readonly passwordHash: string | null;
	readonly networkAdmin?: boolean;
	readonly preferences?: Preferences;
}

export interface People {
	/** @throws VerbundError `accounts.addressTaken` */
	create(person: NewPerson): Promise<string>;
	/** People whom the actor may see. */
	list(actor: Actor, filter?: PeopleFilter): Promise<readonly Person[]>;
	/** For administrators of the organisation. */
	members(organisationId: string): Promise<readonly Member[]>;
	/** @throws VerbundError `request.notFound` */
	nameOf(personId: string): Promise<string>;
	/** Where the person belongs, and whether they administer the network. */
	rightsOf(personId: string): Promise<AccountRights>;
	passwordHash(email: string): Promise<{ id: string; hash: string | null } | null>;
	setPasswordHash(personId: string, hash: string): Promise<void>;
	changePreferences(personId: string, change: Preferences): Promise<void>;
	addMembership(personId: string, organisationId: string, roles: readonly Role[]): Promise<void>;
	/** @throws VerbundError `accounts.lastAdmin` when the organisation would be left without an administrator */
	setRoles(personId: string, organisationId: string, roles: readonly Role[]): Promise<void>;
	/** Takes the person out of the organisation and out of groups that they were in through it. */
	removeMembership(personId: string, organisationId: string): Promise<void>;
	/** @throws VerbundError `accounts.lastAdmin` when nobody would be left to administer the network or an organisation */
	setDisabled(personId: string, disabled: boolean): Promise<void>;
	/**
	 * Removes the account and all that hangs on it. What others store about the person is theirs to remove before.
	 * @throws VerbundError `accounts.lastAdmin` unless `evenLastAdmin`
	 */
	erase(personId: string, options?: { readonly evenLastAdmin?: boolean }): Promise<void>;
	/** False until the hub is set up. */
	isAnyone(): Promise<boolean>;
	/** Names of people and organisations, by their ids. One query. */
	names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
	/** Of these ids, those of people who were erased. */
	erased(ids: readonly string[]): Promise<readonly string[]>;
	/** @throws VerbundError `accounts.lastAdmin` when the network would be left without an administrator */
	setNetworkAdmin(personId: string, networkAdmin: boolean): Promise<void>;
}

export function createPeople(database: Database): People {
	const people: People = {
		async create({ email, name, passwordHash, networkAdmin = false, preferences = {} }) {
			const id = createId();
			await database.transaction(async (transaction) => {
				await transaction
					.insertInto('people')
					.values({
						id,
						email: normaliseEmail(email),
						name: name.trim(),
						password_hash: passwordHash,
						network_admin: networkAdmin ? 1 : 0,
						preferences: JSON.stringify(preferences),
						created_at: Date.now(),
					})
					.execute()
					.catch((error: unknown) => {
						throw isUniqueViolation(error)
							? new VerbundError('accounts.addressTaken', { cause: error })
							: error;
					});
			});
			return id;
		},
		async isAnyone() {
			const row = await database.query.selectFrom('people').select('id').limit(1).executeTakeFirst();
			return row !== undefined;
		},
		async list(actor, { ids, text, organisationId, among, limit = 200 } = {}) {
			let query = database.query
				.selectFrom('people')
				.select(['id', 'name', 'email'])
				.where('disabled_at', 'is', null)
				.where(visiblePeople(actor, 'people.id'))
				.orderBy('name')
				.limit(limit);
			if (ids) query = query.where('id', 'in', [...ids, '']);
			if (among) query = query.where(sql<boolean>`people.id in ${among}`);
			if (organisationId !== undefined) {
				query = query.where('id', 'in', (members) =>
					members.selectFrom('memberships').select('person_id').where('organisation_id', '=', organisationId),
				);
			}
			if (text !== undefined) {
				query = query.where(
					sql<boolean>`lower(people.name) like ${`%${escapeLike(text.toLowerCase())}%`} escape '\\'`,
				);
			}
			return query.execute();
		},
		async members(organisationId) {
			const rows = await database.query
				.selectFrom('memberships')
				.innerJoin('people', 'people.id', 'memberships.person_id')
				.select(['people.id', 'people.name', 'people.email', 'people.disabled_at', 'memberships.created_at'])
				.where('memberships.organisation_id', '=', organisationId)
				.orderBy('people.name')
				.execute();
			const roles = await database.query
				.selectFrom('membership_roles')
				.select(['person_id', 'role'])
				.where('organisation_id', '=', organisationId)
				.execute();
			return rows.map(({ id, name, email, disabled_at, created_at }) => ({
				id,
				name,
				email,
				disabled: disabled_at !== null,
				joinedAt: created_at,
				// Only `setRoles` and `addMembership` write this column, with values of the type.
				roles: roles.filter((row) => row.person_id === id).map((row) => row.role as Role),
			}));
		},
		async nameOf(personId) {
			const { name } = await database.query
				.selectFrom('people')
				.select('name')
				.where('id', '=', personId)
				.executeTakeFirstOrThrow(notFound);
			return name;
		},
		async rightsOf(personId) {
			const person = await database.query
				.selectFrom('people')
				.select('network_admin')
				.where('id', '=', personId)
				.executeTakeFirstOrThrow(notFound);
			const memberships = await database.query
				.selectFrom('memberships')
				.select('organisation_id')
				.where('person_id', '=', personId)
				.execute();
			return {
				networkAdmin: person.network_admin === 1,
				organisationIds: memberships.map(({ organisation_id }) => organisation_id),
			};
		},
		async passwordHash(email) {
			const row = await database.query
				.selectFrom('people')
				.select(['id', 'password_hash'])
				.where('email', '=', normaliseEmail(email))
				.where('disabled_at', 'is', null)
				.executeTakeFirst();
			return row ? { id: row.id, hash: row.password_hash } : null;
		},
		async setPasswordHash(personId, hash) {
			await database.transaction((transaction) =>
				transaction.updateTable('people').set({ password_hash: hash }).where('id', '=', personId).execute(),
			);
		},
		async changePreferences(personId, change) {
			await database.transaction(async (transaction) => {
				const row = await transaction
					.selectFrom('people')
					.select('preferences')
					.where('id', '=', personId)
					.executeTakeFirstOrThrow(notFound);
				const preferences = JSON.stringify({ ...(JSON.parse(row.preferences) as Preferences), ...change });
				await transaction.updateTable('people').set({ preferences }).where('id', '=', personId).execute();
			});
		},
		async addMembership(personId, organisationId, roles) {
			await database.transaction(async (transaction) => {
				await transaction
					.insertInto('memberships')
					.values({ person_id: personId, organisation_id: organisationId, created_at: Date.now() })
					.onConflict((conflict) => conflict.doNothing())
					.execute();
				for (const role of roles) {
					await transaction
						.insertInto('membership_roles')
						.values({ person_id: personId, organisation_id: organisationId, role })
						.onConflict((conflict) => conflict.doNothing())
						.execute();
				}
			});
		},
		async setRoles(personId, organisationId, roles) {
			await database.transaction(async (transaction) => {
				const membership = await transaction
					.selectFrom('memberships')
					.select('person_id')
					.where('person_id', '=', personId)
					.where('organisation_id', '=', organisationId)
					.executeTakeFirst();
				if (!membership) throw notFound();
				await transaction
					.deleteFrom('membership_roles')
					.where('person_id', '=', personId)
					.where('organisation_id', '=', organisationId)
					.execute();
				await people.addMembership(personId, organisationId, roles);
				await requireAdmin(organisationId);
			});
		},
		async removeMembership(personId, organisationId) {
			await database.transaction(async (transaction) => {
				const { numDeletedRows } = await transaction
					.deleteFrom('memberships')
					.where('person_id', '=', personId)
					.where('organisation_id', '=', organisationId)
					.executeTakeFirst();
				if (numDeletedRows === 0n) throw notFound();
				await requireAdmin(organisationId);
				await transaction
					.deleteFrom('group_members')
					.where('person_id', '=', personId)
					.where('group_id', 'not in', (still) =>
						still
							.selectFrom('group_organisations')
							.innerJoin('memberships', 'memberships.organisation_id', 'group_organisations.organisation_id')
							.select('group_organisations.group_id')
							.where('memberships.person_id', '=', personId),
					)
					.execute();
			});
		},
		async setDisabled(personId, disabled) {
			await database.transaction(async (transaction) => {
				const { numUpdatedRows } = await transaction
					.updateTable('people')
					.set({ disabled_at: disabled ? Date.now() : null })
					.where('id', '=', personId)
					.executeTakeFirst();
				if (numUpdatedRows === 0n) throw notFound();
				await requireNetworkAdmin();
				if (!disabled) return;
				for (const organisationId of await administeredBy(personId)) await requireAdmin(organisationId);
				await transaction.deleteFrom('sessions').where('person_id', '=', personId).execute();
			});
		},
		async erase(personId, { evenLastAdmin = false } = {}) {
			await database.transaction(async (transaction) => {
				const person = await transaction
					.selectFrom('people')
					.select('disabled_at')
					.where('id', '=', personId)
					.executeTakeFirstOrThrow(notFound);
				const administered = await administeredBy(personId);
				await transaction.deleteFrom('people').where('id', '=', personId).execute();
				await transaction
					.insertInto('erasures')
					.values({ person_id: personId, erased_at: Date.now() })
					.onConflict((conflict) => conflict.doNothing())
					.execute();
				// Whoever could not sign in any more administered nothing.
				if (evenLastAdmin || person.disabled_at !== null) return;
				await requireNetworkAdmin();
				for (const organisationId of administered) await requireAdmin(organisationId);
			});
		},
		async names(ids) {
			if (ids.length === 0) return new Map();
			const rows = await database.query
				.selectFrom('people')
				.select(['id', 'name'])
				.where('id', 'in', [...ids])
				.where('disabled_at', 'is', null)
				.unionAll(
					database.query
						.selectFrom('organisations')
						.select(['id', 'name'])
						.where('id', 'in', [...ids]),
				)
				.execute();
			return new Map(rows.map(({ id, name }) => [id, name]));
		},
		async erased(ids) {
			if (ids.length === 0) return [];
			const rows = await database.query
				.selectFrom('erasures')
				.select('person_id')
				.where('person_id', 'in', [...ids])
				.execute();
			return rows.map(({ person_id }) => person_id);
		},
		async setNetworkAdmin(personId, networkAdmin) {
			await database.transaction(async (transaction) => {
				const { numUpdatedRows } = await transaction
					.updateTable('people')
					.set({ network_admin: networkAdmin ? 1 : 0 })
					.where('id', '=', personId)
					.executeTakeFirst();
				if (numUpdatedRows === 0n) throw notFound();
				await requireNetworkAdmin();
			});
		},
	};
	return people;

	async function administeredBy(personId: string): Promise<readonly string[]> {
		const rows = await database.query
			.selectFrom('membership_roles')
			.select('organisation_id')
			.where('person_id', '=', personId)
			.where('role', '=', 'admin')
			.execute();
		return rows.map(({ organisation_id }) => organisation_id);
	}

	async function requireNetworkAdmin(): Promise<void> {
		const admin = await database.query
			.selectFrom('people')
			.select('id')
			.where('network_admin', '=', 1)
			.where('disabled_at', 'is', null)
			.executeTakeFirst();
		if (!admin) throw new VerbundError('accounts.lastAdmin');
	}

	async function requireAdmin(organisationId: string): Promise<void> {
		const admin = await database.query
			.selectFrom('membership_roles')
			.innerJoin('people', 'people.id', 'membership_roles.person_id')
			.select('people.id')
			.where('organisation_id', '=', organisationId)
			.where('role', '=', 'admin')
			.where('people.disabled_at', 'is', null)
			.executeTakeFirst();
		if (!admin) throw new VerbundError('accounts.lastAdmin');
	}
}

/** Makes `%`, `_` and `\` literal in a LIKE pattern. */
function escapeLike(text: string): string {
	return text.replace(/[\\%_]/g, '\\$&');
}
