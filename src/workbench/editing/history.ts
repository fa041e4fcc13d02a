import type { ContentType } from '../../content/content-types.ts';
import type { Revision, WorkingItem } from '../../content/item.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { SelectOption } from '../ui/types.ts';
import { compareRevisions, type PartDifference } from './compare-revisions.ts';
import { requireType } from './editor.ts';
import { titleOf } from './item-crumbs.ts';
import { renderPreview, type Preview } from './preview.ts';

export interface History {
	readonly item: WorkingItem;
	readonly type: ContentType;
	readonly title: string;
	readonly revisions: readonly RevisionView[];
	readonly options: readonly SelectOption[];
	/** The newest change: what the choice of two revisions begins with. */
	readonly newestChange: { readonly from: string; readonly to: string };
	/** The revision of the address, rendered. */
	readonly shown: { readonly revision: RevisionView; readonly preview: Preview } | null;
	readonly mayWrite: boolean;
}

export interface RevisionView extends Revision {
	/** Null for an import and for people whom the reader may not see. */
	readonly author: string | null;
	readonly isPublished: boolean;
	readonly isNewest: boolean;
	/** The revision of the same language before this one. */
	readonly previous: number | null;
}

/** All revisions of an item, newest first, and the one that is looked at. */
export async function openHistory(
	locals: WorkbenchLocals,
	id: string,
	parameters: URLSearchParams,
): Promise<History> {
	const { content, t, can } = locals;
	const item = await content.open(id);
	const type = requireType(locals, item);
	const revisions = await toViews(locals, item, await content.history(id));
	const shown = revisions.find(({ number }) => String(number) === parameters.get('revision'));
	return {
		item,
		type,
		title: titleOf(item),
		revisions,
		options: revisions.map(({ number, language, title }) => ({
			value: String(number),
			title: t('history.option', { revision: number, language: t(`language.${language}`), title }),
		})),
		newestChange: toChange(revisions),
		shown: shown ? { revision: shown, preview: await renderPreview(locals, type, shown) } : null,
		mayWrite: can('content.write', { organisationId: item.organisation.id }) && item.deletedAt === null,
	};
}

function toChange(revisions: readonly RevisionView[]): History['newestChange'] {
	const changed = revisions.find(({ previous }) => previous !== null);
	const [newest, before] = revisions;
	return {
		from: String(changed?.previous ?? before?.number ?? ''),
		to: String(changed?.number ?? newest?.number ?? ''),
	};
}

async function toViews(
	{ content }: WorkbenchLocals,
	{ variants }: WorkingItem,
	revisions: readonly Revision[],
): Promise<readonly RevisionView[]> {
	const names = await content.names(
		revisions.flatMap(({ authorId }) => (authorId === null ? [] : [authorId])),
	);
	return revisions.map((revision, index) => {
		const isSameLanguage = ({ language }: Revision) => language === revision.language;
		return {
			...revision,
			author: names.get(revision.authorId ?? '') ?? null,
			isPublished: variants.some(({ publishedRevision }) => publishedRevision === revision.number),
			isNewest: revisions.find(isSameLanguage) === revision,
			previous: previousOf(revisions, revision.language, index),
		};
	});
}

/** Where a comparison that names no revisions leads: to the newest change, or to the list while there is none. */
export async function newestComparison({ content }: WorkbenchLocals, id: string): Promise<string> {
	const revisions = await content.history(id);
	const changed = revisions.findIndex(
		({ language }, index) => previousOf(revisions, language, index) !== null,
	);
	const to = revisions[changed];
	const from = to ? previousOf(revisions, to.language, changed) : null;
	return to && from !== null
		? `/content/${id}/compare?from=${from}&to=${to.number}`
		: `/content/${id}/history`;
}

/** The revision of the same language before the one at this place. */
function previousOf(revisions: readonly Revision[], language: string, index: number): number | null {
	return revisions.slice(index + 1).find((revision) => revision.language === language)?.number ?? null;
}

export interface Comparison {
	readonly item: WorkingItem;
	readonly type: ContentType;
	readonly title: string;
	readonly from: Revision;
	readonly to: Revision;
	readonly differences: readonly PartDifference[];
	readonly options: readonly SelectOption[];
}

/** @throws VerbundError `request.notFound` for a revision that is not there */
export async function openComparison(
	locals: WorkbenchLocals,
	id: string,
	parameters: URLSearchParams,
): Promise<Comparison> {
	const { content, t, label } = locals;
	const { item, type, title, options } = await openHistory(locals, id, new URLSearchParams());
	const from = await content.revision(id, toNumber(parameters.get('from')));
	const to = await content.revision(id, toNumber(parameters.get('to')));
	const differences = compareRevisions(from, to, type.fields, {
		title: t('editor.title'),
		summary: t('editor.summary'),
		body: t('editor.body'),
		label,
	});
	return { item, type, title, from, to, differences, options };
}

function toNumber(text: string | null): number {
	return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
