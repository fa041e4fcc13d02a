import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { PersonalDataHandler } from '../plugin-context.ts';

/** What remains of what a person did: the audit log, jobs, answers kept against double sending. */
export function createTraces(database: Database): PersonalDataHandler {
	return {
		async export(personId) {
			return {
				acts: actsOf(database, personId),
				jobs: await database.query
					.selectFrom('jobs')
					.select(['type', 'state', 'created_at as createdAt', 'finished_at as finishedAt'])
					.where('actor_id', '=', personId)
					.execute(),
				takesCareOf: await database.query
					.selectFrom('search_misses')
					.select(['words', 'note', 'assigned_at as assignedAt'])
					.where('assigned_person_id', '=', personId)
					.execute(),
			};
		},
		async erase(personId) {
			await database.transaction(async (transaction) => {
				const person = await transaction
					.selectFrom('people')
					.select(['name', 'email'])
					.where('id', '=', personId)
					.executeTakeFirst();
				await transaction
					.deleteFrom('idempotency_keys')
					.where((row) =>
						row.or([row('actor', '=', `person:${personId}`), row('answer', 'like', `%${personId}%`)]),
					)
					.execute();
				await transaction
					.deleteFrom('jobs')
					.where((row) => row.or([row('actor_id', '=', personId), row('input', 'like', `%${personId}%`)]))
					.execute();
				await transaction
					.updateTable('search_misses')
					.set({ assigned_person_id: null, assigned_at: null })
					.where('assigned_person_id', '=', personId)
					.execute();
				if (!person) return;
				for (const text of [person.email, familyName(person.name)]) {
					await transaction.deleteFrom('search_misses').where(contains('words', text)).execute();
				}
				for (const text of [person.email, person.name]) {
					await transaction.deleteFrom('barrier_reports').where(contains('contact', text)).execute();
				}
			});
		},
	};
}

/** What people search for when they look for someone who is not found: rather one search too many forgotten. */
function familyName(name: string): string {
	return name.trim().split(/\s+/).at(-1) ?? name;
}

const pageSize = 500;

async function* actsOf(database: Database, personId: string): AsyncGenerator {
	for (let after = 0; ;) {
		const rows = await database.query
			.selectFrom('audit_entries')
			.select(['id', 'at', 'action', 'organisation_id as organisation'])
			.where('actor_id', '=', personId)
			.where('id', '>', after)
			.orderBy('id')
			.limit(pageSize)
			.execute();
		for (const { id: _id, ...act } of rows) yield act;
		const last = rows.at(-1);
		if (!last || rows.length < pageSize) return;
		after = last.id;
	}
}

function contains(column: string, text: string) {
	const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
	return sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
}
