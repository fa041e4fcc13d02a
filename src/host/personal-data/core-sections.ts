import type { Accounts } from '../../accounts/accounts.ts';
import type { AuthoredTexts } from '../../content/authored-texts.ts';
import type { PersonalDataHandler } from '../plugin-context.ts';
import type { PersonalDataSection, SectionHandler } from './section.ts';

export interface CoreSectionParts {
	readonly accounts: Accounts;
	readonly authored: AuthoredTexts;
	readonly traces: PersonalDataHandler;
}

/** What the core itself stores about people; sentences are called `personalData.<id>.what`, `.why`, `.retention`. */
export function coreSections({
	accounts,
	authored,
	traces,
}: CoreSectionParts): readonly PersonalDataSection[] {
	return [
		section(
			'account',
			[
				'account_links.created_by',
				'account_links.person_id',
				'api_tokens.person_id',
				'group_members.person_id',
				'membership_roles.person_id',
				'memberships.person_id',
				'sessions.person_id',
			],
			['erasures.person_id'],
			accounts.data,
		),
		section(
			'texts',
			['editing_presence.person_id', 'items.responsible_person_id', 'working_copies.person_id'],
			['files.created_by', 'items.checked_by', 'items.created_by', 'revisions.author_id'],
			authored,
		),
		section(
			'traces',
			['jobs.actor_id', 'search_misses.assigned_person_id'],
			['audit_entries.actor_id'],
			traces,
		),
	];
}

function section(
	name: string,
	columns: readonly string[],
	keeps: readonly string[],
	handler: SectionHandler,
): PersonalDataSection {
	const text = (kind: string) => `%personalData.${name}.${kind}%`;
	return {
		id: `core.${name}`,
		pluginId: null,
		what: text('what'),
		why: text('why'),
		retention: text('retention'),
		columns,
		keeps,
		handler,
	};
}
