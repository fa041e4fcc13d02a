import type { Actor, ListedItem, Organisation, PluginContext, Reader, Translate } from 'verbund';
import { createFilling, type FilledTemplate, type PaperRequest } from './filling.ts';
import { makePaper, type PaperKind } from './paper-file.ts';
import { openPicture } from './pictures.ts';
import { templateType } from './template-type.ts';
import { usedBy, type Use, type Uses } from './uses.ts';

/** What pages ask about templates. */
export interface Templates {
	open(request: PaperRequest): Promise<FilledTemplate>;
	/**
	 * The paper as a file, or the sentence that says why there is none. Where the organisation works with it, the
	 * version that it was made with is noted.
	 */
	make(actor: Actor, filled: FilledTemplate, kind: PaperKind, t: Translate): Promise<Response | string>;
	/** A picture of a Word file, for its preview. @throws VerbundError `request.notFound` */
	picture(actor: Actor, fileId: string, digest: string): Promise<Response>;
	/** Of the organisation that the reader acts for; null where it does not work with this template. */
	useOf(reader: Reader, itemId: string): Promise<Use | null>;
	/** Templates that the organisation works with, by their title. */
	ours(reader: Reader, organisationId: string): Promise<readonly OwnTemplate[]>;
	/** Organisations that work with a template, for those who work on it. */
	usesOf(reader: Reader, itemId: string): Promise<TemplateUses>;
	/** PDFs of Word files look as the files do. */
	keepsLooks(): Promise<boolean>;
	/** Bytes of the largest file. */
	largest(): Promise<number>;
}

export interface OwnTemplate {
	readonly item: ListedItem;
	readonly use: Use;
}

export interface TemplateUses {
	readonly title: string;
	readonly url: string;
	readonly organisationId: string;
	/** The version that is published now; null where none is. */
	readonly revision: number | null;
	readonly uses: readonly (Use & { readonly organisation: Organisation })[];
}

export function createTemplates(context: PluginContext, uses: Uses): Templates {
	const { content, organisations, paper } = context;
	const filling = createFilling(context);

	return {
		open: (request) => filling.open(request),
		async make(actor, filled, kind, t) {
			const made = await makePaper(context, actor, filled, kind, t);
			if (typeof made === 'string') return made;
			const organisationId = actor.kind === 'person' ? actor.actingOrganisationId : null;
			const use = organisationId === null ? null : await uses.find(filled.item.id, organisationId);
			if (use) await uses.noteProduced(use, filled.item.revision);
			return made;
		},
		picture: (actor, fileId, digest) => openPicture(context, actor, fileId, digest),
		async useOf({ actor }, itemId) {
			const organisationId = actor.kind === 'person' ? actor.actingOrganisationId : null;
			return organisationId === null ? null : uses.find(itemId, organisationId);
		},
		async ours(reader, organisationId) {
			const own = await uses.ofOrganisation(organisationId);
			const items = await content.list(reader, {
				types: [templateType],
				among: usedBy(organisationId),
				order: 'title',
				limit: 500,
			});
			return items.flatMap((item) => {
				const use = own.find(({ itemId }) => itemId === item.id);
				return use ? [{ item, use }] : [];
			});
		},
		async usesOf(reader, itemId) {
			const item = await content.open(reader, itemId);
			const source = item.variants.find(({ language }) => language === item.sourceLanguage);
			const [all, using] = [await organisations.list(), await uses.ofItem(itemId)];
			return {
				title: source?.title ?? '',
				url: item.url,
				organisationId: item.organisation.id,
				revision: source?.publishedRevision ?? null,
				uses: using.flatMap((use) => {
					const organisation = all.find(({ id }) => id === use.organisationId);
					return organisation ? [{ ...use, organisation }] : [];
				}),
			};
		},
		keepsLooks: () => paper.keepsLooks(),
		largest: () => content.attachments.uploads.limit(),
	};
}
