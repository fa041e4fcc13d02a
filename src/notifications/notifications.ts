import type { ContentTypes } from '../content/content-types.ts';
import type { Database } from '../database/database.ts';
import { createRegistry } from '../registry.ts';
import { createChoices, type Choices } from './choices.ts';
import { dropBefore } from './drop-before.ts';
import { listNotifications, type ListedNotification, type NotificationFilter } from './list-notifications.ts';
import { markRead, type ReadMark } from './mark-read.ts';
import type { NewNotification, NotificationDefinition, NotificationKind } from './notification.ts';
import { tell, withdraw } from './tell.ts';
import type { NotificationReader } from './notification-reader.ts';

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
	/** It is settled: whoever has not read it need not any more. */
	withdraw(kindId: string, key: string): Promise<void>;
	/** What the reader was told, newest first. */
	list(reader: NotificationReader, filter: NotificationFilter): Promise<readonly ListedNotification[]>;
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

export function createNotifications({ database, types, deliver }: NotificationsParts): Notifications {
	const registry = createRegistry<NotificationKind, NotificationDefinition>('kind of notification');
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
			});
		},
		async withdraw(kindId, key) {
			requireKind(kindId);
			await database.transaction((transaction) => withdraw(transaction, kindId, key));
		},
		list: (reader, filter) => listNotifications(database, { types, registry }, reader, filter),
		markRead: (personId, mark) => markRead(database, personId, mark),
		choices: createChoices(database, () => registry.declarations()),
		dropBefore: (time) => dropBefore(database, time),
	};
}
