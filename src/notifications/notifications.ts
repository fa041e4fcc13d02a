import type { ContentTypes } from '../content/content-types.ts';
import type { Database } from '../database/database.ts';
import { createEvent, type Event } from '../events.ts';
import type { ListedEvent } from '../feeds/calendars.ts';
import { createRegistry } from '../registry.ts';
import { createChoices, type Choices } from './choices.ts';
import { dropBefore } from './drop-before.ts';
import { listNotifications, type ListedNotification, type NotificationFilter } from './list-notifications.ts';
import { markRead, type ReadMark } from './mark-read.ts';
import type { NewNotification, NotificationDefinition, NotificationKind } from './notification.ts';
import { tell, withdraw } from './tell.ts';
import type { NotificationReader } from './notification-reader.ts';

/** A date that a notification is about; whoever does not attend has it taken out of their calendar. */
export interface ToldEvent {
	readonly event: ListedEvent;
	readonly isAttending: boolean;
}

/** What is new for people. Nothing is shown that its receiver may not read at that moment. */
export interface Notifications {
	/** Makes kinds known; `load` brings their code when it is first needed. */
	declare(kinds: readonly NotificationKind[], load?: () => Promise<void>): () => void;
	/** The kind must be declared. */
	register(kindId: string, definition: NotificationDefinition): () => void;
	kinds(): readonly NotificationKind[];
	/**
	 * Tells people, in the running transaction if there is one: they hear of it if and only if it happened. One
	 * statement, however many they are.
	 */
	notify(notification: NewNotification): Promise<void>;
	/** Who was told something; after the commit. */
	readonly onDidTell: Event<readonly string[]>;
	/** It is settled: whoever has not read it need not any more. */
	withdraw(kindId: string, key: string): Promise<void>;
	/** What the reader was told, newest first. */
	list(reader: NotificationReader, filter: NotificationFilter): Promise<readonly ListedNotification[]>;
	/** The date that it is about, if it is about one. */
	calendarEvent(reader: NotificationReader, told: ListedNotification): Promise<ToldEvent | null>;
	/** Of one's own. */
	markRead(personId: string, mark: ReadMark): Promise<void>;
	readonly choices: Choices;
	/** Forgets what was told before this time. */
	dropBefore(time: number): Promise<void>;
}

export interface NotificationsParts {
	readonly database: Database;
	readonly types: ContentTypes;
	/** Has what is not read on the page alone delivered, after the running transaction. */
	readonly deliver: (notificationId: string) => Promise<void>;
}

/** Pages that are kept do not show what is new for a person. */
const quietly = { quiet: true } as const;

export function createNotifications({ database, types, deliver }: NotificationsParts): Notifications {
	const registry = createRegistry<NotificationKind, NotificationDefinition>('kind of notification');
	const heard = createEvent<readonly string[]>();
	const requireKind = (id: string) => {
		const kind = registry.declaration(id);
		if (!kind) throw new Error(`The notification ${id} is not declared.`);
		return kind;
	};

	return {
		declare: (kinds, load = () => Promise.resolve()) => registry.declare(kinds, load),
		register: (kindId, definition) => registry.register(kindId, definition),
		kinds: () => registry.declarations(),
		async notify(notification) {
			const kind = requireKind(notification.kind);
			await database.transaction(async (transaction) => {
				const told = await tell(transaction, kind, notification);
				if (told.delivery) await deliver(told.id);
				if (told.personIds.length > 0) database.afterCommit(() => heard.fire(told.personIds));
			}, quietly);
		},
		onDidTell: heard.event,
		async withdraw(kindId, key) {
			requireKind(kindId);
			await database.transaction((transaction) => withdraw(transaction, kindId, key), quietly);
		},
		list: (reader, filter) => listNotifications(database, { types, registry }, reader, filter),
		async calendarEvent({ reader }, { kind, url: path }) {
			const definition = await registry.load(kind);
			const found = await definition?.calendarEvent?.(reader, { kind, path });
			if (!found) return null;
			const { event, calendarId, isAttending } = found;
			return { event: { ...event, calendarId }, isAttending };
		},
		markRead: (personId, mark) => markRead(database, personId, mark),
		choices: createChoices(database, () => registry.declarations()),
		dropBefore: (time) => dropBefore(database, time),
	};
}
