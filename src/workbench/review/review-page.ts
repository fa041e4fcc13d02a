import { VerbundError } from '../../errors.ts';
import type { ContentType } from '../../content/content-types.ts';
import type { OpenedReview } from '../../host/reviews/reviews-for.ts';
import type { Comparison } from '../comparison/compare-revisions.ts';
import { compareStored } from '../comparison/compare-stored.ts';
import { renderPreview, type Preview } from '../editing/preview.ts';
import type { WorkbenchLocals } from '../locals.ts';

export const reviewViews = ['side', 'inline', 'text'] as const;

export type ReviewPageView = (typeof reviewViews)[number];

/** What the page for deciding about a text shows. */
export interface ReviewPage {
	readonly review: OpenedReview;
	readonly type: ContentType;
	readonly view: ReviewPageView;
	/** What changed since it was published; null for a text that never was. */
	readonly comparison: Comparison | null;
	/** The text as its readers would see it. */
	readonly preview: Preview | null;
	readonly openComments: number;
}

/** @throws VerbundError `request.notFound` */
export async function openReviewPage(
	locals: WorkbenchLocals,
	id: string,
	parameters: URLSearchParams,
): Promise<ReviewPage> {
	const review = await locals.reviews.open(id);
	const type = locals.content.types.find((one) => one.id === review.type);
	if (!type) throw new VerbundError('request.notFound');
	const wished = reviewViews.find((one) => one === parameters.get('view'));
	const view = review.before === null ? 'text' : (wished ?? 'side');
	const { before, after, organisation } = review;
	const compared = { id: review.itemId, organisationId: organisation.id, schema: type.fields };
	return {
		review,
		type,
		view,
		comparison: before && view !== 'text' ? await compareStored(locals, compared, before, after) : null,
		preview: view === 'text' ? await renderPreview(locals, type, after, organisation.id) : null,
		openComments: review.comments.filter(({ resolvedAt }) => resolvedAt === null).length,
	};
}
