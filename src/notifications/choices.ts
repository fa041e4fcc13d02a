import type { Database } from '../database/database.ts';
import { frequenciesOf, type MailFrequency, type NotificationKind } from './notification.ts';

/** How a person hears of a kind. */
export interface Choice {
	readonly kind: string;
	/** In the bell and on its page. */
	readonly page: boolean;
	readonly mail: MailFrequency;
	readonly push: boolean;
}

export interface Choices {
	/** Of all kinds, chosen or as they are declared. */
	list(personId: string): Promise<readonly Choice[]>;
	change(personId: string, choices: readonly Choice[]): Promise<void>;
	/** No more mail about a kind; null for all kinds. */
	endMail(personId: string, kindId: string | null): Promise<void>;
}

export function createChoices(database: Database, kinds: () => readonly NotificationKind[]): Choices {
	const choices: Choices = {
		async list(personId) {
			const rows = await database.query
				.selectFrom('notification_choices')
				.select(['kind', 'page', 'mail', 'push'])
				.where('person_id', '=', personId)
				.execute();
			return kinds().map((kind) => {
				const chosen = rows.find((row) => row.kind === kind.id);
				const wished = chosen?.mail ?? kind.mail;
				return {
					kind: kind.id,
					page: chosen?.page !== 0,
					mail: frequenciesOf(kind).includes(wished) ? wished : 'now',
					push: chosen?.push !== 0,
				};
			});
		},
		async change(personId, changed) {
			await database.transaction(async (transaction) => {
				for (const { kind, page, mail, push } of changed) {
					const row = { page: page ? 1 : 0, mail, push: push ? 1 : 0 };
					await transaction
						.insertInto('notification_choices')
						.values({ person_id: personId, kind, ...row })
						.onConflict((conflict) => conflict.columns(['person_id', 'kind']).doUpdateSet(row))
						.execute();
					// What waits for a digest goes into the one that is wished for now.
					await transaction
						.updateTable('notification_receivers')
						.set({ mail: mail === 'daily' || mail === 'weekly' ? mail : null })
						.where('person_id', '=', personId)
						.where('mail', 'in', ['daily', 'weekly'])
						.where('notification_id', 'in', (told) =>
							told.selectFrom('notifications').select('id').where('kind', '=', kind),
						)
						.execute();
				}
			});
		},
		async endMail(personId, kindId) {
			const chosen = await choices.list(personId);
			const ended = chosen.filter(({ kind }) => kindId === null || kind === kindId);
			await choices.change(
				personId,
				ended.map((choice) => ({ ...choice, mail: 'never' })),
			);
		},
	};
	return choices;
}
