import type { Database } from '../../database/database.ts';
import type { HolderOf } from './holders.ts';

/** Who confirmed an edition. */
export interface Confirmations {
	isConfirmed(personId: string): boolean;
	/** The day, `2027-11-03`; null where it is not stored. */
	confirmedOn(personId: string): string | null;
}

export async function readConfirmations(
	{ query }: Pick<Database, 'query'>,
	holderOf: HolderOf,
	itemId: string,
	edition: number,
): Promise<Confirmations> {
	const marks = await query
		.selectFrom('acknowledgement_marks')
		.select('holder')
		.where('item_id', '=', itemId)
		.where('edition', '=', edition)
		.execute();
	const named = await query
		.selectFrom('acknowledgement_names')
		.select(['person_id', 'confirmed_on'])
		.where('item_id', '=', itemId)
		.where('edition', '=', edition)
		.execute();
	const holders = new Set(marks.map(({ holder }) => holder));
	const days = new Map(named.map(({ person_id: id, confirmed_on: day }) => [id, day]));
	return {
		isConfirmed: (personId) => days.has(personId) || holders.has(holderOf(personId)),
		confirmedOn: (personId) => days.get(personId) ?? null,
	};
}
