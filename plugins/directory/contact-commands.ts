import { defineCommand, VerbundError, z, type Actor, type CommandContext, type PluginContext } from 'verbund';
import { contactAudiences, type ContactDetails } from './contact.ts';
import type { Contacts } from './contacts.ts';

const id = z.string().min(1).max(64);

const details = {
	name: z.string().trim().min(1).max(200),
	topic: z.string().trim().max(300).default(''),
	phone: z.string().trim().max(60).default(''),
	email: z.union([z.literal(''), z.email().max(320)]).default(''),
	siteId: id.nullable().default(null),
	personId: id.nullable().default(null),
	audience: z.enum(contactAudiences).default('network'),
};

/** Adding, changing and removing contact persons: the business of their own organisation. */
export function createContactCommands({ organisations, people }: PluginContext, contacts: Contacts) {
	const ofContact = ({ actor }: CommandContext, { contactId }: { contactId: string }) =>
		contacts.get(actor, contactId);

	return {
		add: defineCommand({
			input: z.strictObject({ organisationId: id, ...details }),
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async run({ actor }, { organisationId, ...contact }) {
				await requireOwn(actor, organisationId, contact);
				return { id: await contacts.add(organisationId, contact) };
			},
			audit: ({ organisationId }, output) => ({ objects: { contact: output.id }, organisationId }),
		}),
		change: defineCommand({
			input: z.strictObject({ contactId: id, expectedUpdatedAt: z.int(), ...details }),
			target: ofContact,
			async run({ actor }, { contactId, expectedUpdatedAt, ...contact }) {
				const { organisationId } = await contacts.get(actor, contactId);
				await requireOwn(actor, organisationId, contact);
				await contacts.change(contactId, contact, expectedUpdatedAt);
				return {};
			},
			audit: ({ contactId }) => ({ objects: { contact: contactId } }),
		}),
		remove: defineCommand({
			input: z.strictObject({ contactId: id, expectedUpdatedAt: z.int().optional() }),
			target: ofContact,
			async run({ actor }, { contactId, expectedUpdatedAt }) {
				await contacts.remove(await contacts.get(actor, contactId), expectedUpdatedAt);
				return {};
			},
			audit: ({ contactId }) => ({ objects: { contact: contactId } }),
		}),
	};

	/** Site and person must be the organisation's, not merely there. */
	async function requireOwn(actor: Actor, organisationId: string, contact: ContactDetails): Promise<void> {
		const { siteId, personId } = contact;
		if (siteId !== null) {
			const sites = await organisations.sites([organisationId]);
			if (!sites.some((site) => site.id === siteId)) throw unknown('siteId');
		}
		if (personId !== null) {
			const members = await people.list(actor, { ids: [personId], organisationId });
			if (members.length === 0) throw unknown('personId');
		}
	}
}

function unknown(field: string): VerbundError {
	return new VerbundError('command.inputInvalid', { fields: [{ path: field, message: 'field.invalid' }] });
}
