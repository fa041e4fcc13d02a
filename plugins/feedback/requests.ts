import { createId, notFound, type Actor, type PluginContext } from 'verbund';
import { organisationsOf } from './handled-organisations.ts';
import type { AccessRequest, Outcome, ReceivedRequest, SentRequest } from './request.ts';
import type { FeedbackTables } from './tables.ts';

export interface NewRequest {
	readonly address: string;
	readonly text: string;
	readonly requesterId: string;
	readonly requesterOrganisationId: string | null;
	/** What is at the address, or null. */
	readonly item: {
		readonly id: string;
		readonly organisationId: string;
		readonly title: string;
		readonly language: string;
	} | null;
}

/** Wishes to read something. They are kept alike, whether there is something at the address or not. */
export interface Requests {
	/** Replaces one of the same person for the same address that they have heard nothing of. */
	add(request: NewRequest): Promise<string>;
	/** For those who decide who reads the organisation's texts: open ones first, then the newest. */
	received(actor: Actor, limit: number): Promise<readonly ReceivedRequest[]>;
	sent(personId: string, limit: number): Promise<readonly SentRequest[]>;
	/** @throws VerbundError `request.notFound`, also for one that leads nowhere */
	get(id: string): Promise<ReceivedRequest>;
	/** As whoever wrote it. @throws VerbundError `request.notFound` */
	openSent(personId: string, id: string): Promise<SentRequest>;
	/** @throws VerbundError `request.notFound` if it is closed already */
	close(id: string, closing: { outcome: Outcome; answer: string; answeredBy: string }): Promise<void>;
	/** The person has read the answer. True if there was one. */
	dismiss(personId: string, id: string): Promise<boolean>;
	ofPerson(personId: string): Promise<unknown>;
	erasePerson(personId: string): Promise<void>;
}

export function createRequests({ access, storage }: Pick<PluginContext, 'access' | 'storage'>): Requests {
	const select = () => storage.query<FeedbackTables>().selectFrom('feedback_requests').selectAll();

	return {
		async add({ item, address, requesterId, requesterOrganisationId, text }) {
			const id = createId();
			await storage.transaction<FeedbackTables, unknown>(async (transaction) => {
				await transaction
					.deleteFrom('feedback_requests')
					.where('requester_id', '=', requesterId)
					.where('address', '=', address)
					.where((is) => is.or([is('outcome', 'is', null), is('outcome', '=', 'unanswered')]))
					.execute();
				await transaction
					.insertInto('feedback_requests')
					.values({
						id,
						address,
						text,
						item_id: item?.id ?? null,
						organisation_id: item?.organisationId ?? null,
						item_title: item?.title ?? '',
						item_language: item?.language ?? '',
						requester_id: requesterId,
						requester_organisation_id: requesterOrganisationId,
						created_at: Date.now(),
						answer: '',
					})
					.execute();
			});
			return id;
		},
		async received(actor, limit) {
			const rows = await select()
				.where('item_id', 'is not', null)
				.where('organisation_id', 'in', organisationsOf(access, actor, 'content.publish'))
				.orderBy((is) => is.case().when('closed_at', 'is', null).then(0).else(1).end())
				.orderBy('created_at', 'desc')
				.limit(limit)
				.execute();
			return rows.flatMap((row) => toReceived(row) ?? []);
		},
		async sent(personId, limit) {
			const rows = await select()
				.where('requester_id', '=', personId)
				.orderBy('created_at', 'desc')
				.limit(limit)
				.execute();
			return rows.map(toSent);
		},
		async get(id) {
			const received = toReceived(await select().where('id', '=', id).executeTakeFirstOrThrow(notFound));
			if (!received) throw notFound();
			return received;
		},
		async openSent(personId, id) {
			return toSent(
				await select()
					.where('id', '=', id)
					.where('requester_id', '=', personId)
					.executeTakeFirstOrThrow(notFound),
			);
		},
		async close(id, { outcome, answer, answeredBy }) {
			const { numUpdatedRows } = await storage.transaction<FeedbackTables, { numUpdatedRows: bigint }>(
				(transaction) =>
					transaction
						.updateTable('feedback_requests')
						.set({ outcome, answer, answered_by: answeredBy, closed_at: Date.now() })
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
						.updateTable('feedback_requests')
						.set({ dismissed_at: Date.now() })
						.where('id', '=', id)
						.where('requester_id', '=', personId)
						.where('outcome', 'in', ['granted', 'declined'])
						.executeTakeFirstOrThrow(),
			);
			return numUpdatedRows > 0n;
		},
		async ofPerson(personId) {
			const rows = await select()
				.where((is) => is.or([is('requester_id', '=', personId), is('answered_by', '=', personId)]))
				.execute();
			return rows.map((row) => ({
				address: row.address,
				createdAt: row.created_at,
				...(row.requester_id === personId ? { text: row.text } : {}),
				...(row.answered_by === personId ? { outcome: row.outcome, answer: row.answer } : {}),
			}));
		},
		async erasePerson(personId) {
			await storage.transaction<FeedbackTables, unknown>(async (transaction) => {
				await transaction.deleteFrom('feedback_requests').where('requester_id', '=', personId).execute();
				await transaction
					.updateTable('feedback_requests')
					.set({ answer: '', answered_by: null })
					.where('answered_by', '=', personId)
					.execute();
			});
		},
	};
}

type RequestRow = FeedbackTables['feedback_requests'];

function toReceived(row: RequestRow): ReceivedRequest | null {
	if (row.item_id === null || row.organisation_id === null) return null;
	return {
		...toRequest(row),
		itemId: row.item_id,
		organisationId: row.organisation_id,
		itemTitle: row.item_title,
		itemLanguage: row.item_language,
	};
}

function toSent(row: RequestRow): SentRequest {
	const { id, address, text, createdAt, outcome, answer, dismissedAt } = toRequest(row);
	return {
		id,
		address,
		text,
		createdAt,
		outcome: outcome === 'unanswered' ? null : outcome,
		answer,
		dismissedAt,
	};
}

function toRequest(row: RequestRow): AccessRequest {
	return {
		id: row.id,
		address: row.address,
		text: row.text,
		requesterId: row.requester_id,
		requesterOrganisationId: row.requester_organisation_id,
		createdAt: row.created_at,
		outcome: row.outcome,
		answer: row.answer,
		closedAt: row.closed_at,
		dismissedAt: row.dismissed_at,
	};
}
