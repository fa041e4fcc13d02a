import { sql, type PluginContext, type TaskSource } from 'verbund';
import { moderated } from './moderation.ts';

/** Reported messages that wait for whoever looks after the organisation's rooms: how many, and nothing of what they say. */
export function createReportTasks({ access }: Pick<PluginContext, 'access'>): TaskSource {
	return {
		select({ actor }) {
			const organisationIds = moderated(access, actor);
			if (organisationIds.length === 0) return null;
			return sql`select 'reports' as kind, 'chat' as id, '' as title, cast(null as text) as language,
					cast(null as text) as text, cast(null as text) as path, count(*) as count,
					min(chat_reports.created_at) as at, min(chat_reports.created_at) as place
				from chat_reports join chat_rooms on chat_rooms.id = chat_reports.room_id
				where chat_reports.closed_at is null and chat_rooms.organisation_id in (${sql.join(organisationIds)})
				having count(*) > 0`;
		},
		toTasks: ({ count }, { t }) => [
			{ url: '/chat/reports', title: t('chat.task.reports', { count: Number(count) }), icon: 'flag' },
		],
	};
}
