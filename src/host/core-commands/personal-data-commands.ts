import { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import type { PermissionObject } from '../../access/permissions.ts';
import type { Accounts } from '../../accounts/accounts.ts';
import { VerbundError, notFound } from '../../errors.ts';
import { administersWholly } from '../administration/account-rights.ts';
import type { CommandContext } from '../command.ts';
import type { Erasure } from '../personal-data/erasure.ts';
import { writeExportReceipt } from '../personal-data/export-receipt.ts';
import { id, type AddCommand } from './core-command.ts';

export interface PersonalDataCommandParts {
	readonly accounts: Accounts;
	readonly erasure: Erasure;
	readonly signingKey: string;
}

/** A copy of everything about a person, and the end of it. */
export function addPersonalDataCommands(
	add: AddCommand,
	{ accounts, erasure, signingKey }: PersonalDataCommandParts,
): void {
	const { people } = accounts;

	/** An organisation of the person, for those who administer all of them; nobody else learns whether there is one. */
	const ofPerson = async (
		{ actor }: CommandContext,
		{ personId }: { personId: string },
	): Promise<PermissionObject | undefined> => {
		const [organisationId] = (await people.rightsOf(personId)).organisationIds;
		if (!(await administersWholly(people, actor, personId))) throw notFound();
		return organisationId === undefined ? undefined : { organisationId };
	};

	add(
		'accounts.exportPersonalData',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({}),
			run({ actor }) {
				const askerId = personOf(actor);
				return Promise.resolve({ receipt: writeExportReceipt({ subjectId: askerId, askerId }, signingKey) });
			},
			audit: (_input, _output, { actor }) => ({ objects: { person: personOf(actor) } }),
		},
	);
	add(
		'accounts.exportPersonalDataOf',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ personId: id }),
			target: ofPerson,
			run({ actor }, { personId }) {
				const receipt = writeExportReceipt({ subjectId: personId, askerId: personOf(actor) }, signingKey);
				return Promise.resolve({ receipt });
			},
			audit: ({ personId }) => ({ objects: { person: personId } }),
		},
	);
	add(
		'accounts.erasePerson',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({
				personId: id,
				/** Typed once more, so that nobody erases the wrong person by a slip. */
				name: z.string().max(200),
			}),
			target: ofPerson,
			prepare: () => erasure.prepare(),
			async run({ actor }, { personId, name }, prepared) {
				if (actor.kind === 'person' && actor.personId === personId) {
					throw new VerbundError('accounts.eraseSelf');
				}
				const present = await people.nameOf(personId);
				if (plain(name) !== plain(present)) {
					const fields = [{ path: 'name', message: 'error.accounts.nameDiffers' }];
					throw new VerbundError('accounts.nameDiffers', { fields });
				}
				await erasure.erase(personId, prepared);
				return {};
			},
			audit: ({ personId }) => ({ objects: { person: personId } }),
		},
	);
}

/** As people type it: without the blanks that nobody sees. */
function plain(name: string): string {
	return name.normalize('NFC').trim().replace(/\s+/g, ' ');
}

function personOf(actor: Actor): string {
	if (actor.kind !== 'person') throw new VerbundError('access.signInRequired');
	return actor.personId;
}
