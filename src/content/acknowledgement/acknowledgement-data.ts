import type { Database } from '../../database/database.ts';
import type { HolderOf } from './holders.ts';

/** What a person confirmed, for that person alone; and taking them out of it. */
export function createAcknowledgementData(database: Database, holderOf: HolderOf) {
	return {
		async export(personId: string) {
			const { query } = database;
			return {
				named: await query
					.selectFrom('acknowledgement_names')
					.select(['item_id as itemId', 'edition', 'confirmed_on as confirmedOn'])
					.where('person_id', '=', personId)
					.orderBy('item_id')
					.execute(),
				withoutName: await query
					.selectFrom('acknowledgement_marks')
					.select(['item_id as itemId', 'edition'])
					.where('holder', '=', holderOf(personId))
					.orderBy('item_id')
					.execute(),
			};
		},
		async erase(personId: string) {
			await database.transaction(async (running) => {
				await running.deleteFrom('acknowledgement_names').where('person_id', '=', personId).execute();
				await running.deleteFrom('acknowledgement_marks').where('holder', '=', holderOf(personId)).execute();
			});
		},
	};
}
