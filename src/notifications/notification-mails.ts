import { z } from 'zod';
import { writeICalendar } from '../feeds/i-calendar.ts';
import type { MailCalendar, MailContent, MailReceiver, MailTemplate } from '../mail/mail.ts';
import type { Translate } from '../l10n/translator.ts';
import type { ListedNotification } from './list-notifications.ts';
import type { Receiver } from './notification-reader.ts';
import type { Notifications, ToldEvent } from './notifications.ts';

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
				const [told] = await list(parts, receiver, { ids: [notificationId] });
				if (!told || receiver.kind !== 'person') return null;
				const date = await parts.notifications.calendarEvent(receiver, told);
				if (told.read && !date) return null;
				return {
					...(date ? { calendar: toCalendar(date, receiver, parts.url) } : {}),
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
				const told = await list(parts, receiver, { ids: notificationIds, unread: true });
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

function toCalendar(
	{ event, isAttending }: ToldEvent,
	{ name, email: address }: Pick<Receiver, 'name' | 'email'>,
	url: URL,
): MailCalendar {
	const method = event.isCancelled || !isAttending ? 'CANCEL' : 'REQUEST';
	const attendee = { name, address };
	return {
		method,
		write: (organiser) =>
			writeICalendar({
				title: event.title,
				events: [event],
				url,
				invitation: { method, organiser, attendee, at: Date.now() },
			}),
	};
}

async function list(
	{ notifications }: NotificationMailParts,
	receiver: MailReceiver,
	filter: { readonly ids: readonly string[]; readonly unread?: boolean },
): Promise<readonly ListedNotification[]> {
	if (receiver.kind !== 'person') return [];
	return notifications.list(receiver, { ...filter, offPage: true, limit: filter.ids.length });
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
