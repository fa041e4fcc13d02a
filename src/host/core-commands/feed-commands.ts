import { z } from 'zod';
import type { FeedAddresses } from '../../feeds/feed-addresses.ts';
import { personIdOf, type AddCommand } from './core-command.ts';

/** The secret addresses under which somebody's feed and calendar are fetched. */
export function addFeedCommands(add: AddCommand, feeds: FeedAddresses): void {
	add(
		'feeds.createAddress',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({}),
			run: async ({ actor }) => ({ token: await feeds.create(personIdOf(actor)) }),
			audit: () => ({ objects: {} }),
			secret: true,
			quiet: true,
		},
	);
	add(
		'feeds.revokeAddress',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({}),
			async run({ actor }) {
				await feeds.revoke(personIdOf(actor));
				return {};
			},
			audit: () => ({ objects: {} }),
			quiet: true,
		},
	);
}
