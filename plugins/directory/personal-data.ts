import type { PersonalDataHandler } from 'verbund';
import type { Contacts } from './contacts.ts';

/** Entries that name an account. Those without one are the organisation's own writing about somebody else. */
export function createPersonalData(contacts: Contacts): PersonalDataHandler {
	return {
		export: (personId) => contacts.ofPerson(personId),
		erase: (personId) => contacts.removePerson(personId),
	};
}
