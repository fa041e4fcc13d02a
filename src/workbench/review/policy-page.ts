import type { PolicyView } from '../../host/reviews/reviews-for.ts';
import type { AdminPlace } from '../admin/admin-place.ts';
import { toCollectionOptions } from '../ui/editing/choose-place.ts';
import type { NamedChoice } from '../../accounts/writing-choices.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { SelectOption, TableRow } from '../ui/types.ts';

/** Rules of an organisation, and what a new or changed one can name. */
export interface PolicyPage {
	readonly rows: readonly TableRow[];
	/** Some rule asks for an approval that nobody can give. */
	readonly isBlocked: boolean;
	/** The rule that the address names, to be changed. */
	readonly edited: PolicyView | null;
	readonly types: readonly SelectOption[];
	readonly collections: readonly SelectOption[];
	readonly groups: readonly SelectOption[];
	readonly people: readonly NamedChoice[];
}

export async function openPolicyPage(
	locals: WorkbenchLocals,
	place: AdminPlace,
	editedId: string | null,
): Promise<PolicyPage> {
	const { content, reviews, t, label } = locals;
	const organisationId = place.organisation.id;
	const policies = await reviews.policies(organisationId);
	const { groups, people } = await reviews.policyChoices(organisationId);
	const collections = await reviews.policyCollections(organisationId);
	return {
		rows: policies.map((policy) => toRow(policy, locals, place)),
		isBlocked: policies.some(({ approvers, approverCount }) => approvers !== 'nobody' && approverCount === 0),
		edited: policies.find(({ id }) => id === editedId) ?? null,
		types: [
			{ value: '', title: t('admin.review.allTypes') },
			...content.types.map(({ id, titlePlural }) => ({ value: id, title: label(titlePlural) })),
		],
		collections: [{ value: '', title: t('admin.review.everywhere') }, ...toCollectionOptions(collections)],
		groups: [
			{ value: '', title: t('admin.review.noGroup') },
			...groups.map(({ id, name }) => ({ value: id, title: name })),
		],
		people,
	};
}

function toRow(policy: PolicyView, { content, t, label }: WorkbenchLocals, place: AdminPlace): TableRow {
	const type = content.types.find(({ id }) => id === policy.type);
	const scope = [
		policy.collection ?? t('admin.review.everywhere'),
		policy.type === null ? t('admin.review.allTypes') : label(type?.titlePlural ?? policy.type),
	].join(' · ');
	return {
		scope: {
			text: scope,
			url: place.link(`/admin/review?edit=${encodeURIComponent(policy.id)}#policy`),
		},
		approvers: [approversText(policy, t), ...(policy.fourEyes ? [t('admin.review.cell.fourEyes')] : [])].join(
			', ',
		),
		check: policy.checkMonths === null ? '' : t('admin.review.monthsCell', { count: policy.checkMonths }),
	};
}

function approversText(
	{ approvers, group, people, approverCount }: PolicyView,
	t: WorkbenchLocals['t'],
): string {
	switch (approvers) {
		case 'nobody':
			return t('admin.review.cell.nobody');
		case 'role':
			return t('admin.review.cell.role', { count: approverCount });
		case 'group':
			return t('admin.review.cell.group', { name: group ?? '–', count: approverCount });
		case 'people':
			return people.map(({ name }) => name).join(', ');
	}
}
