import { sql, type PluginContext } from 'verbund';
import { referenceOf, slugOf } from './course-fields.ts';

interface FoundItem {
	readonly id: string;
	readonly edition: number;
}

/** What `item:…` names, in any state, by the text that names it; by type and slug it means items of the owner. */
export async function resolveReferences(
	{ query }: Pick<PluginContext['storage'], 'query'>,
	organisationId: string,
	items: readonly string[],
): Promise<ReadonlyMap<string, FoundItem>> {
	const references = [...new Set(items.map(referenceOf))];
	const { rows } = await sql<FoundItem & { reference: string; organisation_id: string }>`
		select id, type || '/' || slug as reference, organisation_id, edition from items
		where id in (${sql.join([...references, ''])})
			or (organisation_id = ${organisationId} and slug in (${sql.join([...references.map(slugOf), ''])}))
	`.execute(query());
	const byReference = new Map([
		...rows
			.filter((row) => row.organisation_id === organisationId)
			.map((row) => [row.reference, row] as const),
		...rows.map((row) => [row.id, row] as const),
	]);
	return new Map(
		items.flatMap((item) => {
			const found = byReference.get(referenceOf(item));
			return found ? [[item, found] as const] : [];
		}),
	);
}
