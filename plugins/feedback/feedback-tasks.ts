import { answersFor, sql, type PluginContext, type TaskProvider } from 'verbund';
import { organisationsOf } from './handled-organisations.ts';
import type { FeedbackTables } from './tables.ts';

const mostListed = 20;

/** Mistakes that wait for the reader's answer, and answers that the reader has not seen. */
export function createReportTasks({ storage }: PluginContext): TaskProvider {
	return {
		async list({ actor }, { t, format }) {
			if (actor.kind !== 'person') return [];
			const rows = await storage
				.query<FeedbackTables>()
				.selectFrom('feedback_reports')
				.select(['id', 'item_title', 'created_at', 'closed_at'])
				.where((is) =>
					is.or([
						is.and([
							is('closed_at', 'is', null),
							sql<boolean>`${answersFor(actor, 'feedback_reports.item_id')}`,
						]),
						is.and([
							is('closed_at', 'is not', null),
							is('dismissed_at', 'is', null),
							is('reporter_id', '=', actor.personId),
						]),
					]),
				)
				.orderBy('created_at')
				.limit(mostListed)
				.execute();
			return rows.map(({ id, item_title: title, created_at: createdAt, closed_at: closedAt }) => ({
				url: `/feedback/reports/${id}`,
				title: t(closedAt === null ? 'feedback.task.report' : 'feedback.task.answer', { title }),
				text: t('feedback.task.reported', { date: format.date(createdAt) }),
			}));
		},
	};
}

/** Requests for access that the reader can decide, and decisions that the reader has not seen. */
export function createRequestTasks({ access, storage }: PluginContext): TaskProvider {
	return {
		async list({ actor }, { t, format }) {
			if (actor.kind !== 'person') return [];
			const rows = await storage
				.query<FeedbackTables>()
				.selectFrom('feedback_requests')
				.select(['id', 'address', 'item_title', 'created_at', 'outcome'])
				.where((is) =>
					is.or([
						is.and([
							is('outcome', 'is', null),
							is('item_id', 'is not', null),
							is('organisation_id', 'in', organisationsOf(access, actor, 'content.publish')),
						]),
						is.and([
							is('outcome', 'in', ['granted', 'declined']),
							is('dismissed_at', 'is', null),
							is('requester_id', '=', actor.personId),
						]),
					]),
				)
				.orderBy('created_at')
				.limit(mostListed)
				.execute();
			return rows.map(({ id, address, item_title: title, created_at: createdAt, outcome }) => ({
				url: `/feedback/requests/${id}`,
				title:
					outcome === null
						? t('feedback.task.request', { title })
						: t(`feedback.task.${outcome}`, { address }),
				text: t('feedback.task.requested', { date: format.date(createdAt) }),
				icon: 'key-round',
			}));
		},
	};
}
