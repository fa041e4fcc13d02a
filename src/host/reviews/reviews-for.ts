import type { App } from '../../app.ts';
import type { Collection } from '../../content/collections.ts';
import type { ReviewComment } from '../../content/review/comments.ts';
import { nextReviewOf } from '../../content/review/confirming.ts';
import { listSteps, type ItemStep } from '../../content/review/item-steps.ts';
import { placePassage, type PassagePlace } from '../../content/review/passages.ts';
import { possibleApprovers } from '../../content/review/possible-approvers.ts';
import { writersSincePublication, type PublishingRight } from '../../content/review/publishing-rule.ts';
import {
	readReview,
	readVariantReview,
	type ReviewView,
	type VariantReview,
} from '../../content/review/read-review.ts';
import { asksForApproval, type ReviewPolicy } from '../../content/review/review-policy.ts';
import type { NamedChoice } from '../../accounts/writing-choices.ts';
import type { Visitor } from '../visitor.ts';
import { reviewTexts } from './review-text.ts';

/** Approvals, comments and the history of items, for whoever may see them. */
export interface ReviewsView {
	/** @throws VerbundError `request.notFound` */
	open(id: string): Promise<OpenedReview>;
	/** Where a variant stands on its way to its readers; for those who work on the item. */
	ofVariant(itemId: string, language: string): Promise<VariantStanding>;
	/** What was said about the newest text of a variant; for those who work on the item. */
	commentsOn(itemId: string, language: string): Promise<readonly PlacedComment[]>;
	/** Newest first; for those who work on the item. */
	steps(itemId: string): Promise<readonly ItemStep[]>;
	/** @throws VerbundError `access.denied` */
	policies(organisationId: string): Promise<readonly PolicyView[]>;
	/** Whom a policy can name. @throws VerbundError `access.denied` */
	policyChoices(organisationId: string): Promise<PolicyChoices>;
	/** Its collections, for those who do not write there either. @throws VerbundError `access.denied` */
	policyCollections(organisationId: string): Promise<readonly Collection[]>;
	/** When an item that holds today would be checked again. */
	nextReview(item: {
		readonly organisation: { readonly id: string };
		readonly type: string;
		readonly collectionId: string | null;
	}): Promise<number>;
}

export interface OpenedReview extends ReviewView {
	readonly comments: readonly PlacedComment[];
	/** What the organisations and groups of the audience are called, by `organisation:<id>` and `group:<id>`. */
	readonly audienceNames: ReadonlyMap<string, string>;
}

/** A comment, and whether its words still stand in the text. */
export interface PlacedComment extends ReviewComment {
	readonly isThere: boolean;
	/** Where the newest text has them; null for a comment on the whole of it. */
	readonly place: PassagePlace | null;
}

export interface VariantStanding extends VariantReview {
	/** What keeps the reader from publishing it: the policy, or that they wrote it. */
	readonly fault: PublishingRight['fault'];
	readonly asksForApproval: boolean;
	readonly fourEyes: boolean;
	/** Who could approve it, as far as the reader may see them, and how many there are. */
	readonly approvers: { readonly names: readonly string[]; readonly count: number };
}

export interface PolicyView extends ReviewPolicy {
	readonly group: string | null;
	readonly people: readonly NamedChoice[];
	readonly collection: string | null;
	/** How many people could approve. */
	readonly approverCount: number;
}

export interface PolicyChoices {
	readonly groups: readonly NamedChoice[];
	readonly people: readonly NamedChoice[];
}

const mostNames = 20;

export function reviewsFor(
	{ access, accounts, comments, content, database, policies, settings }: App,
	{ actor, reader }: Visitor,
): ReviewsView {
	return {
		async open(id) {
			const review = await readReview(database, reader, id);
			return {
				...review,
				comments: await placedComments({ ...review, organisationId: review.organisation.id }),
				audienceNames: await namesOf(review.audience),
			};
		},
		async ofVariant(itemId, language) {
			const item = await content.open(reader, itemId);
			const standing = await readVariantReview(database, actor, itemId, language);
			const { policy, fault } = await content.publishingRight(actor, itemId, language);
			const writers = policy?.fourEyes ? await writersSincePublication(database.query, itemId, language) : [];
			const approvers = await possibleApprovers(database.query, item.organisation.id, policy);
			const ids = approvers.filter((id) => !writers.includes(id));
			const people = await accounts.people.list(actor, { ids: ids.slice(0, mostNames), limit: mostNames });
			return {
				...standing,
				fault,
				asksForApproval: asksForApproval(policy),
				fourEyes: policy?.fourEyes ?? false,
				approvers: { names: people.map(({ name }) => name), count: ids.length },
			};
		},
		async commentsOn(itemId, language) {
			const newest = await content.openVariant(reader, itemId, language);
			if (!newest) return [];
			const { type, organisationId } = await content.owner(actor, itemId);
			return placedComments({ itemId, language, type, organisationId, after: newest });
		},
		async steps(itemId) {
			await content.owner(actor, itemId);
			return listSteps(database, actor, itemId);
		},
		async policies(organisationId) {
			access.require(actor, 'settings.manage', { organisationId });
			const found = await policies.list(organisationId);
			if (found.length === 0) return [];
			const choices = await choicesOf(organisationId);
			const collections = await collectionsOf(organisationId);
			return Promise.all(
				found.map(async (policy) => ({
					...policy,
					group: choices.groups.find(({ id }) => id === policy.groupId)?.name ?? null,
					people: choices.people.filter(({ id }) => policy.personIds.includes(id)),
					collection: collections.find(({ id }) => id === policy.collectionId)?.title ?? null,
					approverCount: (await possibleApprovers(database.query, organisationId, policy)).length,
				})),
			);
		},
		async policyChoices(organisationId) {
			access.require(actor, 'settings.manage', { organisationId });
			return choicesOf(organisationId);
		},
		async policyCollections(organisationId) {
			access.require(actor, 'settings.manage', { organisationId });
			return collectionsOf(organisationId);
		},
		async nextReview({ organisation, type, collectionId }) {
			const subject = { organisationId: organisation.id, personId: null };
			const usual = Number((await settings.read(subject)).get('content.reviewMonths'));
			return nextReviewOf(database, { organisationId: organisation.id, type, collectionId }, usual);
		},
	};

	async function placedComments({
		itemId,
		language,
		after,
		...kind
	}: Pick<ReviewView, 'itemId' | 'language' | 'type' | 'after'> & {
		readonly organisationId: string;
	}): Promise<readonly PlacedComment[]> {
		const found = await comments.list(actor, itemId, language);
		const quotes = found.some(({ quote }) => quote !== '');
		const texts = quotes ? await reviewTexts({ content, database }, reader, { ...after, ...kind }) : [];
		return found.map((one) => {
			const place = placePassage(texts, one);
			return { ...one, place, isThere: one.quote === '' || place !== null };
		});
	}

	/** No query where nobody is named. */
	async function namesOf(audience: ReviewView['audience']): Promise<ReadonlyMap<string, string>> {
		const idsOf = (kind: string) =>
			audience.flatMap((choice) => (choice.startsWith(`${kind}:`) ? [choice.slice(kind.length + 1)] : []));
		const named = async (kind: 'organisation' | 'group') => {
			const ids = idsOf(kind);
			if (ids.length === 0) return [];
			const rows = await database.query
				.selectFrom(kind === 'group' ? 'groups' : 'organisations')
				.select(['id', 'name'])
				.where('id', 'in', ids)
				.execute();
			return rows.map(({ id, name }) => [`${kind}:${id}`, name] as const);
		};
		return new Map([...(await named('organisation')), ...(await named('group'))]);
	}

	function collectionsOf(organisationId: string): Promise<readonly Collection[]> {
		return database.query
			.selectFrom('collections')
			.select(['id', 'organisation_id as organisationId', 'parent_id as parentId', 'slug', 'title'])
			.where('organisation_id', '=', organisationId)
			.orderBy('position')
			.orderBy('title')
			.execute();
	}

	async function choicesOf(organisationId: string): Promise<PolicyChoices> {
		const groups = await accounts.groups.list([organisationId]);
		const members = await accounts.people.members(organisationId);
		return {
			groups: groups.map(({ id, name }) => ({ id, name })),
			people: members.filter(({ disabled }) => !disabled).map(({ id, name }) => ({ id, name })),
		};
	}
}
