import { VerbundError } from '../../errors.ts';
import type { ContentType } from '../../content/content-types.ts';
import type { OrganisationBadge, WorkbenchLocals } from '../locals.ts';
import { chooseOrganisation, collectionOptions, ownOrganisations } from '../ui/editing/choose-place.ts';
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
	const named = submission?.value('organisationId') ?? parameters.get('organisation');
	const isNamed = ownOrganisations(locals).some(({ id, slug }) => id === named || slug === named);
	const { organisation, organisations } = chooseOrganisation(locals, [
		isNamed ? named : await organisationOfCollection(locals, parameters.get('collection')),
	]);
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
		collections: collectionOptions(collections, t),
		languages: content.languages.map((value) => ({ value, title: t(`language.${value}`) })),
	};
}

/** The own organisation whose tree holds the collection of the address. */
async function organisationOfCollection(
	locals: WorkbenchLocals,
	collectionId: string | null,
): Promise<string | undefined> {
	const organisations = ownOrganisations(locals);
	if (collectionId === null || organisations.length < 2) return undefined;
	for (const { id: organisationId } of organisations) {
		const collections = await locals.content.collections({
			organisationId,
			types: [],
			withEmpty: true,
			limit: 500,
		});
		if (collections.some(({ id }) => id === collectionId)) return organisationId;
	}
	return undefined;
}
