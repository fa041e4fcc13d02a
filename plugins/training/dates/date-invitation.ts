import { sql, visibleItems, type NotificationDefinition, type PluginContext } from 'verbund';
import type { TrainingTables } from '../tables.ts';

/** Who hears by mail of a seat, a change or a cancellation finds the date in the mail, to be put into a calendar. */
export function createDateInvitation({ storage }: Pick<PluginContext, 'storage'>): NotificationDefinition {
	return {
		async calendarEvent({ actor }, { path }) {
			const [, id = ''] = /^\/training\/dates\/([\w-]+)$/.exec(path ?? '') ?? [];
			const { rows } = await sql<TrainingTables['training_dates'] & { course: string }>`
				select dates.*, variant.title as course from training_dates dates
				join items on items.id = dates.course_id
				join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
				where dates.id = ${id} and items.id in ${visibleItems(actor)}`.execute(storage.query());
			const [date] = rows;
			if (!date) return null;
			return {
				calendarId: 'training.dates',
				event: {
					id,
					title: [date.course, date.title].filter((part) => part !== '').join(': '),
					url: `/training/dates/${id}`,
					place: [date.room, date.place].filter((part) => part !== '').join(', '),
					startsAt: date.starts_at,
					endsAt: date.ends_at,
					changedAt: date.changed_at,
					sequence: date.sequence,
					isCancelled: date.cancelled_at !== null,
				},
			};
		},
	};
}
