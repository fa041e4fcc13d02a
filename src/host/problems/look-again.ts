import type { Database } from '../../database/database.ts';

/** Has what is known of these items' problems found anew with the next look, which comes within minutes. */
export async function lookAgain(database: Database, itemIds: readonly string[]): Promise<void> {
	if (itemIds.length === 0) return;
	await database.transaction(
		(transaction) => transaction.deleteFrom('problem_checks').where('item_id', 'in', itemIds).execute(),
		// What was found before is shown until then.
		{ quiet: true },
	);
}
