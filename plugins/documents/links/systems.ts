import { createId, notFound, VerbundError, type Kysely, type PluginStorage } from 'verbund';
import type { DocumentTables } from '../tables.ts';

export interface System {
	readonly id: string;
	/** Null for one of the network, which all organisations have. */
	readonly organisationId: string | null;
	/** What links name it by. */
	readonly slug: string;
	readonly name: string;
	readonly pattern: string;
	readonly version: number;
}

/** Where organisations keep what the hub only leads to. Names and patterns are no secret to those who read a link. */
export interface Systems {
	/** All that there are. */
	list(): Promise<readonly System[]>;
	/** Those that an organisation has: its own and those of the network. */
	ofOrganisation(organisationId: string): Promise<readonly System[]>;
	ofNetwork(): Promise<readonly System[]>;
	/** @throws VerbundError `request.notFound` */
	get(id: string): Promise<System>;
	/** @throws VerbundError `command.inputInvalid` if the organisation has one of this name */
	add(system: Pick<System, 'organisationId' | 'slug' | 'name' | 'pattern'>): Promise<string>;
	/** @throws VerbundError `command.conflict` if it was changed meanwhile */
	change(system: Pick<System, 'id' | 'name' | 'pattern' | 'version'>): Promise<void>;
	remove(id: string): Promise<void>;
}

export function createSystems(storage: PluginStorage): Systems {
	const query = () => storage.query<DocumentTables>();
	const select = () => query().selectFrom('documents_systems').selectAll().orderBy('name').orderBy('id');
	const write = <Result>(work: (transaction: Kysely<DocumentTables>) => Promise<Result>) =>
		storage.transaction<DocumentTables, Result>(work);

	return {
		async list() {
			return (await select().execute()).map(toSystem);
		},
		async ofOrganisation(organisationId) {
			const rows = await select()
				.where((is) => is.or([is('organisation_id', '=', organisationId), is('organisation_id', 'is', null)]))
				.execute();
			return rows.map(toSystem);
		},
		async ofNetwork() {
			return (await select().where('organisation_id', 'is', null).execute()).map(toSystem);
		},
		async get(id) {
			const row = await query()
				.selectFrom('documents_systems')
				.selectAll()
				.where('id', '=', id)
				.executeTakeFirst();
			if (!row) throw notFound();
			return toSystem(row);
		},
		async add({ organisationId, ...system }) {
			const id = createId();
			await write(async (transaction) => {
				const taken = await transaction
					.selectFrom('documents_systems')
					.select('id')
					.where('organisation_id', organisationId === null ? 'is' : '=', organisationId)
					.where('slug', '=', system.slug)
					.executeTakeFirst();
				if (taken) {
					throw new VerbundError('command.inputInvalid', {
						fields: [{ path: 'name', message: 'field.taken' }],
					});
				}
				await transaction
					.insertInto('documents_systems')
					.values({ id, organisation_id: organisationId, ...system, version: 1 })
					.execute();
			});
			return id;
		},
		async change({ id, name, pattern, version }) {
			const { numUpdatedRows } = await write((transaction) =>
				transaction
					.updateTable('documents_systems')
					.set({ name, pattern, version: version + 1 })
					.where('id', '=', id)
					.where('version', '=', version)
					.executeTakeFirstOrThrow(),
			);
			if (numUpdatedRows === 0n) throw new VerbundError('command.conflict', { values: { title: name } });
		},
		async remove(id) {
			await write((transaction) =>
				transaction.deleteFrom('documents_systems').where('id', '=', id).execute(),
			);
		},
	};
}

function toSystem({ organisation_id, ...row }: DocumentTables['documents_systems']): System {
	return { ...row, organisationId: organisation_id };
}
