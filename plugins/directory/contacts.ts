import { createId, notFound, sql, VerbundError, type Actor, type Kysely, type PluginStorage } from 'verbund';
import type { Contact, ContactDetails } from './contact.ts';
import type { DirectoryTables } from './contacts-table.ts';
import { visibleContacts } from './visible-contacts.ts';

/** The contact persons. Reading asks who reads; writing trusts that the command has asked for the permission. */
export interface Contacts {
	/** Those that the actor may see, of these organisations. */
	list(actor: Actor, organisationIds: readonly string[]): Promise<readonly Contact[]>;
	/** @throws VerbundError `request.notFound`, also for what the actor may not see */
	get(actor: Actor, id: string): Promise<Contact>;
	add(organisationId: string, details: ContactDetails): Promise<string>;
	/** @throws VerbundError `command.conflict` if it was changed after `expectedUpdatedAt` */
	change(id: string, details: ContactDetails, expectedUpdatedAt: number): Promise<void>;
	/** @throws VerbundError `command.changedMeanwhile` if it was changed after `expectedUpdatedAt` */
	remove(contact: Pick<Contact, 'id' | 'name'>, expectedUpdatedAt?: number): Promise<void>;
	/** All entries about a person, whoever may see them. */
	ofPerson(personId: string): Promise<readonly Contact[]>;
	/** All entries of an organisation about a person say somebody else instead. */
	rename(
		of: { readonly organisationId: string; readonly personId: string },
		to: Pick<ContactDetails, 'name' | 'email' | 'personId'>,
	): Promise<void>;
	removePerson(personId: string): Promise<void>;
}

export function createContacts(storage: PluginStorage): Contacts {
	const query = () => storage.query<DirectoryTables>();
	const write = <Result>(work: (transaction: Kysely<DirectoryTables>) => Promise<Result>) =>
		storage.transaction<DirectoryTables, Result>(work);

	return {
		async list(actor, organisationIds) {
			const rows = await query()
				.selectFrom('directory_contacts')
				.selectAll()
				.where('organisation_id', 'in', [...organisationIds, ''])
				.where(visibleContacts(actor))
				.orderBy('name')
				.execute();
			return rows.map(toContact);
		},
		async get(actor, id) {
			const row = await query()
				.selectFrom('directory_contacts')
				.selectAll()
				.where('id', '=', id)
				.where(visibleContacts(actor))
				.executeTakeFirst();
			if (!row) throw notFound();
			return toContact(row);
		},
		async add(organisationId, details) {
			const id = createId();
			const row = { id, organisation_id: organisationId, ...toRow(details), updated_at: Date.now() };
			await write((transaction) => transaction.insertInto('directory_contacts').values(row).execute());
			return id;
		},
		async change(id, details, expectedUpdatedAt) {
			// Never the same time twice, however fast two changes follow each other.
			const row = { ...toRow(details), updated_at: Math.max(Date.now(), expectedUpdatedAt + 1) };
			const { numUpdatedRows } = await write((transaction) =>
				transaction
					.updateTable('directory_contacts')
					.set(row)
					.where('id', '=', id)
					.where('updated_at', '=', expectedUpdatedAt)
					.executeTakeFirstOrThrow(),
			);
			if (numUpdatedRows === 0n) {
				throw new VerbundError('command.conflict', { values: { title: details.name } });
			}
		},
		async remove({ id, name }, expectedUpdatedAt) {
			const { numDeletedRows } = await write((transaction) => {
				const removal = transaction.deleteFrom('directory_contacts').where('id', '=', id);
				return expectedUpdatedAt === undefined
					? removal.executeTakeFirstOrThrow()
					: removal.where('updated_at', '=', expectedUpdatedAt).executeTakeFirstOrThrow();
			});
			if (numDeletedRows === 0n)
				throw new VerbundError('command.changedMeanwhile', { values: { title: name } });
		},
		async ofPerson(personId) {
			const rows = await query()
				.selectFrom('directory_contacts')
				.selectAll()
				.where('person_id', '=', personId)
				.execute();
			return rows.map(toContact);
		},
		async rename({ organisationId, personId }, { personId: heir, ...to }) {
			await write((transaction) =>
				transaction
					.updateTable('directory_contacts')
					.set({ ...to, person_id: heir, updated_at: sql<number>`updated_at + 1` })
					.where('organisation_id', '=', organisationId)
					.where('person_id', '=', personId)
					.execute(),
			);
		},
		async removePerson(personId) {
			await write((transaction) =>
				transaction.deleteFrom('directory_contacts').where('person_id', '=', personId).execute(),
			);
		},
	};
}

function toContact(row: DirectoryTables['directory_contacts']): Contact {
	const { organisation_id, site_id, person_id, updated_at, ...contact } = row;
	return {
		...contact,
		organisationId: organisation_id,
		siteId: site_id,
		personId: person_id,
		updatedAt: updated_at,
	};
}

function toRow({ siteId, personId, ...details }: ContactDetails) {
	return { ...details, site_id: siteId, person_id: personId };
}
