import { createId, defineCommand, notFound, z, type Actor, type PluginContext } from 'verbund';
import { personIdOf } from './person-id.ts';
import type { Changes } from './messages/changes.ts';
import { id } from './messages/message-commands.ts';
import type { ChatTables } from './tables.ts';

/** A message that somebody of its room has shown to those who look after the organisation's rooms. */
export interface Report {
	readonly id: string;
	readonly roomId: string;
	readonly messageId: string;
	readonly number: number;
	readonly html: string;
	readonly removed: string | null;
	readonly reason: string;
	readonly at: number;
}

export interface Reports {
	/** That wait for the actor, the oldest first. One query. */
	waiting(actor: Actor): Promise<readonly Report[]>;
}

export function createReports({ access, storage }: Pick<PluginContext, 'access' | 'storage'>): Reports {
	return {
		async waiting(actor) {
			return storage
				.query<ChatTables>()
				.selectFrom('chat_reports')
				.innerJoin('chat_messages', 'chat_messages.id', 'chat_reports.message_id')
				.innerJoin('chat_rooms', 'chat_rooms.id', 'chat_reports.room_id')
				.select([
					'chat_reports.id',
					'chat_reports.room_id as roomId',
					'chat_reports.message_id as messageId',
					'chat_messages.number',
					'chat_messages.html',
					'chat_messages.removed',
					'chat_reports.reason',
					'chat_reports.created_at as at',
				])
				.where('chat_reports.closed_at', 'is', null)
				.where('chat_rooms.organisation_id', 'in', [...moderated(access, actor), ''])
				.orderBy('chat_reports.created_at')
				.limit(100)
				.execute();
		},
	};
}

/** Reporting shows one message, and what stands beside it stays where it is: a private room is not opened by it. */
export function createModerationCommands(
	{ access, storage }: Pick<PluginContext, 'access' | 'storage'>,
	changes: Changes,
) {
	return {
		report: defineCommand({
			input: z.strictObject({ messageId: id, reason: z.string().trim().max(500).default('') }),
			async run({ actor, reader }, { messageId, reason }) {
				const { message, room } = await changes.open(reader, messageId);
				if (message.removed !== null || room.organisationId === null) throw notFound();
				const reporterId = personIdOf(actor);
				return storage.transaction<ChatTables, { id: string }>(async (transaction) => {
					// Whoever says it again has said it: nobody buries the reports of others.
					const waiting = await transaction
						.selectFrom('chat_reports')
						.select('id')
						.where('message_id', '=', messageId)
						.where('reporter_id', '=', reporterId)
						.where('closed_at', 'is', null)
						.executeTakeFirst();
					if (waiting) return waiting;
					const id = createId();
					await transaction
						.insertInto('chat_reports')
						.values({
							id,
							room_id: room.id,
							message_id: messageId,
							reporter_id: reporterId,
							reason,
							created_at: Date.now(),
							closed_at: null,
						})
						.execute();
					return { id };
				});
			},
			// Who points to what should not be there is not watched for it.
			audit: false,
		}),
		hide: defineCommand({
			input: z.strictObject({ messageId: id }),
			async run({ reader }, { messageId }) {
				const { room } = await changes.open(reader, messageId);
				await changes.hide(reader, messageId);
				await closeReports(messageId);
				return { organisationId: room.organisationId };
			},
			audit: ({ messageId }, { organisationId }) => ({
				objects: { message: messageId },
				...(organisationId === null ? {} : { organisationId }),
			}),
		}),
		/** Decides what was reported, also in a room that whoever decides is not in. */
		decideReport: defineCommand({
			input: z.strictObject({ reportId: id, decision: z.enum(['keep', 'hide']) }),
			async run({ actor }, { reportId, decision }) {
				const report = await findReport(reportId);
				if (!access.can(actor, 'chat.moderate', report)) throw notFound();
				if (decision === 'hide') await changes.hideReported(report.messageId);
				await closeReports(report.messageId);
				return { organisationId: report.organisationId, messageId: report.messageId };
			},
			audit: ({ reportId }, { organisationId, messageId }) => ({
				objects: { report: reportId, message: messageId },
				organisationId,
			}),
		}),
	};

	async function findReport(reportId: string) {
		const report = await storage
			.query<ChatTables>()
			.selectFrom('chat_reports')
			.innerJoin('chat_rooms', 'chat_rooms.id', 'chat_reports.room_id')
			.select(['chat_reports.message_id as messageId', 'chat_rooms.organisation_id as organisationId'])
			.where('chat_reports.id', '=', reportId)
			.where('chat_reports.closed_at', 'is', null)
			.executeTakeFirstOrThrow(notFound);
		if (report.organisationId === null) throw notFound();
		return { ...report, organisationId: report.organisationId };
	}

	async function closeReports(messageId: string): Promise<void> {
		await storage.transaction<ChatTables, unknown>((transaction) =>
			transaction
				.updateTable('chat_reports')
				.set({ closed_at: Date.now() })
				.where('message_id', '=', messageId)
				.where('closed_at', 'is', null)
				.execute(),
		);
	}
}

/** Organisations whose rooms the actor looks after. */
export function moderated(access: Pick<PluginContext['access'], 'can'>, actor: Actor): readonly string[] {
	const ids = actor.kind === 'person' ? actor.memberships.map(({ organisationId }) => organisationId) : [];
	return ids.filter((organisationId) => access.can(actor, 'chat.moderate', { organisationId }));
}
