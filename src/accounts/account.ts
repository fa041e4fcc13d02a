import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { roles, type PersonActor } from '../access/actor.ts';
import type { Database } from '../database/database.ts';
import { jsonFunctions, readJson } from '../database/json-functions.ts';
import { contentLanguages, interfaceLanguages } from '../l10n/languages.ts';
import { isTakenByBrowser, normaliseKeys } from '../keys.ts';

/** A person with everything that decides what they may do, read in one query at each request. */
export interface Account {
	readonly id: string;
	readonly email: string;
	readonly name: string;
	readonly networkAdmin: boolean;
	readonly preferences: Preferences;
	readonly memberships: readonly AccountMembership[];
	readonly groupIds: readonly string[];
	readonly permissionOverrides: PersonActor['permissionOverrides'];
}

export interface AccountMembership {
	readonly organisationId: string;
	readonly slug: string;
	readonly name: string;
	readonly shortName: string;
	readonly roles: PersonActor['memberships'][number]['roles'];
}

export const themes = ['system', 'light', 'dark', 'contrast'] as const;

const keybindingSchema = z.strictObject({
	command: z.string().min(1).max(120),
	key: z
		.string()
		.max(60)
		.transform((keys, context) => {
			const normal = keys.trim() === '' ? '' : normaliseKeys(keys);
			if (normal !== null && !isTakenByBrowser(normal)) return normal;
			const message = normal === null ? 'field.keys' : 'field.keysTaken';
			context.addIssue({ code: 'custom', message });
			return z.NEVER;
		}),
});

export const preferencesSchema = z.strictObject({
	interfaceLanguage: z.enum(interfaceLanguages).optional(),
	/** In order; a language named twice counts where it stands first. */
	contentLanguages: z
		.array(z.enum(contentLanguages))
		.max(contentLanguages.length)
		.transform((languages) => [...new Set(languages)])
		.optional(),
	theme: z.enum(themes).optional(),
	textSize: z.enum(['normal', 'large', 'larger']).optional(),
	/** Own keys in place of the usual ones; empty for a command that shall have none. */
	keybindings: z.array(keybindingSchema).max(200).optional(),
});

/** Beside what the person chose: marks of first steps (`host/walkthroughs.ts`), read with every request anyway. */
const storedPreferencesSchema = preferencesSchema.extend({
	walkthroughs: z.array(z.string()).optional(),
});

export type Preferences = z.infer<typeof storedPreferencesSchema>;

const rolesSchema = z.array(z.enum(roles));

const rightsSchema = z.object({
	memberships: z.array(
		z.object({
			organisationId: z.string(),
			slug: z.string(),
			name: z.string(),
			shortName: z.string(),
			roles: rolesSchema,
		}),
	),
	groups: z.array(z.string()),
	overrides: z.array(z.object({ organisationId: z.string(), permission: z.string(), roles: z.string() })),
});

/** Columns of `accountColumns`, as the database answers them. */
export interface AccountRow {
	readonly account_id: string;
	readonly email: string;
	readonly name: string;
	readonly network_admin: number;
	readonly preferences: string;
	readonly rights: string;
}

/** Selects an account beside whatever found the person: `people` must be in the query. */
export function accountColumns(dialect: Database['dialect']): RawBuilder<AccountRow> {
	const json = jsonFunctions(dialect);
	return sql<AccountRow>`people.id as account_id, people.email, people.name, people.network_admin, people.preferences,
		${json.object}(
			'memberships', ${json.nested}((select ${json.list}(${json.object}(
				'organisationId', o.id, 'slug', o.slug, 'name', o.name, 'shortName', o.short_name,
				'roles', ${json.nested}((select ${json.list}(r.role) from membership_roles r
					where r.person_id = m.person_id and r.organisation_id = m.organisation_id))))
				from memberships m join organisations o on o.id = m.organisation_id
				where m.person_id = people.id and o.archived_at is null)),
			'groups', ${json.nested}((select ${json.list}(g.group_id) from group_members g where g.person_id = people.id)),
			'overrides', ${json.nested}((select ${json.list}(${json.object}(
				'organisationId', p.organisation_id, 'permission', p.permission, 'roles', p.roles))
				from permission_roles p join memberships pm on pm.organisation_id = p.organisation_id
				where pm.person_id = people.id))
		) as rights`;
}

export function toAccount(row: AccountRow): Account {
	const rights = rightsSchema.parse(withoutNulls(readJson(row.rights)));
	return {
		id: row.account_id,
		email: row.email,
		name: row.name,
		networkAdmin: row.network_admin === 1,
		preferences: storedPreferencesSchema.catch({}).parse(JSON.parse(row.preferences)),
		memberships: rights.memberships.sort((a, b) => a.name.localeCompare(b.name, 'de')),
		groupIds: rights.groups,
		permissionOverrides: rights.overrides.map((override) => ({
			...override,
			roles: rolesSchema.parse(JSON.parse(override.roles)),
		})),
	};
}

/** @param wishedOrganisation the organisation the person switched to; one they left counts as none */
export function toActor(
	account: Account,
	wishedOrganisation: string | null,
	access: PersonActor['access'] = 'full',
): PersonActor {
	const acting = account.memberships.find(({ organisationId }) => organisationId === wishedOrganisation);
	return {
		kind: 'person',
		personId: account.id,
		networkAdmin: account.networkAdmin,
		memberships: account.memberships.map((membership) => ({
			organisationId: membership.organisationId,
			roles: membership.roles,
		})),
		groupIds: account.groupIds,
		actingOrganisationId: acting?.organisationId ?? account.memberships[0]?.organisationId ?? null,
		access,
		permissionOverrides: account.permissionOverrides,
	};
}

export async function findAccount(
	database: Database,
	by: { id: string } | { email: string },
): Promise<Account | null> {
	const { rows } = await sql<AccountRow>`select ${accountColumns(database.dialect)} from people
		where people.disabled_at is null
		and ${'id' in by ? sql`people.id = ${by.id}` : sql`people.email = ${normaliseEmail(by.email)}`}`.execute(
		database.query,
	);
	const [row] = rows;
	return row ? toAccount(row) : null;
}

export function normaliseEmail(email: string): string {
	return email.trim().toLowerCase();
}

/** PostgreSQL answers null for an empty list. */
function withoutNulls(value: unknown): unknown {
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, entry ?? []]));
}
