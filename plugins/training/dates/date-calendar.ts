import { sql, visibleItems, type CalendarProvider, type PluginContext } from 'verbund';

interface DateRow {
	readonly id: string;
	readonly course: string;
	readonly title: string;
	readonly starts_at: number;
	readonly ends_at: number;
	readonly place: string;
	readonly room: string;
	readonly changed_at: number;
	readonly cancelled_at: number | null;
}

const day = 86_400_000;

/** Dates on which the reader has a seat. */
export function createDateCalendar({ storage }: Pick<PluginContext, 'storage'>): CalendarProvider {
	return {
		async list({ actor }, { t }) {
			if (actor.kind !== 'person') return [];
			const { rows } =
				await sql<DateRow>`select dates.id, variant.title as course, dates.title, dates.starts_at,
					dates.ends_at, dates.place, dates.room, dates.changed_at, dates.cancelled_at
				from training_seats own join training_dates dates on dates.id = own.date_id
				join items on items.id = dates.course_id
				join item_variants variant on variant.item_id = items.id and variant.language = items.source_language
				where own.person_id = ${actor.personId} and own.state = 'registered' and dates.cancelled_at is null
					and dates.ends_at > ${Date.now() - 90 * day} and items.id in ${visibleItems(actor)}
				order by dates.starts_at limit 200`.execute(storage.query());
			return rows.map((row) => ({
				id: row.id,
				title:
					row.title === ''
						? row.course
						: t('training.date.titleOf', { course: row.course, title: row.title }),
				url: `/training/dates/${row.id}`,
				place: [row.room, row.place].filter((part) => part !== '').join(', '),
				startsAt: row.starts_at,
				endsAt: row.ends_at,
				changedAt: row.changed_at,
			}));
		},
	};
}
