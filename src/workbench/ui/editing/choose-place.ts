import { VerbundError } from '../../../errors.ts';
import type { Collection } from '../../../content/collections.ts';
import type { OrganisationBadge, WorkbenchLocals } from '../../locals.ts';
import type { SelectOption } from '../types.ts';

type Chooser = Pick<WorkbenchLocals, 'person' | 'can'>;

/** Own organisations in which the person has all of these permissions. */
export function ownOrganisations(
	{ person, can }: Chooser,
	permissions: readonly string[] = ['content.write'],
): readonly OrganisationBadge[] {
	return (person?.organisations ?? []).filter(({ id: organisationId }) =>
		permissions.every((permission) => can(permission, { organisationId })),
	);
}

/**
 * For which of the own organisations a page is: the first of those wished for by id or slug, else the one that the person
 * acts for, else any.
 *
 * @throws VerbundError `access.denied` for those who have the permissions nowhere
 */
export function chooseOrganisation(
	locals: Chooser,
	wished: readonly (string | null | undefined)[],
	permissions?: readonly string[],
): { readonly organisation: OrganisationBadge; readonly organisations: readonly OrganisationBadge[] } {
	const organisations = ownOrganisations(locals, permissions);
	const organisation =
		[...wished, locals.person?.organisation?.id]
			.map((wish) => organisations.find(({ id, slug }) => id === wish || slug === wish))
			.find((one) => one !== undefined) ?? organisations[0];
	if (!organisation) throw new VerbundError('access.denied');
	return { organisation, organisations };
}

/**
 * Where something new can stand, as the address wishes it with `organisation` and `collection`.
 *
 * @throws VerbundError `access.denied` for those who write nowhere
 */
export async function choosePlace(
	locals: Chooser & Pick<WorkbenchLocals, 'content' | 't'>,
	parameters: URLSearchParams,
	types: readonly string[] = [],
) {
	const { can, content, t } = locals;
	const { organisation, organisations } = chooseOrganisation(locals, [parameters.get('organisation')]);
	const organisationId = organisation.id;
	const collections = await content.collections({ organisationId, types, withEmpty: true, limit: 500 });
	const mayPublish = can('content.publish', { organisationId });
	return {
		organisation,
		organisations,
		collectionId: parameters.get('collection') ?? '',
		collections: collectionOptions(collections, t),
		mayPublish,
		mayShare: mayPublish && can('content.share', { organisationId }),
	};
}

/** Collections to choose from, or none of them. */
export function collectionOptions(
	collections: readonly Collection[],
	t: WorkbenchLocals['t'],
): readonly SelectOption[] {
	return [{ value: '', title: t('properties.noCollection') }, ...toCollectionOptions(collections)];
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
