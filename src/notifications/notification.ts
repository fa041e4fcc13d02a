import type { Reader } from '../content/reader.ts';
import type { CalendarEvent } from '../feeds/calendars.ts';

export const mailFrequencies = ['now', 'daily', 'weekly', 'never'] as const;

export type MailFrequency = (typeof mailFrequencies)[number];

/** What is declared about a kind of notification; its sentence is `notification.<id>`. */
export interface NotificationKind {
	/** `<plugin>.<name>` */
	readonly id: string;
	/** Text or `%key%` of a manifest. */
	readonly title: string;
	/** For those who have not chosen. */
	readonly mail: MailFrequency;
	/** Its mail brings a date for the calendar, which no summary can carry: it goes at once, or never. */
	readonly invites?: boolean | undefined;
	/** Null for the core's own. */
	readonly pluginId: string | null;
}

/** How often people can hear of a kind by mail. */
export function frequenciesOf({ invites }: NotificationKind): readonly MailFrequency[] {
	return invites ? ['now', 'never'] : mailFrequencies;
}

/** Who hears of it: people by their ids, or all who may read what is published of an item. */
export type Receivers = readonly string[] | { readonly readersOf: string };

/** Something that happened. Ids and numbers: the sentence is made in the language of whoever reads it. */
export interface NewNotification {
	readonly kind: string;
	readonly to: Receivers;
	/** What it is about. Whoever may not read the item, now or later, is not told. */
	readonly itemId?: string;
	/** Path of the hub that it leads to; without it the item's page. */
	readonly path?: string;
	/** Values of the sentence beside `title`, the item's, and `by`. Names that end in `At` are times. */
	readonly data?: NotificationData;
	/** The person who caused it, and who is not told themselves. */
	readonly by?: string;
	/** Told again under the same key, it takes the place of what was not read yet. */
	readonly key?: string;
}

export type NotificationData = Readonly<Record<string, string | number>>;

/** What the code behind a kind may add. */
export interface NotificationDefinition {
	/**
	 * Of these notifications, the ids of those that the reader may know of; for kinds that are about something else
	 * than items. One query.
	 */
	readonly readable?: (
		reader: Reader,
		notifications: readonly FoundNotification[],
	) => Promise<readonly string[]>;
	/**
	 * The date that it is about, for the calendar of whoever hears of it by mail, also where they have read of it here.
	 * Its id is that in the calendar of this declaration, so that both are one date.
	 */
	readonly calendarEvent?: (
		reader: Reader,
		notification: Pick<FoundNotification, 'kind' | 'path'>,
	) => Promise<{
		readonly calendarId: string;
		readonly event: CalendarEvent;
		readonly isAttending: boolean;
	} | null>;
}

/** A notification as it was made, for asking whether it may be shown. */
export interface FoundNotification {
	readonly id: string;
	readonly kind: string;
	readonly itemId: string | null;
	readonly path: string | null;
	readonly data: NotificationData;
}
