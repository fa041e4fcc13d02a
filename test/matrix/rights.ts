import type { Role } from '../../src/access/actor.ts';
import { testPeople, type Who } from '../harness/test-network.ts';

/** Who asks, in the matrix: each person, nobody, and an administrator's token that may only read. */
export const kinds = [...(Object.keys(testPeople) as Who[]), 'anonymous', 'readToken'] as const;

export type Kind = (typeof kinds)[number];

export type Owner = 'alpha' | 'beta';

/** Who may, as the product says it, and independently of what the code declares. */
export type Right =
	| 'anyone'
	| 'signedIn'
	| 'networkAdmin'
	/** Whom a rule names: one approver of alpha's, one administrator of beta's. */
	| 'approvers'
	/** Holders of one of these roles in the owning organisation. */
	| { readonly roles: readonly Role[]; readonly networkAdmin?: true };

export const writing: Right = { roles: ['author', 'approver', 'trainer', 'admin'] };
export const teaching: Right = { roles: ['trainer', 'admin'] };
export const deciding: Right = { roles: ['approver', 'admin'] };
export const administering: Right = { roles: ['admin'], networkAdmin: true };
export const belonging: Right = { roles: ['reader', 'author', 'approver', 'trainer', 'admin'] };

export function may(kind: Kind, right: Right, owner: Owner): boolean {
	if (right === 'anyone') return true;
	if (!isSignedIn(kind)) return false;
	if (right === 'signedIn') return true;
	if (right === 'approvers') return kind === (owner === 'alpha' ? 'approver' : 'foreignAdmin');
	if (kind === 'networkAdmin')
		return right === 'networkAdmin' || (right !== null && right.networkAdmin === true);
	return right !== 'networkAdmin' && rolesOf(kind, owner).some((role) => right.roles.includes(role));
}

/** Whether the kind holds the right in some organisation, as a page that is about no object asks. */
export function maySomewhere(kind: Kind, right: Right): boolean {
	return may(kind, right, 'alpha') || may(kind, right, 'beta');
}

/** The organisation someone acts for: the first of their own. */
export function actingOf(kind: Kind): Owner {
	return belongsTo(kind, 'alpha') ? 'alpha' : 'beta';
}

export function isSignedIn(kind: Kind): boolean {
	return kind !== 'anonymous' && kind !== 'disabled';
}

export function belongsTo(kind: Kind, owner: Owner): boolean {
	return isSignedIn(kind) && rolesOf(kind, owner).length > 0;
}

export function sitsOnCommittee(kind: Kind): boolean {
	return kind === 'foreignMember';
}

function rolesOf(kind: Kind, owner: Owner): readonly Role[] {
	if (kind === 'anonymous') return [];
	const { roles }: { roles: Partial<Record<Owner, readonly Role[]>> } =
		testPeople[kind === 'readToken' ? 'admin' : kind];
	return roles[owner] ?? [];
}
