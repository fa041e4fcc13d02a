import {
	createId,
	notFound,
	sql,
	visibleShelf,
	VerbundError,
	type Actor,
	type Kysely,
	type PluginContext,
} from 'verbund';
import type { DocumentTables } from '../tables.ts';
import type { SourceFault, SourceFaultCode } from './source-fault.ts';
import type { SourceKind } from './source.ts';

export interface Source {
	/** That of its shelf too. */
	readonly id: string;
	readonly organisationId: string;
	readonly name: string;
	readonly kind: SourceKind;
	readonly location: string;
	readonly account: string;
	/** Sealed. */
	readonly password: string;
	readonly version: number;
	readonly readAt: number | null;
	readonly fault: SourceFaultCode | null;
	readonly faultDetail: string | null;
	readonly failingSince: number | null;
	readonly skipped: number;
}

export type NewSource = Pick<
	Source,
	'organisationId' | 'name' | 'kind' | 'location' | 'account' | 'password'
>;

/** What is set up of sources, and how their readings went. Who may read one is its shelf's business. */
export interface Sources {
	all(): Promise<readonly Source[]>;
	ofOrganisation(organisationId: string): Promise<readonly Source[]>;
	/** Those that the actor may read. */
	readable(actor: Actor): Promise<readonly Source[]>;
	/** @throws VerbundError `request.notFound` */
	get(id: string): Promise<Source>;
	add(source: NewSource): Promise<string>;
	/** @throws VerbundError `command.conflict` if it was changed meanwhile */
	change(
		source: Pick<Source, 'id' | 'version' | 'name' | 'location' | 'account' | 'password'>,
	): Promise<void>;
	remove(id: string): Promise<void>;
	noteRead(id: string, reading: { readonly skipped: number }): Promise<void>;
	noteFault(id: string, fault: SourceFault): Promise<void>;
}

export function createSources({ storage }: Pick<PluginContext, 'storage'>): Sources {
	const select = () => storage.query<DocumentTables>().selectFrom('documents_sources').selectAll();
	const write = <Result>(work: (transaction: Kysely<DocumentTables>) => Promise<Result>) =>
		storage.transaction<DocumentTables, Result>(work);
	const update = (id: string, set: Partial<DocumentTables['documents_sources']>) =>
		write(async (transaction) => {
			await transaction.updateTable('documents_sources').set(set).where('id', '=', id).execute();
		});

	return {
		async all() {
			return (await select().orderBy('id').execute()).map(toSource);
		},
		async ofOrganisation(organisationId) {
			const rows = await select()
				.where('organisation_id', '=', organisationId)
				.orderBy('name')
				.orderBy('id')
				.execute();
			return rows.map(toSource);
		},
		async readable(actor) {
			const rows = await select()
				.where(visibleShelf(actor, 'documents_sources.id'))
				.orderBy('name')
				.orderBy('id')
				.execute();
			return rows.map(toSource);
		},
		async get(id) {
			return toSource(await select().where('id', '=', id).executeTakeFirstOrThrow(notFound));
		},
		async add({ organisationId, name, kind, location, account, password }) {
			const id = createId();
			await write(async (transaction) => {
				await transaction
					.insertInto('documents_sources')
					.values({
						id,
						organisation_id: organisationId,
						name,
						kind,
						location,
						account,
						password,
						version: 1,
						skipped: 0,
					})
					.execute();
			});
			return id;
		},
		async change({ id, version, name, location, account, password }) {
			const { numUpdatedRows } = await write((transaction) =>
				transaction
					.updateTable('documents_sources')
					.set({ name, location, account, password, version: version + 1 })
					.where('id', '=', id)
					.where('version', '=', version)
					.executeTakeFirstOrThrow(),
			);
			if (numUpdatedRows === 0n) throw new VerbundError('command.conflict', { values: { title: name } });
		},
		remove: (id) =>
			write(async (transaction) => {
				await transaction.deleteFrom('documents_sources').where('id', '=', id).execute();
			}),
		noteRead: (id, { skipped }) =>
			update(id, { read_at: Date.now(), skipped, fault: null, fault_detail: null, failing_since: null }),
		noteFault: (id, { code, detail }) =>
			write(async (transaction) => {
				await transaction
					.updateTable('documents_sources')
					.set({
						fault: code,
						fault_detail: detail,
						failing_since: sql<number>`coalesce(failing_since, ${Date.now()})`,
					})
					.where('id', '=', id)
					.execute();
			}),
	};
}

function toSource(row: DocumentTables['documents_sources']): Source {
	return {
		id: row.id,
		organisationId: row.organisation_id,
		name: row.name,
		kind: row.kind,
		location: row.location,
		account: row.account,
		password: row.password,
		version: row.version,
		readAt: row.read_at,
		fault: row.fault,
		faultDetail: row.fault_detail,
		failingSince: row.failing_since,
		skipped: row.skipped,
	};
}
