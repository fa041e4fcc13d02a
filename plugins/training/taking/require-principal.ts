import { sql, VerbundError, type PluginContext } from 'verbund';
import { readPrincipal } from './principals.ts';

/** @throws VerbundError `command.inputInvalid` unless it is the organisation's own to name */
export type RequirePrincipal = (organisationId: string, principal: string) => Promise<void>;

export function createRequirePrincipal({ storage }: Pick<PluginContext, 'storage'>): RequirePrincipal {
	return async (organisationId, principal) => {
		const { kind, id } = readPrincipal(principal);
		if (kind !== 'group' && id === organisationId) return;
		if (kind === 'group') {
			const { rows } = await sql<{ id: string }>`select groups.id from groups where groups.id = ${id}
				and (groups.organisation_id = ${organisationId} or groups.id in (select group_id from group_organisations
					where group_organisations.organisation_id = ${organisationId}))`.execute(storage.query());
			if (rows.length > 0) return;
		}
		throw new VerbundError('command.inputInvalid', {
			fields: [{ path: 'principal', message: 'field.invalid' }],
		});
	};
}
