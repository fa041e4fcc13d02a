import { sql } from 'kysely';
import { answersFor } from '../access/answers-for.ts';
import { visibleTo } from '../access/visible-to.ts';
import { itemUrl, type ContentTypes } from '../content/content-types.ts';
import { languageOrder } from '../content/language-order.ts';
import type { Reader } from '../content/reader.ts';
import type { Database } from '../database/database.ts';
import type { CalendarEvent, CalendarProvider } from './calendars.ts';

interface ReviewRow {
	readonly id: string;
	readonly type: string;
	readonly slug: string;
	readonly organisationSlug: string;
	readonly title: string;
	readonly dueAt: number;
	readonly changedAt: number;
}

const mostDates = 1000;

/** When published texts are to be checked again: of those that the reader answers for. */
export function reviewDates(database: Database, contentTypes: ContentTypes): CalendarProvider {
	return {
		async list({ actor, languages, types }: Reader, { t }) {
			const { rows } = await sql<ReviewRow>`select items.id, items.type, items.slug, variant.title,
					organisations.slug as "organisationSlug", items.review_due_at as "dueAt", items.updated_at as "changedAt"
				from items
				join organisations on organisations.id = items.organisation_id
				join item_variants as variant on variant.item_id = items.id and variant.language = (
					select choices.language from item_variants as choices
					where choices.item_id = items.id and choices.published_revision is not null
					order by ${languageOrder('choices.language', 'items.source_language', languages)}, choices.language
					limit 1)
				where items.review_due_at is not null and items.type in (${sql.join([...types, ''])})
					and ${visibleTo(actor, 'items.id')} and ${answersFor(actor, 'items.id')}
				order by items.review_due_at, items.id limit ${mostDates}`.execute(database.query);
			return rows.flatMap((row): CalendarEvent[] => {
				const type = contentTypes.find(row.type);
				if (!type) return [];
				return [
					{
						id: row.id,
						title: t('calendar.review', { title: row.title }),
						text: t('calendar.reviewText'),
						url: itemUrl(type, row.organisationSlug, row.slug),
						startsAt: row.dueAt,
						changedAt: row.changedAt,
					},
				];
			});
		},
	};
}
