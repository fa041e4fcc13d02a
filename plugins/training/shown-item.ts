import {
	notFound,
	nullIfMissing,
	type FieldValues,
	type ReadItem,
	type Revision,
	type WorkingItem,
} from 'verbund';

/** An item as somebody sees it: as its readers do, or its newest text for those who work on one that nobody reads yet. */
export interface ShownItem {
	readonly id: string;
	readonly title: string;
	readonly language: string;
	readonly fields: FieldValues;
	readonly organisationId: string;
	readonly url: string;
}

interface Locals {
	readonly content: {
		read(reference: { id: string }, language?: string): Promise<ReadItem>;
		open(id: string): Promise<WorkingItem>;
		openVariant(id: string, language: string): Promise<Revision | null>;
	};
}

/** @throws VerbundError `request.notFound` */
export async function openShownItem(
	{ content }: Locals,
	id: string,
	wished: string | null,
): Promise<ShownItem> {
	const read = await content.read({ id }, wished ?? undefined).catch(nullIfMissing);
	if (read) {
		const { title, language, fields, url } = read;
		return { id, title, language, fields, url, organisationId: read.organisation.id };
	}
	const item = await content.open(id);
	const text = await content.openVariant(id, wished ?? item.sourceLanguage);
	if (!text) throw notFound();
	const { title, language, fields } = text;
	return { id, title, language, fields, url: `/content/${id}/edit`, organisationId: item.organisation.id };
}
