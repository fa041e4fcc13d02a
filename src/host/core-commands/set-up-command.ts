import { z } from 'zod';
import type { Accounts } from '../../accounts/accounts.ts';
import { roles } from '../../access/actor.ts';
import type { Database } from '../../database/database.ts';
import type { Settings } from '../settings.ts';
import { VerbundError } from '../../errors.ts';
import { email, name, password, secretToken, type AddCommand } from './core-command.ts';

export interface SetUpParts {
	readonly accounts: Accounts;
	readonly settings: Settings;
	/** Takes the starter set over as drafts of the new organisation. */
	readonly importStarter: (organisationId: string) => Promise<void>;
	readonly afterCommit: Database['afterCommit'];
}

/** The first administrator's one-time link: network, organisation, own account, starter set. */
export function addSetUpCommand(
	add: AddCommand,
	{ accounts, settings, importStarter, afterCommit }: SetUpParts,
): void {
	const { links, organisations, passwordRules, passwords, people, sessions } = accounts;

	add(
		'accounts.setUp',
		{ permission: 'public' },
		{
			input: z.strictObject({
				token: secretToken,
				networkName: name,
				organisationName: name,
				name,
				email,
				password,
				starter: z.boolean().default(false),
			}),
			async prepare(_context, input) {
				if (!(await links.find('setup', input.token))) throw new VerbundError('accounts.linkInvalid');
				await passwordRules.check(input.password, [
					input.name,
					input.email,
					input.organisationName,
					input.networkName,
				]);
				return passwords.hash(input.password);
			},
			async run({ origin }, input, passwordHash) {
				await links.use('setup', input.token);
				await settings.change('network', '', 'network.name', input.networkName);
				const organisation = await organisations.create({ name: input.organisationName });
				const personId = await people.create({
					email: input.email,
					name: input.name,
					passwordHash,
					networkAdmin: true,
				});
				await people.addMembership(personId, organisation.id, roles);
				if (input.starter) afterCommit(() => importStarter(organisation.id));
				if (origin)
					origin.cookies.start(await sessions.start(personId, origin.device, organisation.id), personId);
				return {
					organisationId: organisation.id,
					personId,
					...(input.starter ? { done: 'accounts.setUpWithStarter' } : {}),
				};
			},
			audit: (_input, { organisationId, personId }) => ({
				objects: { organisation: organisationId, person: personId },
				organisationId,
			}),
			secret: true,
		},
	);
}
