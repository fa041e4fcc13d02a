import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { roles } from '../access/actor.ts';
import { contentLanguages } from '../l10n/languages.ts';

/** Printed in the README; demo mode only. */
export const demoPassword = 'verbund-probieren-2026';

/** `12d 09:40` is that time (UTC) twelve working days ago, `25min` is 25 minutes ago. */
const ago = z.string().regex(/^(?:\d+d \d\d:\d\d|\d+min)$/);

const networkSchema = z.object({
	name: z.string(),
	organisations: z.array(
		z.object({
			slug: z.string(),
			name: z.string(),
			shortName: z.string(),
			colour: z.string(),
			phone: z.string(),
			email: z.string(),
			address: z.string(),
			website: z.string(),
			/** Its own values for placeholders. */
			fields: z.record(z.string(), z.string()).default({}),
			sites: z.array(
				z.object({
					slug: z.string(),
					name: z.string(),
					address: z.string(),
					phone: z.string().default(''),
					email: z.string().default(''),
				}),
			),
		}),
	),
	groups: z.array(
		z.object({
			slug: z.string(),
			name: z.string(),
			organisation: z.string(),
			organisations: z.array(z.string()),
			members: z.array(z.string()),
		}),
	),
	people: z.array(
		z.object({
			email: z.string(),
			name: z.string(),
			languages: z.array(z.enum(contentLanguages)).default([]),
			networkAdmin: z.boolean().default(false),
			label: z.object({ de: z.string(), en: z.string() }),
			memberships: z.array(z.object({ organisation: z.string(), roles: z.array(z.enum(roles)) })),
		}),
	),
	/** When single texts came, by their path (`lebenswege-nord/announcement/brandschutz-haus-a`); the others came earlier. */
	texts: z.record(z.string(), ago).default({}),
	/** What people do there. `@organisation:…`, `@collection:…/…`, `@person:…` and the like stand for ids. */
	commands: z
		.array(
			z.object({
				as: z.string(),
				command: z.string(),
				input: z.record(z.string(), z.json()),
				/** A minute after the command before, unless given. */
				ago: ago.optional(),
				/**
				 * `@room:poststelle`: what later commands call the id of what this one has made; `@room:poststelle.roomId` is
				 * another id of its answer.
				 */
				made: z
					.string()
					.regex(/^@[a-z]+:[a-z0-9-]+$/)
					.optional(),
			}),
		)
		.default([]),
});

export type DemoNetwork = z.infer<typeof networkSchema>;

export function readDemoNetwork(root: string): DemoNetwork {
	return networkSchema.parse(JSON.parse(readFileSync(join(root, 'content', 'demo', 'network.json'), 'utf8')));
}
