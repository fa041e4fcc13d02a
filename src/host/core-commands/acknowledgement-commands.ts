import { z } from 'zod';
import type { Acknowledgements } from '../../content/acknowledgement/acknowledgements.ts';
import type { ContentStore } from '../../content/content-store.ts';
import type { Notifications } from '../../notifications/notifications.ts';
import type { AcknowledgementNotifications } from '../acknowledgements/acknowledgement-notifications.ts';
import type { CommandContext } from '../command.ts';
import { id, personIdOf, type AddCommand } from './core-command.ts';
import { dayToCome } from './draft-input.ts';
import { requireUnchanged } from './require-unchanged.ts';

const stored = z.strictObject({ dueAt: z.int().nullable(), concerned: z.array(z.string()).nullable() });

export interface AcknowledgementCommandParts {
	readonly acknowledgements: Acknowledgements;
	readonly acknowledgementNotifications: AcknowledgementNotifications;
	readonly content: ContentStore;
	readonly notifications: Notifications;
}

/** Asking readers to confirm, and confirming. Who confirmed stands in no audit log. */
export function addAcknowledgementCommands(add: AddCommand, parts: AcknowledgementCommandParts): void {
	const { acknowledgements, acknowledgementNotifications, content, notifications } = parts;
	const ofItem = ({ actor }: CommandContext, input: { itemId: string }) => content.owner(actor, input.itemId);

	add(
		'acknowledgements.ask',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({
				itemId: id,
				/** Empty for no date. */
				dueAt: z.union([z.literal('').transform(() => null), dayToCome, z.null()]).default(null),
				/** `organisation:<id>`, `group:<id>`, `role:<role>`; empty for the whole audience. */
				concerned: z
					.array(z.string().max(100))
					.max(200)
					.default([])
					.transform((chosen) => [...new Set(chosen)].filter((one) => one !== '').sort()),
				/** What the form showed; without it the last word counts. */
				expected: stored.optional(),
			}),
			target: ofItem,
			async run({ reader }, { itemId, expected, ...wanted }) {
				const { variants, sourceLanguage } = await content.open(reader, itemId);
				const present = await acknowledgements.choice(itemId);
				requireUnchanged({
					title: variants.find(({ language }) => language === sourceLanguage)?.title ?? '',
					expected,
					present: present ? { ...present } : { dueAt: null, concerned: null },
					wanted,
				});
				await acknowledgements.ask(itemId, wanted);
				return {};
			},
			audit: ({ itemId, concerned }) => ({ objects: { item: itemId, concerned } }),
		},
	);
	add(
		'acknowledgements.end',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({ itemId: id }),
			target: ofItem,
			async run(_context, { itemId }) {
				await acknowledgements.end(itemId);
				await acknowledgementNotifications.ended(itemId);
				return {};
			},
			audit: ({ itemId }) => ({ objects: { item: itemId } }),
		},
	);
	add(
		'acknowledgements.confirm',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ itemId: id, edition: z.int().min(1) }),
			async run({ actor, reader }, { itemId, edition }) {
				const personId = personIdOf(actor);
				await acknowledgements.confirm(reader, itemId, edition);
				await notifications.markRead(personId, { itemId });
				return {};
			},
			audit: false,
		},
	);
}
