import { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import { VerbundError } from '../../errors.ts';
import type { Walkthroughs } from '../walkthroughs.ts';
import type { AddCommand } from './core-command.ts';

const walkthrough = z.string().min(1).max(120);

/** What a person does with the own first steps; nobody else learns of it. */
export function addWalkthroughCommands(add: AddCommand, walkthroughs: Walkthroughs): void {
	add(
		'walkthroughs.markStep',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({
				walkthrough,
				step: z.string().min(1).max(40),
				done: z.boolean().default(true),
			}),
			async run({ actor }, input) {
				await walkthroughs.markStep(personOf(actor), input.walkthrough, input.step, input.done);
				return {};
			},
			audit: false,
		},
	);
	add(
		'walkthroughs.putAway',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ walkthrough, putAway: z.boolean().default(true) }),
			async run({ actor }, input) {
				await walkthroughs.setPutAway(personOf(actor), input.walkthrough, input.putAway);
				return {};
			},
			audit: false,
		},
	);
}

function personOf(actor: Actor): string {
	if (actor.kind !== 'person') throw new VerbundError('access.signInRequired');
	return actor.personId;
}
