import { z } from 'zod';
import { actingOrganisation, type PersonActor } from '../../access/actor.ts';
import type { ContentTypes } from '../../content/content-types.ts';
import type { Database } from '../../database/database.ts';
import { notFound } from '../../errors.ts';
import { catalogueTypes } from '../../search/catalogue/catalogue-sources.ts';
import { createDayMemory } from '../../search/day-memory.ts';
import { foldWords } from '../../search/fold-words.ts';
import { decideMiss, isAssignedMiss, readMiss, recordMiss, wordsOfMiss } from '../../search/misses.ts';
import type { Search } from '../../search/search.ts';
import { shelvedSource } from '../../search/shelves/shelves.ts';
import type { ThingRights } from '../../search/shelves/thing-rights.ts';
import { recordUse } from '../../search/usage.ts';
import type { CommandContext } from '../command.ts';
import { searchAs } from '../find/search-as.ts';
import type { Settings } from '../settings.ts';
import { id, type AddCommand } from './core-command.ts';

export interface SearchCommandParts {
	readonly database: Database;
	readonly search: Search;
	readonly types: ContentTypes;
	readonly thingRights: ThingRights;
	readonly settings: Settings;
	readonly signingKey: string;
}

const text = z.string().max(400);
const missId = id;
const revision = z.int().min(1);
const assignee = z.templateLiteral([z.enum(['person', 'group']), ':', z.string().min(1).max(64)]);

/** What searching leaves behind, and what those who look after the search make of it. */
export function addSearchCommands(add: AddCommand, parts: SearchCommandParts): void {
	const { database, search, settings, signingKey } = parts;
	const today = createDayMemory();

	const findsNothing = async ({ reader }: CommandContext, input: { text: string }) => {
		const { total } = await search.query(database.query, {
			...(await searchAs(parts, reader)),
			text: input.text,
			limit: 1,
		});
		return total === 0;
	};
	const note = async (actor: PersonActor, typed: string, isWish: boolean) => {
		const organisationId = actingOrganisation(actor);
		const words = wordsOfMiss(typed);
		if (organisationId === null || words === null) return;
		const values = await settings.read({ organisationId, personId: null });
		if (!isWish && values.get('search.keepMisses') === false) return;
		const noted = today.note(`miss ${organisationId} ${foldWords(words)}`, actor.personId);
		if (!noted || (!noted.isNew && !isWish)) return;
		await database.transaction((transaction) =>
			recordMiss(transaction, signingKey, {
				words,
				organisationId,
				at: Date.now(),
				isShared: isWish || noted.people > 1,
				isNew: noted.isNew,
			}),
		);
	};
	const ofMiss = async (_context: CommandContext, input: { missId: string }) =>
		readMiss(database.query, input.missId);
	const noteDecision = (input: { missId: string }) => ({ objects: { miss: input.missId } });

	add(
		'search.noteUse',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ kind: z.enum(['content', shelvedSource, ...catalogueTypes]), id }),
			async run({ actor, reader }, input) {
				if (actor.kind !== 'person') return {};
				if (!today.note(`use ${input.kind} ${input.id}`, actor.personId)?.isNew) return {};
				const { visible } = await searchAs(parts, reader);
				await database.transaction((transaction) =>
					recordUse(transaction, { source: input.kind, objectId: input.id, visible }),
				);
				return {};
			},
			audit: false,
			quiet: true,
		},
	);
	add(
		'search.noteMiss',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ text }),
			prepare: findsNothing,
			async run({ actor }, input, isMiss: boolean) {
				if (isMiss && actor.kind === 'person') await note(actor, input.text, false);
				return {};
			},
			audit: false,
			quiet: true,
		},
	);
	add(
		'search.reportMiss',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ text }),
			prepare: findsNothing,
			async run({ actor }, input, isMiss: boolean) {
				if (isMiss && actor.kind === 'person') await note(actor, input.text, true);
				return {};
			},
			audit: false,
			quiet: true,
		},
	);
	add(
		'search.assignMiss',
		{ permission: 'search.manage' },
		{
			input: z.strictObject({
				missId,
				revision,
				assignee,
				note: z.string().trim().max(500).default(''),
			}),
			target: ofMiss,
			async run(_context, input) {
				const miss = await readMiss(database.query, input.missId);
				const [kind = '', named = ''] = input.assignee.split(':');
				await requireOwn(miss.organisationId, kind, named);
				await database.transaction((transaction) =>
					decideMiss(transaction, {
						...input,
						id: input.missId,
						state: 'open',
						assignee: { kind: kind === 'group' ? 'group' : 'person', id: named },
					}),
				);
				return {};
			},
			audit: noteDecision,
		},
	);
	add(
		'search.closeMiss',
		{ permission: 'search.manage' },
		{
			input: z.strictObject({ missId, revision, state: z.enum(['done', 'dismissed', 'open']) }),
			target: ofMiss,
			async run(_context, input) {
				await database.transaction((transaction) => decideMiss(transaction, { ...input, id: input.missId }));
				return {};
			},
			audit: noteDecision,
		},
	);
	add(
		'search.finishMiss',
		{ permission: 'signedIn' },
		{
			input: z.strictObject({ missId, revision }),
			async run({ actor }, input) {
				if (actor.kind !== 'person') throw notFound();
				if (!(await isAssignedMiss(database.query, toAssigned(actor), input.missId))) throw notFound();
				await database.transaction((transaction) =>
					decideMiss(transaction, { ...input, id: input.missId, state: 'done' }),
				);
				return {};
			},
			audit: noteDecision,
		},
	);
	/** Both ids are checked: only people and groups of the organisation take care of its searches. */
	async function requireOwn(organisationId: string, kind: string, named: string): Promise<void> {
		const owned =
			kind === 'group'
				? database.query
						.selectFrom('group_organisations')
						.select('group_id as id')
						.where('group_id', '=', named)
						.where('organisation_id', '=', organisationId)
				: database.query
						.selectFrom('memberships')
						.innerJoin('people', 'people.id', 'memberships.person_id')
						.select('person_id as id')
						.where('person_id', '=', named)
						.where('organisation_id', '=', organisationId)
						.where('people.disabled_at', 'is', null);
		await owned.executeTakeFirstOrThrow(notFound);
	}
}

export function toAssigned(actor: PersonActor) {
	return {
		personId: actor.personId,
		groupIds: actor.groupIds,
		organisationIds: actor.memberships.map(({ organisationId }) => organisationId),
	};
}
