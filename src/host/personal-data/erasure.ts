import { systemActor } from '../../access/actor.ts';
import type { Audit } from '../../access/audit.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import type { Database } from '../../database/database.ts';
import { VerbundError, isVerbundError } from '../../errors.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import type { PluginHost } from '../plugin-host.ts';
import type { ErasureJournal } from './erasure-journal.ts';
import {
	columnNamed,
	deleteNaming,
	namesPerson,
	personColumns,
	type PersonColumn,
} from './person-columns.ts';
import { pluginSections, type PersonalDataDeclaration, type PersonalDataSection } from './section.ts';

export interface Erasure {
	/** The same without what is behind it; no code of a plugin runs for this. */
	declarations(): readonly PersonalDataDeclaration[];
	/** All that is declared about people, by core and plugins. Activates plugins, so ask before a transaction. */
	sections(): Promise<readonly PersonalDataSection[]>;
	/** What erasing needs to know; ask before the transaction. @throws VerbundError `plugin.failed` */
	prepare(): Promise<PreparedErasure>;
	/**
	 * Removes a person from everything, inside the transaction that runs: all of it or nothing.
	 *
	 * @throws VerbundError `accounts.lastAdmin`, or `plugin.failed` when a plugin did not do its part
	 */
	erase(personId: string, prepared: PreparedErasure, options?: EraseOptions): Promise<void>;
	/** Erases anew who came back with a backup. Answers how many; what fails is told and tried at the next start. */
	replay(): Promise<number>;
	/** Has the database forget what was deleted; see `Database.scrub`. */
	scrub(): Promise<void>;
}

export interface EraseOptions {
	/** A backup may hold a time when nobody else administered; that must not bring the person back. */
	readonly evenLastAdmin?: boolean;
}

export interface PreparedErasure {
	readonly sections: readonly PersonalDataSection[];
	/** Of plugins that are no longer there, and so cannot do it themselves. */
	readonly orphaned: readonly PersonColumn[];
}

export interface ErasureParts {
	readonly database: Database;
	readonly accounts: Accounts;
	readonly audit: Audit;
	readonly host: PluginHost;
	readonly jobs: Jobs;
	readonly journal: ErasureJournal;
	/** What the core stores. */
	readonly core: readonly PersonalDataSection[];
}

export const scrubJob = 'core.scrub';

export function createErasure({
	database,
	accounts,
	audit,
	host,
	jobs,
	journal,
	core,
}: ErasureParts): Erasure {
	const erasure: Erasure = {
		declarations: () => [
			...core.map((section) => ({ ...section, pluginName: null })),
			...host.plugins.flatMap(({ manifest }) =>
				manifest.contributes.personalData.map((declaration) => ({
					...declaration,
					pluginName: manifest.displayName,
				})),
			),
		],
		sections: async () => [...core, ...(await pluginSections(host))],
		async prepare() {
			// Plugins first: what they store may hang on what the core removes.
			return {
				sections: [...(await pluginSections(host)), ...core],
				orphaned: await orphanedColumns(database, host),
			};
		},
		erase: (personId, { sections, orphaned }, options = {}) =>
			database.transaction(async (transaction) => {
				for (const column of orphaned) await deleteNaming(transaction, column, personId);
				for (const section of sections) await eraseSection(section, personId);
				await accounts.people.erase(personId, options);
				for (const section of sections) await requireGone(section, personId);
				await jobs.enqueue(scrubJob, {}, { key: scrubJob });
				const entry = { personId, erasedAt: Date.now() };
				database.afterCommit(() => journal.add([entry]));
			}),
		async replay() {
			const entries = journal.read();
			const known = await database.query.selectFrom('erasures').selectAll().execute();
			journal.add(
				known
					.filter(({ person_id }) => !entries.some(({ personId }) => personId === person_id))
					.map(({ person_id, erased_at }) => ({ personId: person_id, erasedAt: erased_at })),
			);
			const unknown = entries.filter(
				({ personId }) => !known.some(({ person_id }) => person_id === personId),
			);
			if (unknown.length === 0) return 0;
			return replayAll(unknown.map(({ personId }) => personId));
		},
		scrub: () => database.scrub(),
	};
	return erasure;

	async function eraseSection({ pluginId, handler }: PersonalDataSection, personId: string): Promise<void> {
		try {
			await handler.erase(personId);
		} catch (error) {
			if (pluginId === null || isVerbundError(error)) throw error;
			throw failed(pluginId, error);
		}
	}

	/** A handler that forgot a table must not pass for an erasure. */
	async function requireGone(
		{ id, pluginId, columns }: PersonalDataSection,
		personId: string,
	): Promise<void> {
		for (const name of columns) {
			if (!(await namesPerson(database.query, columnNamed(name), personId))) continue;
			const error = new Error(`${id}: ${name} still names a person who was erased.`);
			throw pluginId === null ? error : failed(pluginId, error);
		}
	}

	function failed(pluginId: string, cause: unknown): VerbundError {
		host.noteFailure(pluginId, cause);
		const plugin = host.plugins.find(({ id }) => id === pluginId)?.manifest.displayName ?? pluginId;
		return new VerbundError('plugin.failed', { values: { plugin }, cause });
	}

	async function replayAll(personIds: readonly string[]): Promise<number> {
		const back = await database.query
			.selectFrom('people')
			.select('id')
			.where('id', 'in', [...personIds])
			.execute();
		for (const { id } of back) await replayOne(id);
		// Of the others the backup has texts, perhaps; their authors are former persons there too.
		const gone = personIds.filter((id) => !back.some((person) => person.id === id));
		await database.transaction(async (transaction) => {
			for (const id of gone) {
				await transaction
					.insertInto('erasures')
					.values({ person_id: id, erased_at: Date.now() })
					.onConflict((conflict) => conflict.doNothing())
					.execute();
			}
		});
		return back.length;
	}

	async function replayOne(personId: string): Promise<void> {
		try {
			const prepared = await erasure.prepare();
			await database.transaction(async () => {
				await erasure.erase(personId, prepared, { evenLastAdmin: true });
				await audit.record(systemActor('restore'), 'accounts.erasePerson', { person: personId }, null);
			});
		} catch (error) {
			console.error(`A person who was erased came back with a backup and could not be erased again.`, error);
			await database.transaction(async (transaction) => {
				await transaction
					.updateTable('people')
					.set({ disabled_at: Date.now() })
					.where('id', '=', personId)
					.execute();
				await transaction.deleteFrom('sessions').where('person_id', '=', personId).execute();
			});
		}
	}
}

/** Tables begin with the id of the plugin that made them, and the database remembers which plugins it has seen. */
async function orphanedColumns(
	database: Database,
	{ plugins }: PluginHost,
): Promise<readonly PersonColumn[]> {
	const scopes = await database.query.selectFrom('migrations').select('scope').distinct().execute();
	const seen = [...new Set([...scopes.map(({ scope }) => scope), ...plugins.map(({ id }) => id)])];
	const ownerOf = (table: string) =>
		seen
			.filter((scope) => scope !== 'core' && table.startsWith(`${scope.replaceAll('-', '_')}_`))
			.sort((a, b) => b.length - a.length)[0];
	return (await personColumns(database)).filter(({ table }) => {
		const owner = ownerOf(table);
		return owner !== undefined && !plugins.some(({ id }) => id === owner);
	});
}
