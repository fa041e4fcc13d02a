/** Roles of a person in an organisation. */
export const roles = ['reader', 'author', 'approver', 'trainer', 'admin'] as const;

export type Role = (typeof roles)[number];

export interface Membership {
	readonly organisationId: string;
	readonly roles: readonly Role[];
}

/**
 * Who asks. Every call that reads or writes carries one; a bare person id is not enough.
 * Rights count all memberships; `actingOrganisationId` decides placeholders and where new things are created.
 */
export type Actor = AnonymousActor | PersonActor | SystemActor;

export interface AnonymousActor {
	readonly kind: 'anonymous';
}

export interface PersonActor {
	readonly kind: 'person';
	readonly personId: string;
	readonly networkAdmin: boolean;
	readonly memberships: readonly Membership[];
	readonly groupIds: readonly string[];
	readonly actingOrganisationId: string | null;
	/** An API token may be limited to reading; a session is not. */
	readonly access: 'full' | 'readOnly';
	/** Roles that an organisation gave a permission instead of the default ones. */
	readonly permissionOverrides: readonly PermissionOverride[];
}

export interface PermissionOverride {
	readonly organisationId: string;
	readonly permission: string;
	readonly roles: readonly Role[];
}

/** The hub itself, for a purpose that the audit log names: an import, a scheduled job, the command line. */
export interface SystemActor {
	readonly kind: 'system';
	readonly purpose: string;
}

export const anonymous: AnonymousActor = { kind: 'anonymous' };

export function systemActor(purpose: string): SystemActor {
	return { kind: 'system', purpose };
}

/** Stable text for idempotency keys and the audit log. */
export function actorKey(actor: Actor): string {
	if (actor.kind === 'person') return `person:${actor.personId}`;
	if (actor.kind === 'system') return `system:${actor.purpose}`;
	return 'anonymous';
}

export function organisationIds(actor: Actor): readonly string[] {
	return actor.kind === 'person' ? actor.memberships.map((membership) => membership.organisationId) : [];
}

export function actingOrganisation(actor: Actor): string | null {
	return actor.kind === 'person' ? actor.actingOrganisationId : null;
}
