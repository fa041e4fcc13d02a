import type { Accounts } from '../../accounts/accounts.ts';
import type { AuthoredTexts } from '../../content/authored-texts.ts';
import type { PersonalDataHandler } from '../plugin-context.ts';
import type { PersonalDataSection, SectionHandler } from './section.ts';

export interface CoreSectionParts {
	readonly accounts: Accounts;
	readonly authored: AuthoredTexts;
	readonly reviews: PersonalDataHandler;
	readonly traces: PersonalDataHandler;
	readonly transfers: PersonalDataHandler;
	readonly contact: PersonalDataHandler;
	readonly acknowledgements: PersonalDataHandler;
}

/** What the core itself stores about people; sentences are called `personalData.<id>.what`, `.why`, `.retention`. */
export function coreSections({
	accounts,
	authored,
	reviews,
	traces,
	transfers,
	contact,
	acknowledgements,
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
			[
				'editing_presence.person_id',
				'items.responsible_person_id',
				'uploads.person_id',
				'working_copies.person_id',
			],
			['files.created_by', 'items.checked_by', 'items.created_by', 'revisions.author_id'],
			authored,
		),
		section(
			'reviews',
			['publication_schedules.person_id', 'review_policy_people.person_id'],
			[
				'item_steps.person_id',
				'review_comments.author_id',
				'review_comments.resolved_by',
				'reviews.decided_by',
				'reviews.submitted_by',
			],
			reviews,
		),
		section(
			'contact',
			[
				'feed_addresses.person_id',
				'mails.person_id',
				'notification_choices.person_id',
				'notification_receivers.person_id',
				'notifications.by_person_id',
				'push_subscriptions.person_id',
			],
			[],
			contact,
		),
		section('acknowledgements', ['acknowledgement_names.person_id'], [], acknowledgements),
		section('transfers', ['exports.created_by', 'imports.created_by'], [], transfers),
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
