import type { ContentType } from '../../content/content-types.ts';
import type { Revision, WorkingItem } from '../../content/item.ts';
import type { WorkbenchLocals } from '../locals.ts';
import { renderPreview } from './preview.ts';
import type { TranslationSource } from './translation-source.ts';

/** Another variant of the text that is written, to read while one writes. */
export interface BesideText {
	readonly revision: Revision;
	readonly isPublished: boolean;
	/** Sanitised HTML of its text. */
	readonly html: string;
	/** Translated: why it cannot be shown. */
	readonly problem: string | null;
}

export interface BesideChoice {
	readonly language: string;
	readonly title: string;
	readonly url: string;
	readonly current: boolean;
}

interface BesideWish {
	/** The variant that is written. */
	readonly language: string;
	readonly source: TranslationSource | null;
	/** From the address: a language, or `none`. */
	readonly wished: string | null;
}

/** Beside a translation stands what it is made from, unless another variant is chosen; beside the source, nothing. */
export async function openBeside(
	locals: WorkbenchLocals,
	item: WorkingItem,
	type: ContentType,
	{ language, source, wished }: BesideWish,
): Promise<BesideText | null> {
	const variant = item.variants.find((one) => one.language === wished && one.language !== language);
	const revision =
		wished === null
			? (source?.revision ?? null)
			: variant === undefined
				? null
				: variant.language === source?.revision.language
					? source.revision
					: await locals.content.openVariant(item.id, variant.language);
	if (!revision) return null;
	const { html, problem } = await renderPreview(
		locals,
		type,
		{ ...revision, fields: {} },
		item.organisation.id,
	);
	const isPublished = item.variants.some(({ publishedRevision }) => publishedRevision === revision.number);
	return { revision, isPublished, html, problem };
}

/** What could stand beside the text, and nothing; empty for a text in one language. */
export function besideChoices(
	item: WorkingItem,
	language: string,
	beside: BesideText | null,
	{ t }: Pick<WorkbenchLocals, 't'>,
): readonly BesideChoice[] {
	const others = item.variants.filter((variant) => variant.language !== language);
	const address = (wished: string) => `/content/${item.id}/edit?language=${language}&beside=${wished}`;
	if (others.length === 0) return [];
	return [
		...others.map((variant) => ({
			language: variant.language,
			title: t(`language.${variant.language}`),
			url: address(variant.language),
			current: variant.language === beside?.revision.language,
		})),
		{ language: '', title: t('editor.beside.none'), url: address('none'), current: beside === null },
	];
}
