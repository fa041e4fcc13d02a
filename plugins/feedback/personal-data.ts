import type { PersonalDataHandler } from 'verbund';
import type { Reports } from './reports.ts';
import type { Requests } from './requests.ts';

/** What a person wrote to others and answered them; erased, the answers of others stay with their questions. */
export function createPersonalData({
	reports,
	requests,
}: {
	reports: Reports;
	requests: Requests;
}): PersonalDataHandler {
	return {
		export: async (personId) => ({
			reports: await reports.ofPerson(personId),
			requests: await requests.ofPerson(personId),
		}),
		async erase(personId) {
			await reports.erasePerson(personId);
			await requests.erasePerson(personId);
		},
	};
}
