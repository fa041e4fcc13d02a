import { VerbundError, type Collection } from 'verbund';
import { templateType } from './template-type.ts';

interface Named {
	readonly id: string;
	readonly slug: string;
	readonly name: string;
	readonly shortName: string;
}

interface Locals {
	readonly person: { readonly organisation: Named | null; readonly organisations: readonly Named[] } | null;
	readonly can: (permission: string, object?: { organisationId: string }) => boolean;
	readonly content: {
		collections(filter: {
			organisationId: string;
			types: readonly string[];
			withEmpty: boolean;
			limit: number;
		}): Promise<readonly Collection[]>;
	};
	readonly t: (key: string) => string;
}

/**
 * For which of the own organisations a file becomes a template, and where it can stand.
 *
 * @throws VerbundError `access.denied` for those who write nowhere
 */
export async function openUpload({ person, can, content, t }: Locals, parameters: URLSearchParams) {
	const organisations = (person?.organisations ?? []).filter(({ id }) =>
		can('content.write', { organisationId: id }),
	);
	const find = (id: string | null | undefined) => organisations.find((one) => one.id === id);
	const organisation =
		find(parameters.get('organisation')) ?? find(person?.organisation?.id) ?? organisations[0];
	if (!organisation) throw new VerbundError('access.denied');
	const collections = await content.collections({
		organisationId: organisation.id,
		types: [templateType],
		withEmpty: true,
		limit: 500,
	});
	return {
		organisation,
		organisations,
		mayShare:
			can('content.publish', { organisationId: organisation.id }) &&
			can('content.share', { organisationId: organisation.id }),
		collectionId: parameters.get('collection') ?? '',
		collections: [
			{ value: '', title: t('properties.noCollection') },
			...collections.map(({ id, title }) => ({ value: id, title })),
		],
	};
}
