import type { App } from '../app.ts';
import { organisationIds } from '../access/actor.ts';
import { notFound } from '../errors.ts';
import type { Job } from '../jobs/job.ts';
import { listMisses, readMiss, type MissState, type SearchMiss } from '../search/misses.ts';
import { listSynonyms, type SynonymGroup } from '../search/synonym-store.ts';
import { rebuildSearch } from './core-commands/rebuild-command.ts';
import { toAssigned } from './core-commands/search-commands.ts';
import type { Visitor } from './visitor.ts';

/** What those see who look after the search. Each question asks for its permission. */
export interface SearchCare {
	/** Searches of an organisation that found nothing, the most frequent first. */
	misses(organisationId: string, state: MissState): Promise<readonly SearchMiss[]>;
	/** Whom one of them can be given to. */
	assignees(organisationId: string): Promise<readonly MissTaker[]>;
	/** @throws VerbundError `request.notFound` unless it was given to the visitor, or they look after the search */
	miss(id: string): Promise<SearchMiss & { readonly organisationName: string }>;
	/** The last time the index was made anew, or is being made; null where it never was. For the network's administrators. */
	rebuild(): Promise<Job | null>;
	/** Groups of an organisation, or those of the network. */
	synonyms(organisationId: string | null): Promise<readonly SynonymGroup[]>;
}

export interface MissTaker {
	/** `person:<id>` or `group:<id>` */
	readonly value: string;
	readonly kind: 'person' | 'group';
	readonly name: string;
}

const mostMisses = 200;

export function searchCareFor({ access, accounts, database, jobs }: App, { actor }: Visitor): SearchCare {
	const requireCare = (organisationId: string) => access.require(actor, 'search.manage', { organisationId });
	return {
		async misses(organisationId, state) {
			requireCare(organisationId);
			return listMisses(database.query, { organisationId, state, limit: mostMisses });
		},
		async assignees(organisationId) {
			requireCare(organisationId);
			const groups = await accounts.groups.list([organisationId]);
			const members = await accounts.people.members(organisationId);
			return [
				...groups.map(({ id, name }) => ({ value: `group:${id}`, kind: 'group' as const, name })),
				...members
					.filter(({ disabled }) => !disabled)
					.map(({ id, name }) => ({ value: `person:${id}`, kind: 'person' as const, name })),
			];
		},
		async miss(id) {
			const miss = await readMiss(database.query, id);
			const { organisationId, assignee } = miss;
			if (!access.can(actor, 'search.manage', { organisationId }) && !isGivenTo(assignee, organisationId)) {
				throw notFound();
			}
			const { name: organisationName } = await accounts.organisations.get(organisationId);
			return { ...miss, organisationName };
		},
		async rebuild() {
			access.require(actor, 'network.manage');
			const [job] = await jobs.list({ type: rebuildSearch, limit: 1 });
			return job ?? null;
		},
		async synonyms(organisationId) {
			// The list of the network applies to all; those who add to it for their own have to know it.
			if (organisationId !== null) requireCare(organisationId);
			else requireCareSomewhere();
			const groups = await listSynonyms(database.query);
			return groups
				.filter((group) => group.organisationId === (organisationId ?? ''))
				.toSorted((a, b) => (a.terms[0] ?? '').localeCompare(b.terms[0] ?? '', 'de'));
		},
	};

	function isGivenTo(assignee: SearchMiss['assignee'], organisationId: string): boolean {
		if (actor.kind !== 'person' || !organisationIds(actor).includes(organisationId)) return false;
		const { personId, groupIds } = toAssigned(actor);
		if (assignee?.kind === 'group') return groupIds.includes(assignee.id);
		return assignee?.id === personId;
	}

	function requireCareSomewhere(): void {
		const holds = actor.kind === 'person' && access.organisationsWhere(actor, 'search.manage').length > 0;
		if (!holds) access.require(actor, 'search.manage');
	}
}
