import { z } from 'zod';
import type { PersonActor } from '../../access/actor.ts';
import { normaliseEmail, preferencesSchema, toActor } from '../../accounts/account.ts';
import type { AccountLink } from '../../accounts/account-links.ts';
import { personBucket } from '../../accounts/throttle.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import { VerbundError, notFound } from '../../errors.ts';
import { administersWholly } from '../administration/account-rights.ts';
import type { CommandContext, RequestOrigin } from '../command.ts';
import { email, id, name, password, secretToken, type AddCommand } from './core-command.ts';

/** What a person does with the own account. */
export function addSessionCommands(add: AddCommand, accounts: Accounts): void {
	const { people, passwords, passwordRules, sessions, links, throttle, tokens } = accounts;

	/** A link that lies in a mailbox must not outlive the rights of whoever made it. */
	const requireMaker = async ({ createdBy, personId }: AccountLink) => {
		if (createdBy === null || personId === null) return;
		const maker = await accounts.find(createdBy);
		const mayStill = maker !== null && (await administersWholly(people, toActor(maker, null), personId));
		if (!mayStill) throw new VerbundError('accounts.linkInvalid');
	};

	add(
		'accounts.signIn',
		{ permission: 'public' },
		{
			input: z.strictObject({ email, password }),
			prepare: ({ origin }, input) => accounts.signIn({ ...input, ...requireOrigin(origin) }),
			async run({ origin }, _input, { token, personId }) {
				origin?.cookies.start(token, personId);
				return Promise.resolve({ personId });
			},
			// Who signs in when is nobody's business; failures are counted, not named.
			audit: false,
			readOnly: true,
		},
	);
	add(
		'accounts.signOut',
		{ permission: 'signedIn', category: '%palette.category.settings%' },
		{
			input: z.strictObject({}),
			async run({ actor, origin }) {
				const { personId } = person(actor);
				if (origin?.sessionId) await sessions.end(personId, origin.sessionId);
				origin?.cookies.end();
				return {};
			},
			audit: false,
			readOnly: true,
			// The socket of another tab hears of it.
			quiet: false,
		},
	);
	add(
		'accounts.signOutEverywhere',
		{ permission: 'signedIn', category: '%palette.category.settings%' },
		{
			input: z.strictObject({}),
			async run({ actor, origin }) {
				await sessions.endAll(person(actor).personId);
				origin?.cookies.end();
				return {};
			},
			audit: () => ({ objects: {} }),
		},
	);
	add(
		'accounts.endSession',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ sessionId: z.string().max(100) }),
			async run({ actor }, { sessionId }) {
				await sessions.end(person(actor).personId, sessionId);
				return {};
			},
			audit: false,
		},
	);
	add(
		'accounts.switchOrganisation',
		{ permission: 'signedIn', category: '%palette.category.settings%' },
		{
			input: z.strictObject({ organisationId: id }),
			async run({ actor, origin }, { organisationId }) {
				const belongs = person(actor).memberships.some(
					(membership) => membership.organisationId === organisationId,
				);
				if (!belongs) throw notFound();
				if (origin?.sessionId) await sessions.switchOrganisation(origin.sessionId, organisationId);
				return {};
			},
			audit: false,
			readOnly: true,
			// Pages that were kept for the session belong to the organisation before.
			quiet: false,
		},
	);
	add(
		'accounts.changePassword',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({
				currentPassword: password,
				password,
				/** API tokens end with the password they were made under, unless their owner says otherwise. */
				keepTokens: z.boolean().default(false),
			}),
			async prepare({ actor, origin }, input) {
				const [self] = await people.list(actor, { ids: [person(actor).personId] });
				const stored = self ? await people.passwordHash(self.email) : null;
				// A budget of its own: whoever took over a session must neither guess on nor lock the owner out.
				const guessed = personBucket(person(actor).personId);
				const from = { address: origin?.address ?? '', knownDevice: null };
				await throttle.begin(guessed, from);
				if (!self || !stored || !(await passwords.verify(stored.hash, input.currentPassword))) {
					throw new VerbundError('accounts.passwordWrong', {
						fields: [{ path: 'currentPassword', message: 'error.accounts.passwordWrong' }],
					});
				}
				await throttle.recordSuccess(guessed, from);
				await passwordRules.check(input.password, [self.name, self.email]);
				return {
					personId: self.id,
					hash: await passwords.hash(input.password),
					device: origin?.device ?? '',
				};
			},
			async run({ actor, origin }, { keepTokens }, { personId, hash, device }) {
				await people.setPasswordHash(personId, hash);
				await links.revokeKind('passwordReset', personId);
				if (!keepTokens) await tokens.revokeAll(personId);
				await sessions.endAll(personId);
				origin?.cookies.start(
					await sessions.start(personId, device, person(actor).actingOrganisationId),
					personId,
				);
				return {};
			},
			audit: () => ({ objects: {} }),
			secret: true,
		},
	);
	add(
		'accounts.changePreferences',
		{ permission: 'signedIn', category: '%palette.category.settings%' },
		{
			input: preferencesSchema,
			async run({ actor }, preferences) {
				await people.changePreferences(person(actor).personId, preferences);
				return {};
			},
			audit: false,
		},
	);
	add(
		'accounts.acceptInvitation',
		{ permission: 'public' },
		{
			input: z.strictObject({ token: secretToken, name, email, password }),
			async prepare(_context, input) {
				if (!(await links.find('invitation', input.token))) throw new VerbundError('accounts.linkInvalid');
				await passwordRules.check(input.password, [input.name, input.email]);
				return passwords.hash(input.password);
			},
			async run({ origin }, input, passwordHash) {
				const link = await links.use('invitation', input.token);
				const personId = await people.create({
					email: link.email ?? input.email,
					name: input.name,
					passwordHash,
				});
				if (link.organisationId !== null)
					await people.addMembership(personId, link.organisationId, link.roles);
				if (origin)
					origin.cookies.start(await sessions.start(personId, origin.device, link.organisationId), personId);
				return { personId, organisationId: link.organisationId };
			},
			audit: (_input, { personId, organisationId }) => ({ objects: { person: personId }, organisationId }),
			secret: true,
		},
	);
	add(
		'accounts.joinByInvitation',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ token: secretToken }),
			async run({ actor }, { token }) {
				const link = await links.use('invitation', token);
				if (link.organisationId === null) throw new VerbundError('accounts.linkInvalid');
				const [self] = await people.list(actor, { ids: [person(actor).personId] });
				if (link.email !== null && normaliseEmail(link.email) !== self?.email) {
					throw new VerbundError('accounts.invitationForOther');
				}
				await people.addMembership(person(actor).personId, link.organisationId, link.roles);
				// An administrator of the other organisations alone may no longer make one.
				await links.revokeKind('passwordReset', person(actor).personId);
				return { organisationId: link.organisationId };
			},
			audit: (_input, { organisationId }, { actor }) => ({
				objects: { person: person(actor).personId },
				organisationId,
			}),
		},
	);
	add(
		'accounts.resetPassword',
		{ permission: 'public' },
		{
			input: z.strictObject({ token: secretToken, password }),
			async prepare(_context, input) {
				const link = await links.find('passwordReset', input.token);
				if (!link) throw new VerbundError('accounts.linkInvalid');
				await requireMaker(link);
				await passwordRules.check(input.password, []);
				return passwords.hash(input.password);
			},
			async run(_context, input, hash) {
				const link = await links.use('passwordReset', input.token);
				const { personId, organisationId } = link;
				if (personId === null) throw new VerbundError('accounts.linkInvalid');
				await requireMaker(link);
				await people.setPasswordHash(personId, hash);
				await sessions.endAll(personId);
				await tokens.revokeAll(personId);
				return { personId, organisationId };
			},
			audit: (_input, { personId, organisationId }) => ({ objects: { person: personId }, organisationId }),
			secret: true,
		},
	);
	add(
		'accounts.createToken',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({
				name,
				scope: z.enum(['read', 'write']),
				days: z.int().min(1).max(730).optional(),
			}),
			async run({ actor, origin }, { name: tokenName, scope, days }) {
				// A token that was lent makes none that outlives it.
				if (origin?.sessionId === null) throw new VerbundError('access.denied');
				const expiresAt = days === undefined ? null : Date.now() + days * 86_400_000;
				return tokens.create({ personId: person(actor).personId, name: tokenName, scope, expiresAt });
			},
			audit: (_input, { id: tokenId }) => ({ objects: { token: tokenId } }),
			secret: true,
		},
	);
	add(
		'accounts.revokeToken',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ id }),
			async run({ actor }, input) {
				await tokens.revoke(person(actor).personId, input.id);
				return {};
			},
			audit: (input) => ({ objects: { token: input.id } }),
		},
	);
}

function person(actor: CommandContext['actor']): PersonActor {
	if (actor.kind !== 'person') throw new VerbundError('access.signInRequired');
	return actor;
}

function requireOrigin(origin: RequestOrigin | null) {
	return { address: origin?.address ?? '', device: origin?.device ?? '', deviceOf: origin?.deviceOf ?? null };
}
