import { languageOrder, sql, visibleItems, type TaskRow, type WidgetSource } from 'verbund';
import { readImportance } from './announcement-fields.ts';
import { type } from './announcement-type.ts';
import type { Announcement } from './announcements.ts';

/** What a line of the card shows. */
export type HomeAnnouncement = Pick<
	Announcement,
	'url' | 'title' | 'language' | 'summary' | 'organisation' | 'publishedAt' | 'importance' | 'isPinned'
>;

const shown = 5;
/** Between the parts of `text`; the summary comes last, because people write it. */
const separator = '\u001f';

/** The announcements of the home page: those that are pinned, then the newest. */
export function createHomeSource(): WidgetSource {
	return {
		select({ actor, languages, types }) {
			if (!types.includes(type)) return null;
			const now = Date.now();
			return sql`select coalesce(notice.importance, 'normal') as kind, items.id, variant.title, variant.language,
					organisations.id || ${separator} || organisations.slug || ${separator} || organisations.short_name
						|| ${separator} || organisations.name || ${separator} || variant.summary as text,
					'/announcements/' || organisations.slug || '/' || items.slug as path,
					case when notice.pinned_until > ${now} then 1 else 0 end as count, items.published_at as at,
					-items.published_at - case when notice.pinned_until > ${now} then 10000000000000 else 0 end as place
				from items join organisations on organisations.id = items.organisation_id
				left join announcements_notices as notice on notice.item_id = items.id
				join item_variants variant on variant.item_id = items.id and variant.language = (
					select choice.language from item_variants choice
					where choice.item_id = items.id and choice.published_revision is not null
					order by ${languageOrder('choice.language', 'items.source_language', languages)}, choice.language limit 1)
				where items.type = ${type} and items.id in ${visibleItems(actor)}
					and not (coalesce(notice.expires_at, ${now + 1}) <= ${now} and coalesce(notice.ended, 0) = 0)
				order by place, items.id limit ${shown}`;
		},
	};
}

export function toHomeAnnouncement({
	kind,
	title,
	language,
	text,
	path,
	count,
	at,
}: TaskRow): HomeAnnouncement {
	const [id = '', slug = '', shortName = '', name = '', ...summary] = (text ?? '').split(separator);
	return {
		url: path ?? '/announcements',
		title,
		language: language ?? 'de',
		summary: summary.join(' '),
		organisation: { id, slug, shortName, name },
		publishedAt: at ?? 0,
		importance: readImportance(kind),
		isPinned: count === 1,
	};
}
