import { z } from 'zod';
import { VerbundError } from '../../errors.ts';
import { defineJob } from '../../jobs/job.ts';
import type { Mails } from '../../mail/mails.ts';
import type { Delivery, DigestFrequency } from '../../notifications/deliver.ts';
import type { Notifications } from '../../notifications/notifications.ts';
import type { Settings } from '../settings.ts';

export interface NotificationJobParts {
	readonly delivery: Delivery;
	readonly mails: Mails;
	readonly notifications: Notifications;
	readonly settings: Settings;
}

/** Takes one notification to those who want to hear of it at once. */
export function deliverJob({ delivery }: NotificationJobParts) {
	return defineJob({
		input: z.strictObject({ notificationId: z.string() }),
		async run({ signal, progress }, { notificationId }) {
			const onProgress = (done: number) => progress(done, done);
			const reached = await delivery.deliver(notificationId, { signal, onProgress });
			if (!reached) throw new VerbundError('notifications.serviceAway');
		},
	});
}

export function digestJob({ delivery }: NotificationJobParts, frequency: DigestFrequency) {
	return defineJob({
		input: z.strictObject({}),
		run: ({ signal, progress }) =>
			delivery.sendDigests(frequency, { signal, onProgress: (done) => progress(done, done) }),
	});
}

const stillDue = new Error('Something became due meanwhile.');

/** Sends what is due. It ends only when nothing is, in the transaction that says so: whoever adds a mail finds it. */
export function mailJob({ mails }: NotificationJobParts) {
	return defineJob({
		input: z.strictObject({}),
		async run({ signal, progress, complete }) {
			for (let isDone = false; !isDone;) {
				await mails.sendDue({ signal, onProgress: progress });
				isDone = await complete(async () => {
					const nextAt = await mails.nextAt();
					if (nextAt === null) return;
					if (nextAt <= Date.now()) throw stillDue;
					await mails.wake(nextAt);
				}).then(
					() => true,
					(error: unknown) => {
						if (error === stillDue) return false;
						throw error;
					},
				);
			}
		},
	});
}

const day = 24 * 60 * 60 * 1000;
const keepMails = 30 * day;

export function tidyNotificationsJob({ mails, notifications, settings }: NotificationJobParts) {
	return defineJob({
		input: z.strictObject({}),
		async run() {
			const values = await settings.read({ organisationId: null, personId: null });
			await notifications.dropBefore(Date.now() - Number(values.get('notifications.keepDays')) * day);
			await mails.sweep(Date.now() - keepMails);
			// Nothing is lost where the job that sends was.
			if ((await mails.nextAt()) !== null) await mails.wake();
		},
	});
}
