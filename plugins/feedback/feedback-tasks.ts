import { answersFor, sql, type PluginContext, type TaskSource } from 'verbund';
import { organisationsOf } from './handled-organisations.ts';
import type { FeedbackTables } from './tables.ts';

const mostListed = 20;

/** Mistakes that wait for the reader's answer, and answers that the reader has not seen. */
export function createReportTasks({ storage }: PluginContext): TaskSource {
	return {
		select({ actor }) {
			if (actor.kind !== 'person') return null;
			return storage
				.query<FeedbackTables>()
				.selectFrom('feedback_reports')
				.select((is) => [
					is.case().when('closed_at', 'is', null).then('report').else('answer').end().as('kind'),
					'id',
					'item_title as title',
					...empty('language', 'text', 'path', 'count'),
					'created_at as at',
					'created_at as place',
				])
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
				.limit(mostListed);
		},
		toTasks: ({ kind, id, title, at }, { t, format }) => [
			{
				url: `/feedback/reports/${id}`,
				title: t(`feedback.task.${kind}`, { title }),
				text: t('feedback.task.reported', { date: format.date(at ?? 0) }),
			},
		],
	};
}

/** Requests for access that the reader can decide, and decisions that the reader has not seen. */
export function createRequestTasks({ access, storage }: PluginContext): TaskSource {
	return {
		select({ actor }) {
			if (actor.kind !== 'person') return null;
			return storage
				.query<FeedbackTables>()
				.selectFrom('feedback_requests')
				.select((is) => [
					is.fn.coalesce('outcome', sql.lit('request')).as('kind'),
					'id',
					is.fn.coalesce('item_title', sql.lit('')).as('title'),
					...empty('language', 'text'),
					'address as path',
					...empty('count'),
					'created_at as at',
					'created_at as place',
				])
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
				.limit(mostListed);
		},
		toTasks: ({ kind, id, title, path, at }, { t, format }) => [
			{
				url: `/feedback/requests/${id}`,
				title: t(`feedback.task.${kind}`, { title, address: path ?? '' }),
				text: t('feedback.task.requested', { date: format.date(at ?? 0) }),
				icon: 'key-round',
			},
		],
	};
}

/** Columns of a row that these tasks do not need. */
function empty(...names: readonly string[]) {
	return names.map((name) => sql<null>`null`.as(name));
}
