import type { HandoverProvider } from 'verbund';
import type { Contacts } from './contacts.ts';

/** Entries that name whoever leaves. Another name and address stand there then; what they are for stays. */
export function createHandover(contacts: Contacts): HandoverProvider {
	return {
		async list({ organisationId, personId }) {
			const own = await contacts.ofPerson(personId);
			return own
				.filter((contact) => contact.organisationId === organisationId)
				.map(({ name, topic }) => ({ title: topic === '' ? name : topic }));
		},
		async handOver({ organisationId, personId }, heir) {
			await contacts.rename(
				{ organisationId, personId },
				{
					name: heir.name,
					email: heir.email ?? '',
					personId: heir.kind === 'person' ? heir.id : null,
				},
			);
		},
	};
}
