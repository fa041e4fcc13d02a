import { contentLanguages, notFound, VerbundError, type Revision, type WorkingItem } from 'verbund';

interface Named {
	readonly id: string;
	readonly name: string;
}

interface Locals {
	readonly person: { readonly organisation: Named | null; readonly organisations: readonly Named[] } | null;
	readonly can: (permission: string, object?: { organisationId: string }) => boolean;
	readonly t: (key: string) => string;
}

/**
 * For which of the own organisations something new is made: that which the person acts for, if they write for it.
 *
 * @throws VerbundError `access.denied` for those who write nowhere
 */
export function openNewItem({ person, can, t }: Locals) {
	const writable = (person?.organisations ?? []).filter(({ id }) =>
		can('content.write', { organisationId: id }),
	);
	const organisation = writable.find(({ id }) => id === person?.organisation?.id) ?? writable[0];
	if (!organisation) throw new VerbundError('access.denied');
	return {
		organisation,
		mayPublish: can('content.publish', { organisationId: organisation.id }),
		languages: contentLanguages.map((language) => ({ value: language, title: t(`language.${language}`) })),
	};
}

interface OwnLocals {
	readonly can: (permission: string, object?: { organisationId: string }) => boolean;
	readonly content: {
		open(id: string): Promise<WorkingItem>;
		openVariant(id: string, language: string): Promise<Revision | null>;
	};
}

/** An item that the reader works on, in one of its languages. @throws VerbundError `request.notFound` */
export async function openOwnItem(
	{ can, content }: OwnLocals,
	{ id, type, wished }: { readonly id: string; readonly type: string; readonly wished: string | null },
) {
	const item = await content.open(id);
	if (item.type !== type || !can('content.write', { organisationId: item.organisation.id })) throw notFound();
	const language = item.variants.some((one) => one.language === wished) ? wished : item.sourceLanguage;
	const text = await content.openVariant(id, language ?? item.sourceLanguage);
	return {
		item,
		language: language ?? item.sourceLanguage,
		title: text?.title ?? '',
		revision: text?.number ?? 0,
		text,
	};
}
