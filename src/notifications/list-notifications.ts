import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { reviewableBy } from '../access/approvers.ts';
import { visiblePeople, visibleTo, workingVisibleTo } from '../access/visible-to.ts';
import { itemUrl, type ContentTypes } from '../content/content-types.ts';
import type { ItemOrganisation } from '../content/item.ts';
import { languageOrder } from '../content/language-order.ts';
import { toOrganisation, type OrganisationColumns } from '../content/to-organisation.ts';
import type { Database } from '../database/database.ts';
import { formattersFor } from '../l10n/formatters.ts';
import type { MessageValues, Translate } from '../l10n/translator.ts';
import type { Registry } from '../registry.ts';
import type {
	FoundNotification,
	NotificationData,
	NotificationDefinition,
	NotificationKind,
} from './notification.ts';
import type { NotificationReader } from './notification-reader.ts';

/** A notification as its receiver reads it. */
export interface ListedNotification {
	readonly id: string;
	readonly kind: string;
	/** The whole sentence, in the receiver's language. */
	readonly text: string;
	/** The same without the name of who caused it: for subjects of mails, which name nobody. */
	readonly impersonalText: string;
	/** Path of the hub. */
	readonly url: string;
	readonly itemId: string | null;
	/** Title of the item, and its language. */
	readonly title: string | null;
	readonly language: string | null;
	readonly organisation: ItemOrganisation | null;
	readonly at: number;
	readonly read: boolean;
}

export interface NotificationFilter {
	readonly limit: number;
	readonly unread?: boolean;
	/** Of the list that went before: the last one in it. */
	readonly after?: string;
	/** These alone. */
	readonly ids?: readonly string[];
	/** Those that wait to go into a mail of this kind. */
	readonly waitingFor?: 'daily' | 'weekly';
	/** Not those from before this time. */
	readonly since?: number;
	/** Also what the person does not want to see on the page. */
	readonly offPage?: boolean;
}

interface NotificationRow extends OrganisationColumns {
	readonly id: string;
	readonly kind: string;
	readonly item_id: string | null;
	readonly path: string | null;
	readonly data: string;
	readonly created_at: number;
	readonly read_at: number | null;
	readonly by_name: string | null;
	readonly type: string | null;
	readonly slug: string | null;
	readonly published: number;
	readonly title: string | null;
	readonly language: string | null;
}

/**
 * What a person was told and may know of now. Whoever may no longer read an item is shown nothing of it: the rights are
 * in the query, as in every list.
 */
export async function listNotifications(
	database: Database,
	parts: {
		readonly types: ContentTypes;
		readonly registry: Registry<NotificationKind, NotificationDefinition>;
	},
	receiver: NotificationReader,
	filter: NotificationFilter,
): Promise<readonly ListedNotification[]> {
	const { actor } = receiver.reader;
	if (actor.kind !== 'person') return [];
	const kinds = parts.registry
		.declarations()
		.filter(({ pluginId }) => pluginId === null || !receiver.disabledPlugins.includes(pluginId))
		.map(({ id }) => id);
	const { rows } = await select(receiver, actor.personId, kinds, filter).execute(database.query);
	const readable = await readableIds(parts.registry, receiver, rows.map(toFound));
	return rows
		.filter(({ id }) => readable.has(id))
		.flatMap((row) => toListed(row, parts.types, receiver) ?? []);
}

function select(
	{ reader: { actor, languages, types } }: NotificationReader,
	personId: string,
	kinds: readonly string[],
	filter: NotificationFilter,
): RawBuilder<NotificationRow> {
	// Who decides about a text reads it for that, and nothing else there.
	const working = sql`(${workingVisibleTo(actor, 'items.id')} or exists (
		select 1 from reviews as asking where asking.item_id = items.id and ${reviewableBy(actor, 'asking')}))`;
	const conditions = [
		sql`told.person_id = ${personId}`,
		sql`notifications.kind in (${sql.join([...kinds, ''])})`,
		sql`(notifications.item_id is null
			or (items.type in (${sql.join([...types, ''])}) and (${visibleTo(actor, 'items.id')} or ${working})))`,
		...(filter.offPage ? [] : [sql`coalesce(choice.page, 1) = 1`]),
		...(filter.unread ? [sql`told.read_at is null`] : []),
		...(filter.after === undefined ? [] : [sql`told.notification_id < ${filter.after}`]),
		...(filter.ids === undefined ? [] : [sql`told.notification_id in (${sql.join([...filter.ids, ''])})`]),
		...(filter.waitingFor === undefined ? [] : [sql`told.mail = ${filter.waitingFor}`]),
		...(filter.since === undefined ? [] : [sql`notifications.created_at >= ${filter.since}`]),
	];
	return sql<NotificationRow>`select notifications.id, notifications.kind, notifications.item_id, notifications.path,
			notifications.data, notifications.created_at, told.read_at, causer.name as by_name,
			items.type, items.slug, case when ${visibleTo(actor, 'items.id')} then 1 else 0 end as published,
			organisations.id as organisation_id, organisations.slug as organisation_slug,
			organisations.name as organisation_name, organisations.short_name as organisation_short_name,
			variant.title, variant.language
		from notification_receivers as told
		join notifications on notifications.id = told.notification_id
		left join notification_choices as choice
			on choice.person_id = told.person_id and choice.kind = notifications.kind
		left join people as causer
			on causer.id = notifications.by_person_id and ${visiblePeople(actor, 'causer.id')}
		left join items on items.id = notifications.item_id
		left join organisations on organisations.id = items.organisation_id
		left join item_variants as variant on variant.item_id = items.id and variant.language = (
			select choices.language from item_variants as choices
			where choices.item_id = items.id and (choices.published_revision is not null or ${working})
			order by case when choices.published_revision is null then 1 else 0 end,
				${languageOrder('choices.language', 'items.source_language', languages)}, choices.language limit 1)
		where ${sql.join(conditions, sql` and `)}
		order by told.notification_id desc limit ${filter.limit}`;
}

/** All of kinds that ask nobody; of the others those that their own code lets the reader know of. */
async function readableIds(
	registry: Registry<NotificationKind, NotificationDefinition>,
	{ reader }: NotificationReader,
	found: readonly FoundNotification[],
): Promise<ReadonlySet<string>> {
	const readable = new Set<string>();
	for (const kind of new Set(found.map((one) => one.kind))) {
		const ofKind = found.filter((one) => one.kind === kind);
		const ids = await registry
			.load(kind)
			.then((definition) => definition?.readable?.(reader, ofKind) ?? ofKind.map(({ id }) => id))
			// Who cannot be asked says no.
			.catch((): readonly string[] => []);
		for (const id of ids) readable.add(id);
	}
	return readable;
}

const dataSchema: z.ZodType<NotificationData> = z.record(z.string(), z.union([z.string(), z.number()]));

function toFound({ id, kind, item_id, path, data }: NotificationRow): FoundNotification {
	return { id, kind, itemId: item_id, path, data: dataSchema.parse(JSON.parse(data)) };
}

function toListed(
	row: NotificationRow,
	contentTypes: ContentTypes,
	{ language, t }: NotificationReader,
): ListedNotification | undefined {
	const { data } = toFound(row);
	const url = urlOf(row, contentTypes);
	if (url === undefined) return undefined;
	const somebody = t('notifications.somebody');
	const values = { ...formattersFor(language).values(data), title: row.title ?? '' };
	const text = sentence(t, row.kind, { ...values, by: row.by_name ?? somebody });
	const impersonalText = sentence(t, row.kind, { ...values, by: somebody });
	if (text === undefined || impersonalText === undefined) return undefined;
	return {
		id: row.id,
		kind: row.kind,
		text,
		impersonalText,
		url,
		itemId: row.item_id,
		title: row.title,
		language: row.language,
		organisation: toOrganisation(row),
		at: row.created_at,
		read: row.read_at !== null,
	};
}

/** A sentence that asks for a value which nobody gave is left out: the others are to be read all the same. */
function sentence(t: Translate, kind: string, values: MessageValues): string | undefined {
	try {
		return t(`notification.${kind}`, values);
	} catch (error) {
		console.error(`[notifications] ${kind}`, error);
		return undefined;
	}
}

function urlOf(row: NotificationRow, contentTypes: ContentTypes): string | undefined {
	if (row.path !== null) return row.path;
	if (row.item_id === null) return '/notifications';
	if (row.published !== 1) return `/content/${row.item_id}/edit`;
	const type = contentTypes.find(row.type ?? '');
	return type && itemUrl(type, row.organisation_slug ?? '', row.slug ?? '');
}
