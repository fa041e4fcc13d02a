import { sql, z } from 'verbund';

const roles = ['reader', 'author', 'approver', 'trainer', 'admin'] as const;

/** Whom something is for: `organisation:<id>`, `group:<id>`, `role:<organisation>:<role>`. */
export const principalSchema = z
	.string()
	.max(100)
	.regex(
		/^(?:organisation:[\w-]{1,64}|group:[\w-]{1,64}|role:[\w-]{1,64}:(?:reader|author|approver|trainer|admin))$/,
	);

export interface Principal {
	readonly kind: 'organisation' | 'group' | 'role';
	readonly id: string;
	readonly role: string;
}

export function readPrincipal(text: string): Principal {
	const [kind = '', id = '', role = ''] = text.split(':');
	return { kind: kind === 'group' || kind === 'role' ? kind : 'organisation', id, role };
}

/**
 * People whom it means: a select of `person_id` and `organisation_id`, null where a group holds people of several.
 *
 * @param joinedSince only those who joined the organisation since; groups do not know when somebody joined
 */
export function membersOf(principal: string, joinedSince: number | null = null) {
	const { kind, id, role } = readPrincipal(principal);
	if (kind === 'group')
		return sql`(select member.person_id, cast(null as text) as organisation_id from group_members member where member.group_id = ${id})`;
	const since = joinedSince === null ? sql`1 = 1` : sql`member.created_at >= ${joinedSince}`;
	const holds =
		kind === 'role'
			? sql`exists (select 1 from membership_roles held where held.person_id = member.person_id
				and held.organisation_id = member.organisation_id and held.role = ${role})`
			: sql`1 = 1`;
	return sql`(select member.person_id, member.organisation_id from memberships member
		where member.organisation_id = ${id} and ${since} and ${holds})`;
}

/** What an organisation can name: all its people, those with a role, and the groups that it takes part in. */
export function principalChoices(
	organisation: { readonly id: string; readonly name: string },
	groups: readonly { readonly id: string; readonly name: string }[],
	t: (key: string, values?: Readonly<Record<string, string>>) => string,
): readonly { readonly value: string; readonly title: string }[] {
	return [
		{
			value: `organisation:${organisation.id}`,
			title: t('training.principal.all', { organisation: organisation.name }),
		},
		...roles.map((role) => ({
			value: `role:${organisation.id}:${role}`,
			title: t('training.principal.role', { role: t(`role.${role}`), organisation: organisation.name }),
		})),
		...groups.map(({ id, name }) => ({
			value: `group:${id}`,
			title: t('training.principal.group', { group: name }),
		})),
	];
}
