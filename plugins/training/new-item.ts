import { contentLanguages, notFound } from 'verbund';
import { chooseOrganisation } from 'verbund/ui/editing/choose-place.ts';

/**
 * For which of the own organisations something new is made: that which the person acts for, if they write for it.
 *
 * @throws VerbundError `access.denied` for those who write nowhere
 */
export function openNewItem(locals: App.Locals) {
	const { can, t } = locals;
	const { organisation } = chooseOrganisation(locals, []);
	return {
		organisation,
		mayPublish: can('content.publish', { organisationId: organisation.id }),
		languages: contentLanguages.map((language) => ({ value: language, title: t(`language.${language}`) })),
	};
}

/** An item that the reader works on, in one of its languages. @throws VerbundError `request.notFound` */
export async function openOwnItem(
	{ can, content }: App.Locals,
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
