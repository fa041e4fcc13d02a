import type { Database } from '../database/database.ts';
import { isUniqueViolation } from '../database/database-error.ts';
import { VerbundError, notFound } from '../errors.ts';
import { createId } from '../ids.ts';
import { freeSlug, slugify } from '../slugs.ts';

/**
 * Named people of one organisation or of several. The owning organisation administers the group and names the
 * organisations that take part; the administrators of each of these add their own people, and only those.
 */
export interface Group {
	readonly id: string;
	readonly organisationId: string;
	readonly slug: string;
	readonly name: string;
	readonly organisationIds: readonly string[];
	readonly memberIds: readonly string[];
}

export interface Groups {
	/** Groups that one of these organisations owns or takes part in. */
	list(organisationIds: readonly string[]): Promise<readonly Group[]>;
	/** @throws VerbundError `request.notFound` */
	get(id: string): Promise<Group>;
	create(group: { organisationId: string; name: string; slug?: string }): Promise<string>;
	rename(id: string, name: string): Promise<void>;
	remove(id: string): Promise<void>;
	addOrganisation(id: string, organisationId: string): Promise<void>;
	/** Takes the organisation and those of its people who are in no other taking part out of the group. */
	removeOrganisation(id: string, organisationId: string): Promise<void>;
	/** @throws VerbundError `request.notFound` unless the person belongs to an organisation that takes part */
	addMember(id: string, personId: string, organisationId: string): Promise<void>;
	removeMember(id: string, personId: string): Promise<void>;
}

export function createGroups(database: Database): Groups {
	const groups: Groups = {
		async list(organisationIds) {
			if (organisationIds.length === 0) return [];
			const rows = await database.query
				.selectFrom('groups')
				.selectAll()
				.where('id', 'in', (taking) =>
					taking
						.selectFrom('group_organisations')
						.select('group_id')
						.where('organisation_id', 'in', [...organisationIds]),
				)
				.orderBy('name')
				.execute();
			return withPeople(rows);
		},
		async get(id) {
			const rows = await database.query.selectFrom('groups').selectAll().where('id', '=', id).execute();
			const [group] = await withPeople(rows);
			if (!group) throw notFound();
			return group;
		},
		async create({ organisationId, name, slug: wished }) {
			const id = createId();
			await database.transaction(async (transaction) => {
				const others = await transaction
					.selectFrom('groups')
					.select(['name', 'slug'])
					.where('organisation_id', '=', organisationId)
					.execute();
				if (others.some((other) => other.name === name)) throw nameTaken();
				// A renamed group keeps its slug, so a new one of its former name needs another.
				const slug =
					wished ??
					(await freeSlug(slugify(name), (candidate) =>
						Promise.resolve(others.some((other) => other.slug === candidate)),
					));
				await transaction
					.insertInto('groups')
					.values({ id, organisation_id: organisationId, name, slug, created_at: Date.now() })
					.execute()
					.catch((error: unknown) => {
						throw isUniqueViolation(error) ? new VerbundError('accounts.slugTaken', { cause: error }) : error;
					});
				await transaction
					.insertInto('group_organisations')
					.values({ group_id: id, organisation_id: organisationId })
					.execute();
			});
			return id;
		},
		async rename(id, name) {
			await database.transaction((transaction) =>
				transaction.updateTable('groups').set({ name }).where('id', '=', id).execute(),
			);
		},
		async remove(id) {
			await database.transaction(async (transaction) => {
				await transaction.deleteFrom('item_audience').where('principal', '=', `group:${id}`).execute();
				await transaction.deleteFrom('groups').where('id', '=', id).execute();
			});
		},
		async addOrganisation(id, organisationId) {
			await database.transaction((transaction) =>
				transaction
					.insertInto('group_organisations')
					.values({ group_id: id, organisation_id: organisationId })
					.onConflict((conflict) => conflict.doNothing())
					.execute(),
			);
		},
		async removeOrganisation(id, organisationId) {
			await database.transaction(async (transaction) => {
				await transaction
					.deleteFrom('group_organisations')
					.where('group_id', '=', id)
					.where('organisation_id', '=', organisationId)
					.execute();
				await transaction
					.deleteFrom('group_members')
					.where('group_id', '=', id)
					.where('person_id', 'not in', (staying) =>
						staying
							.selectFrom('memberships')
							.innerJoin(
								'group_organisations',
								'group_organisations.organisation_id',
								'memberships.organisation_id',
							)
							.select('memberships.person_id')
							.where('group_organisations.group_id', '=', id),
					)
					.execute();
			});
		},
		async addMember(id, personId, organisationId) {
			await database.transaction(async (transaction) => {
				const belongs = await transaction
					.selectFrom('memberships')
					.innerJoin(
						'group_organisations',
						'group_organisations.organisation_id',
						'memberships.organisation_id',
					)
					.select('memberships.person_id')
					.where('group_organisations.group_id', '=', id)
					.where('memberships.person_id', '=', personId)
					.where('memberships.organisation_id', '=', organisationId)
					.executeTakeFirst();
				if (!belongs) throw notFound();
				await transaction
					.insertInto('group_members')
					.values({ group_id: id, person_id: personId })
					.onConflict((conflict) => conflict.doNothing())
					.execute();
			});
		},
		async removeMember(id, personId) {
			await database.transaction((transaction) =>
				transaction
					.deleteFrom('group_members')
					.where('group_id', '=', id)
					.where('person_id', '=', personId)
					.execute(),
			);
		},
	};
	return groups;

	async function withPeople(
		rows: readonly { id: string; organisation_id: string; slug: string; name: string }[],
	): Promise<Group[]> {
		const ids = rows.map(({ id }) => id);
		if (ids.length === 0) return [];
		const organisations = await database.query
			.selectFrom('group_organisations')
			.selectAll()
			.where('group_id', 'in', ids)
			.execute();
		const members = await database.query
			.selectFrom('group_members')
			.selectAll()
			.where('group_id', 'in', ids)
			.execute();
		return rows.map(({ id, organisation_id, slug, name }) => ({
			id,
			organisationId: organisation_id,
			slug,
			name,
			organisationIds: organisations.filter((row) => row.group_id === id).map((row) => row.organisation_id),
			memberIds: members.filter((row) => row.group_id === id).map((row) => row.person_id),
		}));
	}
}

function nameTaken(): VerbundError {
	return new VerbundError('accounts.slugTaken', {
		fields: [{ path: 'name', message: 'error.accounts.slugTaken' }],
	});
}
