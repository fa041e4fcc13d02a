import { z } from 'zod';
import type { ListedEvent } from '../feeds/calendars.ts';
import { writeICalendar } from '../feeds/i-calendar.ts';
import type { MailCalendar, MailContent, MailReceiver, MailTemplate } from '../mail/mail.ts';
import type { Translate } from '../l10n/translator.ts';
import type { ListedNotification } from './list-notifications.ts';
import type { Notifications } from './notifications.ts';

export interface NotificationMailParts {
	readonly notifications: Pick<Notifications, 'list' | 'calendarEvent'>;
	/** Where people reach the hub. */
	readonly url: URL;
	readonly networkName: () => Promise<string>;
	/** For the address that ends mail about a kind with one click; null for all kinds. */
	readonly unsubscribeToken: (personId: string, kindId: string | null) => string;
}

const single = z.object({ notificationId: z.string() });
const several = z.object({
	frequency: z.enum(['daily', 'weekly']),
	notificationIds: z.array(z.string()),
});

/** Mails about what is new. Made when they are sent: of what the receiver may not read by then, or has read, nothing. */
export function notificationMails(parts: NotificationMailParts): Readonly<Record<string, MailTemplate>> {
	return {
		notification: {
			async compose(data, receiver) {
				const { notificationId } = single.parse(data);
				const [told] = await unread(parts, receiver, [notificationId]);
				if (!told || receiver.kind !== 'person') return null;
				const event = await parts.notifications.calendarEvent(receiver, told);
				return {
					...(event ? { calendar: toCalendar(event, parts.url) } : {}),
					subject: told.impersonalText,
					heading: told.text,
					paragraphs: [],
					action: { text: receiver.t('mail.notification.open'), url: told.url },
					...(await foot(parts, receiver.t, personIdOf(receiver), told.kind)),
				};
			},
		},
		digest: {
			async compose(data, receiver) {
				const { frequency, notificationIds } = several.parse(data);
				const told = await unread(parts, receiver, notificationIds);
				if (told.length === 0 || receiver.kind !== 'person') return null;
				const { t } = receiver;
				return {
					subject: t(`mail.digest.${frequency}`, { count: told.length }),
					heading: t(`mail.digest.${frequency}`, { count: told.length }),
					paragraphs: [],
					entries: told.map(({ text, url, organisation }) => ({
						text,
						url,
						...(organisation ? { note: organisation.name } : {}),
					})),
					action: { text: t('mail.digest.open'), url: '/notifications' },
					...(await foot(parts, t, personIdOf(receiver), null)),
				};
			},
		},
	};
}

function toCalendar(event: ListedEvent, url: URL): MailCalendar {
	const method = event.isCancelled ? 'CANCEL' : 'PUBLISH';
	return { method, text: writeICalendar({ title: event.title, events: [event], url, method }) };
}

async function unread(
	{ notifications }: NotificationMailParts,
	receiver: MailReceiver,
	ids: readonly string[],
): Promise<readonly ListedNotification[]> {
	if (receiver.kind !== 'person') return [];
	return notifications.list(receiver, { ids, unread: true, offPage: true, limit: ids.length });
}

function personIdOf({ reader: { actor } }: Extract<MailReceiver, { kind: 'person' }>): string {
	return actor.kind === 'person' ? actor.personId : '';
}

async function foot(
	{ networkName, unsubscribeToken }: NotificationMailParts,
	t: Translate,
	personId: string,
	kindId: string | null,
): Promise<Pick<MailContent, 'foot' | 'unsubscribe'>> {
	const unsubscribe = `/unsubscribe/${unsubscribeToken(personId, kindId)}`;
	return {
		unsubscribe,
		foot: [
			t('mail.why', { network: await networkName() }),
			{ text: t('mail.settings'), url: '/settings/notifications' },
			{ text: t(kindId === null ? 'mail.unsubscribeAll' : 'mail.unsubscribe'), url: unsubscribe },
		],
	};
}
