import { germanDay } from '../../l10n/german-days.ts';

/** Who may approve: nobody has to, holders of the permission, the members of a group, or people by name. */
export type Approvers = 'nobody' | 'role' | 'group' | 'people';

/** What an organisation asks for before its texts are published, and how often they are checked. */
export interface ReviewPolicy {
	readonly id: string;
	readonly organisationId: string;
	/** Null for every content type. */
	readonly type: string | null;
	/** With all collections below it; null for everywhere. */
	readonly collectionId: string | null;
	readonly approvers: Approvers;
	readonly groupId: string | null;
	readonly personIds: readonly string[];
	/** Whoever wrote any of it since the last publication may not approve it. */
	readonly fourEyes: boolean;
	readonly checkMonths: number | null;
	readonly revision: number;
}

/** Where a text stands. */
export interface PolicyPlace {
	readonly type: string;
	/** The collection it stands in and those around it, the nearest first. */
	readonly collections: readonly string[];
}

/** The one policy that holds there: that of the nearest collection, there the one for the type before the one for all. */
export function policyFor<Policy extends Pick<ReviewPolicy, 'type' | 'collectionId'>>(
	policies: readonly Policy[],
	{ type, collections }: PolicyPlace,
): Policy | null {
	const distance = ({ collectionId }: Policy) =>
		collectionId === null ? collections.length : collections.indexOf(collectionId);
	const [nearest] = policies
		.filter((policy) => policy.type === null || policy.type === type)
		.filter((policy) => distance(policy) >= 0)
		.sort((a, b) => distance(a) - distance(b) || Number(a.type === null) - Number(b.type === null));
	return nearest ?? null;
}

/** Whether texts under this policy need somebody's approval. */
export function asksForApproval(policy: Pick<ReviewPolicy, 'approvers'> | null): boolean {
	return policy !== null && policy.approvers !== 'nobody';
}

/**
 * The day so many calendar months after the one that a calendar in Germany shows, as its noon; the last day of a
 * shorter month.
 */
export function monthsAfter(time: number, months: number): number {
	const date = new Date(`${germanDay(time)}T12:00:00Z`);
	const day = date.getUTCDate();
	date.setUTCDate(1);
	date.setUTCMonth(date.getUTCMonth() + months);
	const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
	date.setUTCDate(Math.min(day, lastDay));
	return date.getTime();
}
