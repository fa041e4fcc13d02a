import type { Database } from '../../database/database.ts';
import type { ContentFile } from './markdown-file.ts';

/** Organisations, groups and people that content files name by slug and address, as the hub knows them. */
export interface NamedInFiles {
	/** Choices of an audience; nothing where the file says nothing. */
	audience(file: ContentFile): Promise<readonly string[] | null>;
	responsible(
		file: ContentFile,
	): Promise<{ responsibleGroupId?: string | null; responsiblePersonId?: string | null }>;
}

export function namedInFiles(database: Database, organisationId: string): NamedInFiles {
	return {
		async audience({ audience }) {
			return audience === null ? null : Promise.all(audience.map(toChoice));
		},
		async responsible({ responsible }) {
			if (responsible === null) return {};
			const [kind, name = ''] = responsible.split(':');
			if (kind === 'group') return { responsibleGroupId: (await findGroup(name))?.id ?? null };
			const person = await database.query
				.selectFrom('people')
				.select('id')
				.where('email', '=', name)
				.executeTakeFirst();
			return { responsiblePersonId: person?.id ?? null };
		},
	};

	async function toChoice(choice: string): Promise<string> {
		const [kind, slug] = choice.split(':');
		if (choice === 'organisation') return 'own';
		if (slug === undefined) return choice;
		const id =
			kind === 'organisation'
				? await database.query
						.selectFrom('organisations')
						.select('id')
						.where('slug', '=', slug)
						.executeTakeFirst()
				: await findGroup(slug);
		return `${kind ?? ''}:${id?.id ?? slug}`;
	}

	function findGroup(slug: string) {
		return database.query
			.selectFrom('groups')
			.innerJoin('group_organisations', 'group_organisations.group_id', 'groups.id')
			.select('groups.id')
			.where('groups.slug', '=', slug)
			.where('group_organisations.organisation_id', '=', organisationId)
			.executeTakeFirst();
	}
}
