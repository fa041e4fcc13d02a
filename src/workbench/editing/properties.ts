import { VerbundError } from '../../errors.ts';
import type { ContentType } from '../../content/content-types.ts';
import type { WorkingItem } from '../../content/item.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { SelectOption } from '../ui/types.ts';
import { requireType } from './editor.ts';
import { titleOf } from './item-crumbs.ts';
import { collectionOptions } from '../ui/editing/choose-place.ts';

/** What the page for an item's properties shows. */
export interface Properties {
	readonly item: WorkingItem;
	readonly type: ContentType;
	readonly title: string;
	readonly collections: readonly SelectOption[];
	readonly people: readonly SelectOption[];
	readonly groups: readonly SelectOption[];
	readonly values: PropertyValues;
	/** As they stand; sent along, so that nobody writes over what somebody else has changed since. */
	readonly stored: Pick<
		WorkingItem,
		'collectionId' | 'tags' | 'responsiblePersonId' | 'responsibleGroupId' | 'reviewDueAt'
	>;
	/** Day that is offered when someone confirms that the item still holds. */
	readonly nextReview: string;
	readonly may: { readonly write: boolean; readonly publish: boolean; readonly delete: boolean };
}

export interface PropertyValues {
	readonly collectionId: string;
	/** One a line. */
	readonly tags: string;
	readonly responsiblePersonId: string;
	readonly responsibleGroupId: string;
	/** `2027-11-03`, or empty. */
	readonly reviewDueAt: string;
}

/** @throws VerbundError `request.notFound`, or `access.denied` for those who only read drafts */
export async function openProperties(locals: WorkbenchLocals, id: string): Promise<Properties> {
	const { content, reviews, submission, can, t } = locals;
	const item = await content.open(id);
	const owner = { organisationId: item.organisation.id };
	if (!can('content.write', owner)) throw new VerbundError('access.denied');
	const { people, groups } = await content.choices(item.organisation.id);
	const collections = await content.collections({
		organisationId: item.organisation.id,
		types: [],
		withEmpty: true,
		limit: 500,
	});
	const sent = submission?.command === 'content.setProperties' ? submission : null;
	const nobody = { value: '', title: t('properties.nobody') };
	const toOption = (choice: { id: string; name: string }) => ({ value: choice.id, title: choice.name });
	return {
		item,
		type: requireType(locals, item),
		title: titleOf(item),
		collections: collectionOptions(collections, t),
		people: [nobody, ...people.map(toOption)],
		groups: [nobody, ...groups.map(toOption)],
		values: {
			collectionId: sent?.value('collectionId') ?? item.collectionId ?? '',
			tags: sent?.value('tags') ?? item.tags.join('\n'),
			responsiblePersonId: sent?.value('responsiblePersonId') ?? item.responsiblePersonId ?? '',
			responsibleGroupId: sent?.value('responsibleGroupId') ?? item.responsibleGroupId ?? '',
			reviewDueAt: sent?.value('reviewDueAt') ?? (item.reviewDueAt === null ? '' : toDay(item.reviewDueAt)),
		},
		stored: {
			collectionId: item.collectionId,
			tags: item.tags,
			responsiblePersonId: item.responsiblePersonId,
			responsibleGroupId: item.responsibleGroupId,
			reviewDueAt: item.reviewDueAt,
		},
		nextReview: toDay(await reviews.nextReview(item)),
		may: {
			write: true,
			publish: can('content.publish', owner),
			delete: can('content.delete', owner),
		},
	};
}

function toDay(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}
