import { answersFor, createId, notFound, sql, type Actor, type PluginContext } from 'verbund';
import { organisationsOf } from './handled-organisations.ts';
import type { Report, ReportedItem } from './report.ts';
import type { FeedbackTables } from './tables.ts';

export interface NewReport extends ReportedItem {
	readonly passage: string;
	readonly text: string;
	readonly reporterId: string | null;
	readonly reporterOrganisationId: string | null;
}

/** Mistakes that readers reported. Whoever asks gets what they answer for, or what they wrote themselves. */
export interface Reports {
	add(report: NewReport): Promise<string>;
	/** Of the texts that the actor answers for or may change: open ones first, then the newest. */
	received(actor: Actor, filter: { itemId?: string; limit: number }): Promise<readonly Report[]>;
	sent(personId: string, limit: number): Promise<readonly Report[]>;
	/** As somebody who can answer it. @throws VerbundError `request.notFound` */
	open(actor: Actor, id: string): Promise<Report>;
	/** As whoever wrote it. @throws VerbundError `request.notFound` */
	openSent(personId: string, id: string): Promise<Report>;
	/** @throws VerbundError `request.notFound` if it is closed already */
	close(id: string, answeredBy: string, answer: string): Promise<void>;
	/** The reporter has read the answer. True if there was one. */
	dismiss(personId: string, id: string): Promise<boolean>;
	/** All that a person wrote, as reporter and in answers. */
	ofPerson(personId: string): Promise<unknown>;
	erasePerson(personId: string): Promise<void>;
}

export function createReports({ access, storage }: Pick<PluginContext, 'access' | 'storage'>): Reports {
	const query = () => storage.query<FeedbackTables>();

	const select = (actor: Actor | null) =>
		query()
			.selectFrom('feedback_reports')
			.selectAll()
			.select(actor ? isAnsweredBy(actor).as('is_mine') : sql<number>`0`.as('is_mine'));
	const handledBy = (actor: Actor) =>
		sql<boolean>`(organisation_id in (${sql.join(organisationsOf(access, actor, 'content.write'))})
			or ${answersFor(actor, 'feedback_reports.item_id')})`;

	return {
		async add({ itemId, organisationId, itemTitle, itemLanguage, itemRevision, ...report }) {
			const id = createId();
			await storage.transaction<FeedbackTables, unknown>((transaction) =>
				transaction
					.insertInto('feedback_reports')
					.values({
						id,
						item_id: itemId,
						organisation_id: organisationId,
						item_title: itemTitle,
						item_language: itemLanguage,
						item_revision: itemRevision,
						passage: report.passage,
						text: report.text,
						reporter_id: report.reporterId,
						reporter_organisation_id: report.reporterOrganisationId,
						created_at: Date.now(),
						answer: '',
					})
					.execute(),
			);
			return id;
		},
		async received(actor, { itemId, limit }) {
			let received = select(actor)
				.where(handledBy(actor))
				.orderBy((is) => is.case().when('closed_at', 'is', null).then(0).else(1).end())
				.orderBy('created_at', 'desc')
				.limit(limit);
			if (itemId !== undefined) received = received.where('item_id', '=', itemId);
			return (await received.execute()).map(toReport);
		},
		async sent(personId, limit) {
			const rows = await select(null)
				.where('reporter_id', '=', personId)
				.orderBy('created_at', 'desc')
				.limit(limit)
				.execute();
			return rows.map(toReport);
		},
		async open(actor, id) {
			return toReport(
				await select(actor).where('id', '=', id).where(handledBy(actor)).executeTakeFirstOrThrow(notFound),
			);
		},
		async openSent(personId, id) {
			return toReport(
				await select(null)
					.where('id', '=', id)
					.where('reporter_id', '=', personId)
					.executeTakeFirstOrThrow(notFound),
			);
		},
		async close(id, answeredBy, answer) {
			const { numUpdatedRows } = await storage.transaction<FeedbackTables, { numUpdatedRows: bigint }>(
				(transaction) =>
					transaction
						.updateTable('feedback_reports')
						.set({ answer, answered_by: answeredBy, closed_at: Date.now() })
						.where('id', '=', id)
						.where('closed_at', 'is', null)
						.executeTakeFirstOrThrow(),
			);
			if (numUpdatedRows === 0n) throw notFound();
		},
		async dismiss(personId, id) {
			const { numUpdatedRows } = await storage.transaction<FeedbackTables, { numUpdatedRows: bigint }>(
				(transaction) =>
					transaction
						.updateTable('feedback_reports')
						.set({ dismissed_at: Date.now() })
						.where('id', '=', id)
						.where('reporter_id', '=', personId)
						.where('closed_at', 'is not', null)
						.executeTakeFirstOrThrow(),
			);
			return numUpdatedRows > 0n;
		},
		async ofPerson(personId) {
			const rows = await select(null)
				.where((is) => is.or([is('reporter_id', '=', personId), is('answered_by', '=', personId)]))
				.execute();
			return rows.map((row) => ({
				itemTitle: row.item_title,
				createdAt: row.created_at,
				...(row.reporter_id === personId ? { passage: row.passage, text: row.text } : {}),
				...(row.answered_by === personId ? { answer: row.answer } : {}),
			}));
		},
		async erasePerson(personId) {
			await storage.transaction<FeedbackTables, unknown>(async (transaction) => {
				await transaction.deleteFrom('feedback_reports').where('reporter_id', '=', personId).execute();
				await transaction
					.updateTable('feedback_reports')
					.set({ answer: '', answered_by: null })
					.where('answered_by', '=', personId)
					.execute();
			});
		},
	};
}

/** 1 where it waits for the actor, or would if it were open. */
function isAnsweredBy(actor: Actor) {
	return sql<number>`case when ${answersFor(actor, 'feedback_reports.item_id')} then 1 else 0 end`;
}

function toReport(row: FeedbackTables['feedback_reports'] & { is_mine: number }): Report {
	return {
		id: row.id,
		itemId: row.item_id,
		organisationId: row.organisation_id,
		itemTitle: row.item_title,
		itemLanguage: row.item_language,
		itemRevision: row.item_revision,
		passage: row.passage,
		text: row.text,
		reporterId: row.reporter_id,
		reporterOrganisationId: row.reporter_organisation_id,
		createdAt: row.created_at,
		answer: row.answer,
		answeredBy: row.answered_by,
		closedAt: row.closed_at,
		dismissedAt: row.dismissed_at,
		isMine: row.is_mine === 1,
	};
}
