import type { App } from '../app.ts';
import type { Choice } from '../notifications/choices.ts';
import type { ListedNotification } from '../notifications/list-notifications.ts';
import { frequenciesOf, type MailFrequency } from '../notifications/notification.ts';
import type { NotificationReader } from '../notifications/notification-reader.ts';
import type { Device } from '../notifications/push/push.ts';
import { readUnsubscribeToken } from '../notifications/unsubscribe-token.ts';
import type { Visitor } from './visitor.ts';

/** What a person is told, and how they want to hear of it. */
export interface NotificationCenter {
	/** @param after the last notification of the page before */
	list(after?: string): Promise<NotificationPage>;
	wishes(): Promise<NotificationWishes>;
	/** When the secret address of the own feed was made; null without one. */
	feedSince(): Promise<number | null>;
	/** Of a mail, whether its address still ends anything. */
	canUnsubscribe(token: string): boolean;
}

export interface NotificationPage {
	/** Those about the same thing are one, the newest first. */
	readonly groups: readonly NotificationGroup[];
	/** The newest of all, up to which everything can be marked as read; null on an empty page. */
	readonly newest: string | null;
	readonly unread: number;
	/** The last one of the page, where older ones follow; else null. */
	readonly after: string | null;
}

export interface NotificationGroup {
	readonly newest: ListedNotification;
	/** Told before of the same item in the same way. */
	readonly earlier: readonly ListedNotification[];
	readonly unread: boolean;
	readonly ids: readonly string[];
}

export interface NotificationWish extends Choice {
	readonly title: string;
	/** How often mail about it can come. */
	readonly frequencies: readonly MailFrequency[];
}

export interface NotificationWishes {
	readonly kinds: readonly NotificationWish[];
	/** Whether there is a mail server. */
	readonly mail: boolean;
	readonly devices: readonly Device[];
	/** What browsers subscribe with. */
	readonly pushKey: string;
}

const pageSize = 50;
/** More are not counted; the bell says "99+". */
export const mostCounted = 100;

export function notificationCenterFor(app: App, visitor: Visitor): NotificationCenter {
	const { feeds, mails, notifications, push } = app;
	const { actor } = visitor;
	const personId = actor.kind === 'person' ? actor.personId : '';
	const reader = notificationReader(app, visitor);

	return {
		async list(after) {
			const filter = { limit: pageSize + 1, ...(after === undefined ? {} : { after }) };
			const found = await notifications.list(reader, filter);
			const shown = found.slice(0, pageSize);
			return {
				groups: inGroups(shown),
				newest: shown[0]?.id ?? null,
				unread: shown.filter(({ read }) => !read).length,
				after: found.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
			};
		},
		async wishes() {
			const choices = await notifications.choices.list(personId);
			const kinds = notifications.kinds();
			return {
				kinds: choices.flatMap((choice) => {
					const kind = kinds.find(({ id }) => id === choice.kind);
					const isOn = !visitor.disabledPlugins.includes(kind?.pluginId ?? '');
					return kind && isOn
						? [
								{
									...choice,
									title: app.translator.resolve(visitor.language, kind.title),
									frequencies: frequenciesOf(kind),
								},
							]
						: [];
				}),
				mail: await mails.isConfigured(),
				devices: await push.list(personId),
				pushKey: push.publicKey(),
			};
		},
		feedSince: () => feeds.createdAt(personId),
		canUnsubscribe: (token) => readUnsubscribeToken(token, app.signingKey) !== null,
	};
}

export function notificationReader(
	{ translator }: App,
	{ reader, language, disabledPlugins }: Visitor,
): NotificationReader {
	return { reader, language, disabledPlugins, t: translator.for(language) };
}

function inGroups(notifications: readonly ListedNotification[]): readonly NotificationGroup[] {
	const byThing = Map.groupBy(notifications, ({ id, kind, itemId, read }) =>
		itemId === null ? id : `${kind} ${itemId} ${read}`,
	);
	return [...byThing.values()].flatMap((all) => {
		const [newest, ...earlier] = all;
		if (!newest) return [];
		return [{ newest, earlier, unread: !newest.read, ids: all.map(({ id }) => id) }];
	});
}
