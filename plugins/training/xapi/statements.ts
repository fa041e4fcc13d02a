import { randomUUID } from 'node:crypto';
import { sql, type PersonalDataHandler, type PluginContext } from 'verbund';
import type { LearningEvent, LearningListener } from '../learning-events.ts';
import { toStatements } from './statement.ts';
import type { StatementTables } from './statement-tables.ts';

export interface KeptStatement {
	readonly id: string;
	readonly json: string;
}

export interface Statements {
	/** Keeps it, if the organisation for which the person takes the course has that switched on. */
	readonly note: LearningListener;
	waiting(limit: number): Promise<readonly KeptStatement[]>;
	mark(ids: readonly string[], state: 'sent' | 'refused'): Promise<void>;
	counts(): Promise<{ readonly kept: number; readonly waiting: number }>;
	forget(before: number): Promise<void>;
	readonly personalData: PersonalDataHandler;
}

export function createStatements({ installation, settings, storage }: PluginContext): Statements {
	const query = () => storage.query<StatementTables>();
	const write = (work: Parameters<typeof storage.transaction<StatementTables, unknown>>[0]) =>
		storage.transaction<StatementTables, unknown>(work);

	return {
		async note(event) {
			if (!(await isWanted(event))) return;
			const name = await nameOf(event.personId);
			const titles = await titlesOf([event.courseId, event.itemId ?? event.courseId]);
			const parts = { createId: randomUUID, url: installation.url, name, titles };
			const rows = toStatements(event, parts).map((statement) => ({
				id: statement.id,
				person_id: event.personId,
				statement: JSON.stringify(statement),
				state: 'kept' as const,
				created_at: event.at,
			}));
			await write((transaction) => transaction.insertInto('training_statements').values(rows).execute());
		},
		async waiting(limit) {
			const rows = await query()
				.selectFrom('training_statements')
				.select(['id', 'statement as json'])
				.where('state', '=', 'kept')
				.orderBy('created_at')
				.limit(limit)
				.execute();
			return rows;
		},
		async mark(ids, state) {
			await write((transaction) =>
				transaction
					.updateTable('training_statements')
					.set({ state })
					.where('id', 'in', [...ids, ''])
					.execute(),
			);
		},
		async counts() {
			const rows = await query()
				.selectFrom('training_statements')
				.select(['state', ({ fn }) => fn.countAll<number>().as('count')])
				.groupBy('state')
				.execute();
			const of = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0);
			return { kept: of('kept') + of('sent') + of('refused'), waiting: of('kept') };
		},
		async forget(before) {
			await write((transaction) =>
				transaction.deleteFrom('training_statements').where('created_at', '<', before).execute(),
			);
		},
		personalData: {
			async export(personId) {
				const rows = await query()
					.selectFrom('training_statements')
					.select(['statement', 'state'])
					.where('person_id', '=', personId)
					.orderBy('created_at')
					.execute();
				return rows.map(({ statement, state }) => ({ statement, state }));
			},
			async erase(personId) {
				await write(async (transaction) => {
					await transaction.deleteFrom('training_statements').where('person_id', '=', personId).execute();
					await transaction
						.deleteFrom('training_statement_actors')
						.where('person_id', '=', personId)
						.execute();
				});
			},
		},
	};

	async function isWanted({ courseId, personId }: LearningEvent): Promise<boolean> {
		const enrolment = await query()
			.selectFrom('training_enrolments')
			.select('organisation_id')
			.where('course_id', '=', courseId)
			.where('person_id', '=', personId)
			.executeTakeFirst();
		const organisationId = enrolment?.organisation_id ?? null;
		if (organisationId === null) return false;
		return (await settings.get('training.keepStatements', { organisationId, personId: null })) === true;
	}

	/** Random, so that nothing about the person follows from it. */
	async function nameOf(personId: string): Promise<string> {
		await write((transaction) =>
			transaction
				.insertInto('training_statement_actors')
				.values({ person_id: personId, name: randomUUID() })
				.onConflict((conflict) => conflict.column('person_id').doNothing())
				.execute(),
		);
		const { name } = await query()
			.selectFrom('training_statement_actors')
			.select('name')
			.where('person_id', '=', personId)
			.executeTakeFirstOrThrow();
		return name;
	}

	/** As they are published: what readers of the record store may know. */
	async function titlesOf(
		ids: readonly string[],
	): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
		const { rows } = await sql<{ item_id: string; language: string; title: string }>`
			select variant.item_id, variant.language, revision.title from item_variants variant
			join revisions revision on revision.item_id = variant.item_id and revision.number = variant.published_revision
			where variant.item_id in (${sql.join([...ids])})`.execute(query());
		const titles = new Map<string, Record<string, string>>();
		for (const { item_id: id, language, title } of rows)
			titles.set(id, { ...titles.get(id), [languageTag(language)]: title });
		return titles;
	}
}

/** BCP 47 (RFC 5646) knows simple German by a private part. */
function languageTag(language: string): string {
	return language === 'de-simple' ? 'de-x-simple' : language;
}
