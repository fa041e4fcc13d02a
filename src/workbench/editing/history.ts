import type { ContentType } from '../../content/content-types.ts';
import type { DraftText } from '../../content/draft-text.ts';
import type { HistoryEntry, WorkingItem } from '../../content/item.ts';
import type { WorkbenchLocals } from '../locals.ts';
import { requireType } from './editor.ts';
import { titleOf } from './item-crumbs.ts';
import { renderPreview, type Preview } from './preview.ts';

export interface History {
	readonly item: WorkingItem;
	readonly type: ContentType;
	readonly title: string;
	readonly revisions: readonly RevisionView[];
	/** The revision of the address, rendered. */
	readonly shown: {
		readonly revision: RevisionView;
		readonly text: DraftText;
		readonly preview: Preview;
	} | null;
	readonly mayWrite: boolean;
	readonly mayPublish: boolean;
}

export interface RevisionView extends HistoryEntry {
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
	const wished = toRevisionNumber(parameters.get('revision'));
	const { item, type, title, revisions, ...may } = await openRevisions(locals, id, [wished]);
	const revision = revisions.find(({ number }) => number === wished);
	const text = revision?.text;
	return {
		item,
		type,
		title,
		revisions,
		shown:
			revision && text
				? { revision, text, preview: await renderPreview(locals, type, text, item.organisation.id) }
				: null,
		...may,
	};
}

/** @param texts numbers of the revisions that are shown or compared */
export async function openRevisions(
	locals: WorkbenchLocals,
	id: string,
	texts: readonly number[],
): Promise<Omit<History, 'shown'>> {
	const { content, can } = locals;
	const item = await content.open(id);
	const place = { organisationId: item.organisation.id };
	return {
		item,
		type: requireType(locals, item),
		title: titleOf(item),
		revisions: await toViews(locals, item, await content.history(id, texts)),
		mayWrite: can('content.write', place) && item.deletedAt === null,
		mayPublish: can('content.publish', place) && item.deletedAt === null,
	};
}

async function toViews(
	{ content }: WorkbenchLocals,
	{ variants }: WorkingItem,
	revisions: readonly HistoryEntry[],
): Promise<readonly RevisionView[]> {
	const names = await content.names(
		revisions.flatMap(({ authorId }) => (authorId === null ? [] : [authorId])),
	);
	const newest = new Set<string>();
	const later = new Map<string, number>();
	const previous = new Map<number, number>();
	for (const { language, number } of revisions) {
		const next = later.get(language);
		if (next !== undefined) previous.set(next, number);
		later.set(language, number);
	}
	return revisions.map((revision) => {
		const isNewest = !newest.has(revision.language);
		newest.add(revision.language);
		return {
			...revision,
			author: names.get(revision.authorId ?? '') ?? null,
			isPublished: variants.some(({ publishedRevision }) => publishedRevision === revision.number),
			isNewest,
			previous: previous.get(revision.number) ?? null,
		};
	});
}

/** 0, which no revision has, for everything that is no number of one. */
export function toRevisionNumber(text: string | null): number {
	return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
