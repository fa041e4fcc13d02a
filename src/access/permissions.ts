import { VerbundError } from '../errors.ts';
import { actingOrganisation, type Actor, type PersonActor, type Role } from './actor.ts';

/** Who holds a permission unless an organisation decided otherwise. */
export interface PermissionDeclaration {
	readonly id: string;
	/** Translation key. */
	readonly title: string;
	readonly defaultRoles: readonly Role[];
	/** `network` permissions belong to network administrators only; `anyone` and `signedIn` need no role. */
	readonly scope: 'organisation' | 'network' | 'anyone' | 'signedIn';
	/** Whether network administrators hold it in every organisation. Never for reading working texts. */
	readonly networkAdmin?: boolean;
}

export const corePermissions = [
	{ id: 'public', title: '%permission.public%', scope: 'anyone', defaultRoles: [] },
	{ id: 'signedIn', title: '%permission.signedIn%', scope: 'signedIn', defaultRoles: [] },
	{
		id: 'content.readDrafts',
		title: '%permission.content.readDrafts%',
		scope: 'organisation',
		defaultRoles: ['author', 'approver', 'trainer', 'admin'],
	},
	{
		id: 'content.write',
		title: '%permission.content.write%',
		scope: 'organisation',
		defaultRoles: ['author', 'approver', 'trainer', 'admin'],
	},
	{
		id: 'content.publish',
		title: '%permission.content.publish%',
		scope: 'organisation',
		defaultRoles: ['author', 'approver', 'trainer', 'admin'],
	},
	{
		id: 'content.approve',
		title: '%permission.content.approve%',
		scope: 'organisation',
		defaultRoles: ['approver'],
	},
	{
		id: 'content.delete',
		title: '%permission.content.delete%',
		scope: 'organisation',
		defaultRoles: ['approver', 'admin'],
	},
	{
		id: 'content.share',
		title: '%permission.content.share%',
		scope: 'organisation',
		defaultRoles: ['author', 'approver', 'trainer', 'admin'],
	},
	{
		id: 'content.import',
		title: '%permission.content.import%',
		scope: 'organisation',
		defaultRoles: ['author', 'approver', 'trainer', 'admin'],
	},
	{
		id: 'accounts.manage',
		title: '%permission.accounts.manage%',
		scope: 'organisation',
		defaultRoles: ['admin'],
		networkAdmin: true,
	},
	{
		id: 'access.explain',
		title: '%permission.access.explain%',
		scope: 'organisation',
		defaultRoles: ['admin'],
		networkAdmin: true,
	},
	{
		id: 'audit.read',
		title: '%permission.audit.read%',
		scope: 'organisation',
		defaultRoles: ['admin'],
		networkAdmin: true,
	},
	{
		id: 'settings.manage',
		title: '%permission.settings.manage%',
		scope: 'organisation',
		defaultRoles: ['admin'],
		networkAdmin: true,
	},
	{
		id: 'plugins.manage',
		title: '%permission.plugins.manage%',
		scope: 'organisation',
		defaultRoles: ['admin'],
		networkAdmin: true,
	},
	{
		id: 'search.manage',
		title: '%permission.search.manage%',
		scope: 'organisation',
		defaultRoles: ['admin'],
		networkAdmin: true,
	},
	{
		id: 'network.manage',
		title: '%permission.network.manage%',
		scope: 'network',
		defaultRoles: [],
		networkAdmin: true,
	},
] as const satisfies readonly PermissionDeclaration[];

/** What the permission is asked for: an organisation, or something that one owns. */
export interface PermissionObject {
	readonly organisationId: string;
}

/**
 * What a permission is asked for, or nothing for the organisation that the actor acts for. Nothing has to be meant: for
 * an object that was not found the compiler refuses `undefined`, which would ask for another organisation.
 */
export type Asked = [] | [object: PermissionObject];

/**
 * Answers who may do what. Declarations are those of the core and of every plugin; a permission that nobody
 * declared is refused.
 */
export interface Access {
	can(actor: Actor, permission: string, ...object: Asked): boolean;
	/** Throws `access.signInRequired` for anonymous actors and `access.denied` for all others. */
	require(actor: Actor, permission: string, ...object: Asked): void;
	/** Organisations in which the actor holds the permission. */
	organisationsWhere(actor: PersonActor, permission: string): readonly string[];
	declarations(): readonly PermissionDeclaration[];
	declare(declarations: readonly PermissionDeclaration[]): () => void;
}

export function createAccess(): Access {
	const declared = new Map<string, PermissionDeclaration>(
		corePermissions.map((declaration) => [declaration.id, declaration]),
	);

	const access: Access = {
		can(actor, permission, ...[object]) {
			const declaration = declared.get(permission);
			return declaration !== undefined && holds(actor, declaration, object);
		},
		require(actor, permission, ...object) {
			if (access.can(actor, permission, ...object)) return;
			throw new VerbundError(actor.kind === 'anonymous' ? 'access.signInRequired' : 'access.denied');
		},
		organisationsWhere(actor, permission) {
			const declaration = declared.get(permission);
			return declaration ? organisationsHolding(actor, declaration) : [];
		},
		declarations: () => [...declared.values()],
		declare(declarations) {
			for (const declaration of declarations) declared.set(declaration.id, declaration);
			return () => declarations.forEach((declaration) => declared.delete(declaration.id));
		},
	};
	return access;
}

/** Organisations in which the actor holds one of the core's permissions. */
export function organisationsWhere(actor: Actor, permission: CorePermission): readonly string[] {
	const declaration = corePermissions.find(({ id }) => id === permission);
	return actor.kind === 'person' && declaration ? organisationsHolding(actor, declaration) : [];
}

export type CorePermission = (typeof corePermissions)[number]['id'];

function holds(
	actor: Actor,
	declaration: PermissionDeclaration,
	object: PermissionObject | undefined,
): boolean {
	if (actor.kind === 'system' || declaration.scope === 'anyone') return true;
	if (actor.kind === 'anonymous') return false;
	if (declaration.scope === 'signedIn') return true;
	if (declaration.networkAdmin && actor.networkAdmin) return true;
	if (declaration.scope === 'network') return false;
	const organisationId = object?.organisationId ?? actingOrganisation(actor);
	return organisationId !== null && organisationsHolding(actor, declaration).includes(organisationId);
}

function organisationsHolding(actor: PersonActor, declaration: PermissionDeclaration): readonly string[] {
	return actor.memberships
		.filter(({ organisationId, roles }) => {
			const override = actor.permissionOverrides.find(
				(one) => one.organisationId === organisationId && one.permission === declaration.id,
			);
			const holders: readonly Role[] = override?.roles ?? declaration.defaultRoles;
			return roles.some((role) => holders.includes(role));
		})
		.map(({ organisationId }) => organisationId);
}
