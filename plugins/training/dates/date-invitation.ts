import { sql, visibleItems, type NotificationDefinition, type PluginContext } from 'verbund';
import type { TrainingTables } from '../tables.ts';

/** Whoever has a seat finds the date in the mail, for their calendar; whoever gave it back has it taken out again. */
export function createDateInvitation({ storage }: Pick<PluginContext, 'storage'>): NotificationDefinition {
	return {
		async calendarEvent({ actor }, { path }) {
			const [, id = ''] = /^\/training\/dates\/([\w-]+)$/.exec(path ?? '') ?? [];
			if (actor.kind !== 'person') return null;
			const { rows } = await sql<TrainingTables['training_dates'] & { course: string; state: string }>`
				select dates.*, variant.title as course, own.state from training_dates dates
				join training_seats own on own.date_id = dates.id and own.person_id = ${actor.personId}
				join items on items.id = dates.course_id
				join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
				where dates.id = ${id} and own.state <> 'waiting' and items.id in ${visibleItems(actor)}`.execute(
				storage.query(),
			);
			const [date] = rows;
			if (!date) return null;
			return {
				calendarId: 'training.dates',
				isAttending: date.state === 'registered',
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
