import { VerbundError } from '../../errors.ts';
import type { ContentType } from '../../content/content-types.ts';
import type { Collection } from '../../content/collections.ts';
import type { OrganisationBadge, WorkbenchLocals } from '../locals.ts';
import type { SelectOption } from '../ui/types.ts';

/** What the page for a new item shows. */
export interface NewItemForm {
	readonly type: ContentType;
	/** Organisations that the person may write for; never empty. */
	readonly organisations: readonly OrganisationBadge[];
	readonly organisationId: string;
	readonly collectionId: string;
	readonly collections: readonly SelectOption[];
	readonly languages: readonly SelectOption[];
}

/** @throws VerbundError `request.notFound` for an unknown type, `access.denied` for those who write nowhere */
export async function openNewItem(
	locals: WorkbenchLocals,
	parameters: URLSearchParams,
): Promise<NewItemForm> {
	const { content, submission, t } = locals;
	const type = content.types.find(({ id }) => id === parameters.get('type'));
	if (!type) throw new VerbundError('request.notFound');
	const organisations = writableOrganisations(locals);
	const wished = submission?.value('organisationId') ?? parameters.get('organisation');
	const organisation =
		organisations.find(({ id, slug }) => id === wished || slug === wished) ??
		(await ofCollection(locals, organisations, parameters.get('collection'))) ??
		organisations.find(({ id }) => id === locals.person?.organisation?.id) ??
		organisations[0];
	if (!organisation) throw new VerbundError('access.denied');
	const collections = await content.collections({
		organisationId: organisation.id,
		types: [],
		withEmpty: true,
		limit: 500,
	});
	return {
		type,
		organisations,
		organisationId: organisation.id,
		collectionId: submission?.value('collectionId') ?? parameters.get('collection') ?? '',
		collections: [{ value: '', title: t('properties.noCollection') }, ...toCollectionOptions(collections)],
		languages: content.languages.map((value) => ({ value, title: t(`language.${value}`) })),
	};
}

export function writableOrganisations({ person, can }: WorkbenchLocals): readonly OrganisationBadge[] {
	return (person?.organisations ?? []).filter(({ id }) => can('content.write', { organisationId: id }));
}

/** A tree of collections as the lines of a list: "Aufnahme & Anträge › Wohngeld". */
export function toCollectionOptions(
	collections: readonly Collection[],
	parentId: string | null = null,
	path = '',
): readonly SelectOption[] {
	return collections
		.filter((collection) => collection.parentId === parentId)
		.flatMap(({ id, title }) => [
			{ value: id, title: path + title },
			...toCollectionOptions(collections, id, `${path}${title} › `),
		]);
}

/** The organisation whose tree holds the collection of the address. */
async function ofCollection(
	{ content }: WorkbenchLocals,
	organisations: readonly OrganisationBadge[],
	collectionId: string | null,
): Promise<OrganisationBadge | undefined> {
	if (collectionId === null || organisations.length < 2) return undefined;
	for (const organisation of organisations) {
		const collections = await content.collections({
			organisationId: organisation.id,
			types: [],
			withEmpty: true,
			limit: 500,
		});
		if (collections.some(({ id }) => id === collectionId)) return organisation;
	}
	return undefined;
}
