import type { Database } from '../database/database.ts';
import type { Mails } from '../mail/mails.ts';
import type { FindReceiver } from './notification-reader.ts';
import type { Notifications } from './notifications.ts';
import type { Push } from './push/push.ts';

export interface DeliveryParts {
	readonly database: Database;
	readonly mails: Pick<Mails, 'send'>;
	readonly notifications: Pick<Notifications, 'list'>;
	readonly push: Pick<Push, 'wake'>;
	readonly findReceiver: FindReceiver;
}

export interface DeliveryRun {
	readonly signal: AbortSignal;
	readonly onProgress: (done: number) => void;
}

export type DigestFrequency = 'daily' | 'weekly';

/** Takes notifications to those who are not on the page. */
export interface Delivery {
	/** Mail and push at once. @returns false where a push service was away, and trying again makes sense */
	deliver(notificationId: string, run: DeliveryRun): Promise<boolean>;
	/** Puts into line the mails that sum up what was not read. */
	sendDigests(frequency: DigestFrequency, run: DeliveryRun): Promise<void>;
}

const mailsAtOnce = 500;
const pushesAtOnce = 20;
const peopleAtOnce = 200;
const mostInDigest = 50;
/** What is older is no news any more, such as what waited for a mail server to be set up. */
const newsLast = 14 * 24 * 60 * 60 * 1000;

const quietly = { quiet: true } as const;

export function createDelivery({
	database,
	mails,
	notifications,
	push,
	findReceiver,
}: DeliveryParts): Delivery {
	return {
		async deliver(notificationId, run) {
			await mailAtOnce(notificationId, run);
			return pushAtOnce(notificationId, run);
		},
		async sendDigests(frequency, { signal, onProgress }) {
			const progress = { done: 0 };
			for (let after: string | undefined = ''; after !== undefined;) {
				signal.throwIfAborted();
				const last: string | undefined = await digestsAfter(frequency, after, progress);
				onProgress(progress.done);
				after = last;
			}
		},
	};

	/** The mail is in line if and only if the notification is no longer waiting for it. */
	async function mailAtOnce(notificationId: string, { signal, onProgress }: DeliveryRun): Promise<void> {
		for (let done = 0; ;) {
			signal.throwIfAborted();
			const receivers = await database.transaction(async (transaction) => {
				const rows = await transaction
					.selectFrom('notification_receivers')
					.select('person_id')
					.where('notification_id', '=', notificationId)
					.where('mail', '=', 'now')
					.limit(mailsAtOnce)
					.execute();
				const people = rows.map(({ person_id }) => person_id);
				const data = { notificationId };
				await mails.send(people.map((personId) => ({ template: 'notification', to: { personId }, data })));
				await transaction
					.updateTable('notification_receivers')
					.set({ mail: null })
					.where('notification_id', '=', notificationId)
					.where('person_id', 'in', [...people, ''])
					.execute();
				return people;
			}, quietly);
			if (receivers.length === 0) return;
			done += receivers.length;
			onProgress(done);
		}
	}

	async function pushAtOnce(notificationId: string, { signal }: DeliveryRun): Promise<boolean> {
		const rows = await database.query
			.selectFrom('notification_receivers')
			.select('person_id')
			.where('notification_id', '=', notificationId)
			.where('push', '=', 1)
			.execute();
		let reached = true;
		for (let start = 0; start < rows.length; start += pushesAtOnce) {
			signal.throwIfAborted();
			const people = rows.slice(start, start + pushesAtOnce).map(({ person_id }) => person_id);
			const woken = await Promise.all(
				people.map(async (personId) => ((await wake(personId, notificationId)) ? [personId] : [])),
			);
			const done = woken.flat();
			reached &&= done.length === people.length;
			await database.transaction(
				(transaction) =>
					transaction
						.updateTable('notification_receivers')
						.set({ push: 0 })
						.where('notification_id', '=', notificationId)
						.where('person_id', 'in', [...done, ''])
						.execute(),
				quietly,
			);
		}
		return reached;
	}

	/** A device is woken only for what its owner may read, and has not read yet. */
	async function wake(personId: string, notificationId: string): Promise<boolean> {
		const receiver = await findReceiver(personId);
		if (!receiver) return true;
		const filter = { ids: [notificationId], unread: true, offPage: true, limit: 1 };
		const [unread] = await notifications.list(receiver, filter);
		return unread === undefined || push.wake(personId);
	}

	/** @returns the last person, or nothing when they were the last */
	async function digestsAfter(
		frequency: DigestFrequency,
		after: string,
		progress: { done: number },
	): Promise<string | undefined> {
		return database.transaction(async (transaction) => {
			const people = await transaction
				.selectFrom('notification_receivers')
				.select('person_id')
				.distinct()
				.where('mail', '=', frequency)
				.where('person_id', '>', after)
				.orderBy('person_id')
				.limit(peopleAtOnce)
				.execute();
			const ids = people.map(({ person_id }) => person_id);
			const waiting = await transaction
				.selectFrom('notification_receivers')
				.innerJoin('notifications', 'notifications.id', 'notification_receivers.notification_id')
				.select(['person_id', 'notifications.id'])
				.where('mail', '=', frequency)
				.where('person_id', 'in', [...ids, ''])
				.where('read_at', 'is', null)
				.where('created_at', '>', Date.now() - newsLast)
				.orderBy('notifications.id', 'desc')
				.execute();
			const ofPerson = Map.groupBy(waiting, ({ person_id }) => person_id);
			await mails.send(
				[...ofPerson].map(([personId, told]) => ({
					template: 'digest',
					to: { personId },
					data: { frequency, notificationIds: told.slice(0, mostInDigest).map(({ id }) => id) },
				})),
			);
			await transaction
				.updateTable('notification_receivers')
				.set({ mail: null })
				.where('mail', '=', frequency)
				.where('person_id', 'in', [...ids, ''])
				.execute();
			progress.done += ofPerson.size;
			return ids.length < peopleAtOnce ? undefined : ids.at(-1);
		}, quietly);
	}
}
