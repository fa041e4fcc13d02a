import type { ContactAudience } from './contact.ts';

export interface DirectoryTables {
	directory_contacts: {
		id: string;
		organisation_id: string;
		site_id: string | null;
		name: string;
		topic: string;
		phone: string;
		email: string;
		person_id: string | null;
		audience: ContactAudience;
		updated_at: number;
	};
}
