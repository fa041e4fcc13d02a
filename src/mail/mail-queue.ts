import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { notFound } from '../errors.ts';
import { createId } from '../ids.ts';
import type { MailData, MailState, NewMail, QueuedMail } from './mail.ts';

/** A mail that is due. */
export interface DueMail {
	readonly id: string;
	readonly messageId: string;
	readonly template: string;
	readonly data: MailData;
	readonly personId: string | null;
	readonly address: string | null;
	readonly attempts: number;
	readonly createdAt: number;
}

export interface MailFilter {
	readonly state?: MailState;
	/** Of the list that went before: the last mail in it. */
	readonly after?: string;
	readonly limit: number;
}

/** The rows of mails. What is told of them is told by the page for administrators, which is not kept: quiet writes. */
export interface MailQueue {
	/** In the running transaction, if there is one: the mail is there if and only if its cause is. */
	add(mails: readonly NewMail[]): Promise<void>;
	due(limit: number): Promise<readonly DueMail[]>;
	/** When the next one is due; null when none waits. */
	nextAt(): Promise<number | null>;
	/** Done with, in one transaction: a server has it, or it has nothing to say any more. */
	end(ids: readonly string[], state: 'sent' | 'dropped'): Promise<void>;
	fail(id: string, error: string): Promise<void>;
	/** Later once more. */
	postpone(id: string, nextAt: number, error: string): Promise<void>;
	/** The server is away: everything that is due waits, and no mail is blamed. */
	postponeDue(nextAt: number): Promise<void>;
	/** What waits is due now. */
	hurry(): Promise<void>;
	list(filter: MailFilter): Promise<readonly QueuedMail[]>;
	counts(): Promise<Readonly<Record<MailState, number>>>;
	/** @throws VerbundError `request.notFound` unless it failed or waits */
	retry(id: string): Promise<void>;
	retryFailed(): Promise<void>;
	/** @throws VerbundError `request.notFound` unless it failed or waits */
	drop(id: string): Promise<void>;
	/** Forgets what ended before this time. */
	sweep(before: number): Promise<void>;
}

const quietly = { quiet: true } as const;
const insertedAtOnce = 500;

/** @param host what message ids end with */
export function createMailQueue(database: Database, host: string): MailQueue {
	return {
		async add(mails) {
			const now = Date.now();
			const rows = mails.map(({ template, to, data = {} }) => {
				const id = createId();
				return {
					id,
					message_id: `<${id}@${host}>`,
					template,
					data: JSON.stringify(data),
					person_id: 'personId' in to ? to.personId : null,
					address: 'address' in to ? to.address : null,
					state: 'waiting' as const,
					attempts: 0,
					next_at: now,
					last_error: null,
					created_at: now,
					ended_at: null,
				};
			});
			await database.transaction(async (transaction) => {
				for (let start = 0; start < rows.length; start += insertedAtOnce) {
					await transaction
						.insertInto('mails')
						.values(rows.slice(start, start + insertedAtOnce))
						.execute();
				}
			}, quietly);
		},
		async due(limit) {
			const rows = await database.query
				.selectFrom('mails')
				.select(['id', 'message_id', 'template', 'data', 'person_id', 'address', 'attempts', 'created_at'])
				.where(isWaiting)
				.where('next_at', '<=', Date.now())
				.orderBy('next_at')
				.orderBy('id')
				.limit(limit)
				.execute();
			return rows.map((row) => ({
				id: row.id,
				messageId: row.message_id,
				template: row.template,
				data: dataSchema.parse(JSON.parse(row.data)),
				personId: row.person_id,
				address: row.address,
				attempts: row.attempts,
				createdAt: row.created_at,
			}));
		},
		async nextAt() {
			const row = await database.query
				.selectFrom('mails')
				.select('next_at')
				.where(isWaiting)
				.orderBy('next_at')
				.limit(1)
				.executeTakeFirst();
			return row?.next_at ?? null;
		},
		async end(ids, state) {
			await database.transaction(
				(transaction) =>
					transaction
						.updateTable('mails')
						.set({ ...ended(state), last_error: null })
						.where('id', 'in', [...ids, ''])
						.where('state', '=', 'waiting')
						.execute(),
				quietly,
			);
		},
		async fail(id, error) {
			await database.transaction(
				(transaction) =>
					open(transaction, id)
						.set((column) => ({
							state: 'failed',
							attempts: column('attempts', '+', 1),
							last_error: error,
							ended_at: Date.now(),
						}))
						.execute(),
				quietly,
			);
		},
		async postpone(id, nextAt, error) {
			await database.transaction(
				(transaction) =>
					open(transaction, id)
						.set((column) => ({ attempts: column('attempts', '+', 1), next_at: nextAt, last_error: error }))
						.execute(),
				quietly,
			);
		},
		async postponeDue(nextAt) {
			await database.transaction(
				(transaction) =>
					transaction
						.updateTable('mails')
						.set({ next_at: nextAt })
						.where(isWaiting)
						.where('next_at', '<', nextAt)
						.execute(),
				quietly,
			);
		},
		async hurry() {
			await database.transaction(
				(transaction) =>
					transaction.updateTable('mails').set({ next_at: Date.now() }).where(isWaiting).execute(),
				quietly,
			);
		},
		async list({ state, after, limit }) {
			let query = database.query
				.selectFrom('mails')
				.leftJoin('people', 'people.id', 'mails.person_id')
				.select([
					'mails.id',
					'mails.template',
					'mails.state',
					'mails.attempts',
					'mails.next_at',
					'mails.last_error',
					'mails.created_at',
					sql<string>`coalesce(mails.address, people.email, '')`.as('receiver'),
				])
				.orderBy('mails.id', 'desc')
				.limit(limit);
			if (state !== undefined) query = query.where('mails.state', '=', state);
			if (after !== undefined) query = query.where('mails.id', '<', after);
			return (await query.execute()).map((row) => ({
				id: row.id,
				template: row.template,
				address: row.receiver,
				state: row.state,
				attempts: row.attempts,
				nextAt: row.next_at,
				error: row.last_error,
				createdAt: row.created_at,
			}));
		},
		async counts() {
			const rows = await database.query
				.selectFrom('mails')
				.select(['state', (select) => select.fn.countAll<number>().as('count')])
				.groupBy('state')
				.execute();
			const of = (state: MailState) => Number(rows.find((row) => row.state === state)?.count ?? 0);
			return { waiting: of('waiting'), sent: of('sent'), failed: of('failed'), dropped: of('dropped') };
		},
		async retry(id) {
			await database.transaction(async (transaction) => {
				const { numUpdatedRows } = await transaction
					.updateTable('mails')
					.set({ state: 'waiting', next_at: Date.now(), ended_at: null })
					.where('id', '=', id)
					.where('state', 'in', ['failed', 'waiting'])
					.executeTakeFirst();
				if (numUpdatedRows === 0n) throw notFound();
			}, quietly);
		},
		async retryFailed() {
			await database.transaction(
				(transaction) =>
					transaction
						.updateTable('mails')
						.set({ state: 'waiting', next_at: Date.now(), ended_at: null, created_at: Date.now() })
						.where('state', '=', 'failed')
						.execute(),
				quietly,
			);
		},
		async drop(id) {
			await database.transaction(async (transaction) => {
				const { numUpdatedRows } = await transaction
					.updateTable('mails')
					.set(ended('dropped'))
					.where('id', '=', id)
					.where('state', 'in', ['failed', 'waiting'])
					.executeTakeFirst();
				if (numUpdatedRows === 0n) throw notFound();
			}, quietly);
		},
		async sweep(before) {
			await database.transaction(
				(transaction) => transaction.deleteFrom('mails').where('ended_at', '<', before).execute(),
				quietly,
			);
		},
	};
}

const dataSchema: z.ZodType<MailData> = z.record(z.string(), z.unknown());

/** In words and not as a parameter, so that their own index is taken (decision 007). */
const isWaiting = sql<boolean>`state = 'waiting'`;

function open(transaction: Kysely<Schema>, id: string) {
	return transaction.updateTable('mails').where('id', '=', id).where('state', '=', 'waiting');
}

/** Neither what it said nor, for those without an account, to whom, is kept. */
function ended(state: 'sent' | 'dropped') {
	return { state, data: '{}', address: null, ended_at: Date.now() };
}
