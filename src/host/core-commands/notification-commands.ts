import { z } from 'zod';
import { VerbundError } from '../../errors.ts';
import { mailFrequencies } from '../../notifications/notification.ts';
import type { Notifications } from '../../notifications/notifications.ts';
import type { Push } from '../../notifications/push/push.ts';
import { readUnsubscribeToken } from '../../notifications/unsubscribe-token.ts';
import { id, personIdOf, type AddCommand } from './core-command.ts';

export interface NotificationCommandParts {
	readonly notifications: Notifications;
	readonly push: Push;
	readonly signingKey: string;
}

const mostKinds = 200;

/** What a person does with what they are told. Nobody watches that: nothing of it is in the audit log. */
export function addNotificationCommands(
	add: AddCommand,
	{ notifications, push, signingKey }: NotificationCommandParts,
): void {
	const kind = z
		.string()
		.max(120)
		.refine((kindId) => notifications.kinds().some((one) => one.id === kindId), { message: 'field.unknown' });

	add(
		'notifications.markRead',
		{ permission: 'signedIn' },
		{
			/** These, or those about an item, or those that lead to these paths, or all up to the newest that was seen. */
			input: z.strictObject({
				ids: z.array(id).max(500).optional(),
				itemId: id.optional(),
				paths: z.array(z.string().max(300)).max(500).optional(),
				until: id.optional(),
			}),
			async run({ actor }, mark) {
				await notifications.markRead(personIdOf(actor), mark);
				return {};
			},
			audit: false,
			quiet: true,
		},
	);
	add(
		'notifications.choose',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({
				choices: z
					.array(
						z.strictObject({
							kind,
							page: z.boolean().default(false),
							mail: z.enum(mailFrequencies),
							push: z.boolean().default(false),
						}),
					)
					.min(1)
					.max(mostKinds),
			}),
			async run({ actor }, { choices }) {
				await notifications.choices.change(personIdOf(actor), choices);
				return {};
			},
			audit: false,
			quiet: true,
		},
	);
	add(
		'notifications.unsubscribe',
		{ permission: 'public' },
		{
			input: z.strictObject({ token: z.string().max(500) }),
			async run(_context, { token }) {
				const ended = readUnsubscribeToken(token, signingKey);
				if (!ended) throw new VerbundError('notifications.linkInvalid');
				await notifications.choices.endMail(ended.personId, ended.kindId);
				return {};
			},
			audit: false,
			quiet: true,
		},
	);
	add(
		'notifications.addDevice',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ endpoint: z.url({ protocol: /^https?$/ }).max(2000) }),
			async run({ actor, origin }, { endpoint }) {
				await push.add(personIdOf(actor), { endpoint, name: origin?.device ?? '' });
				return {};
			},
			audit: false,
			quiet: true,
		},
	);
	add(
		'notifications.removeDevice',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ id }),
			async run({ actor }, device) {
				await push.remove(personIdOf(actor), device.id);
				return {};
			},
			audit: false,
			quiet: true,
		},
	);
}
