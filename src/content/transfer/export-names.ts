import type { Database } from '../../database/database.ts';

export interface CollectionStep {
	readonly slug: string;
	readonly title: string;
	readonly position: number;
}

/** The steps from the root to each collection. */
export async function collectionPaths(
	database: Database,
): Promise<ReadonlyMap<string, readonly CollectionStep[]>> {
	const rows = await database.query.selectFrom('collections').selectAll().execute();
	const byId = new Map(rows.map((row) => [row.id, row]));
	const pathOf = (id: string | null): CollectionStep[] => {
		const row = id === null ? undefined : byId.get(id);
		return row ? [...pathOf(row.parent_id), row] : [];
	};
	return new Map(rows.map(({ id }) => [id, pathOf(id)]));
}

/** `organisation:<id>` and `group:<id>` as files name them: by slug. */
export async function principalSlugs(database: Database): Promise<ReadonlyMap<string, string>> {
	const organisations = await database.query.selectFrom('organisations').select(['id', 'slug']).execute();
	const groups = await database.query.selectFrom('groups').select(['id', 'slug']).execute();
	return new Map([
		...organisations.map(({ id, slug }) => [`organisation:${id}`, `organisation:${slug}`] as const),
		...groups.map(({ id, slug }) => [`group:${id}`, `group:${slug}`] as const),
	]);
}
