import { createHmac } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { VerbundError, notFound } from '../errors.ts';
import { createId } from '../ids.ts';
import { foldWords } from './fold-words.ts';

/** A search that found nothing, for those who can write what is missing. Without the people who searched. */
export interface SearchMiss {
	readonly id: string;
	readonly organisationId: string;
	readonly words: string;
	/** On how many occasions; one person counts once a day. */
	readonly count: number;
	readonly lastAt: number;
	readonly state: MissState;
	readonly revision: number;
	readonly assignee: MissAssignee | null;
	/** For whoever takes care of it. */
	readonly note: string;
}

export type MissState = 'open' | 'done' | 'dismissed';

export interface MissAssignee {
	readonly kind: 'person' | 'group';
	readonly id: string;
	readonly name: string;
}

export interface MissSighting {
	/** As they were typed. */
	readonly words: string;
	readonly organisationId: string;
	/** Milliseconds since 1970. */
	readonly at: number;
	/** Somebody else searched for the same today, or whoever searched wants it to be known. */
	readonly isShared: boolean;
	/** The person has not been counted for it today. */
	readonly isNew: boolean;
}

/** The words, or null where there are none or they look like somebody's: an address, a number of a file or a phone. */
export function wordsOfMiss(text: string): string | null {
	const clean = text
		.normalize('NFC')
		.replace(/[\p{Control}\p{Format}\s]+/gu, ' ')
		.trim()
		.slice(0, longestWords);
	if (foldWords(clean) === '' || /@|\d(?:[\s/.-]*\d){4}/.test(clean)) return null;
	return clean;
}

/**
 * Counts a search without a hit. Until it comes again, on another day or from somebody else, only a digest of the
 * words is kept: what one person typed on one day is nobody's business.
 *
 * @param key the hub's own, for the digest
 */
export async function recordMiss(
	transaction: Kysely<Schema>,
	key: string,
	{ words: typed, organisationId, at, isShared, isNew }: MissSighting,
): Promise<void> {
	const digest = createHmac('sha256', key).update(foldWords(typed)).digest('base64url');
	const known = await transaction
		.selectFrom('search_misses')
		.select(['id', 'words', 'count', 'last_at', 'state'])
		.where('organisation_id', '=', organisationId)
		.where('digest', '=', digest)
		.executeTakeFirst();
	if (!known) {
		await transaction
			.insertInto('search_misses')
			.values({
				id: createId(),
				organisation_id: organisationId,
				digest,
				words: isShared ? typed : null,
				count: 1,
				last_at: at,
				state: 'open',
				revision: 1,
				note: '',
			})
			.execute();
		return;
	}
	const isPublic = isShared || known.words !== null || !isSameDay(known.last_at, at);
	await transaction
		.updateTable('search_misses')
		.set({
			words: isPublic ? typed : null,
			count: known.count + (isNew ? 1 : 0),
			last_at: at,
			// What was thought to be done is still missing.
			state: known.state === 'done' ? 'open' : known.state,
		})
		.where('id', '=', known.id)
		.execute();
}

export interface MissFilter {
	readonly organisationId: string;
	readonly state: MissState;
	readonly limit: number;
}

/** What was searched for most, first. */
export async function listMisses(
	database: Kysely<Schema>,
	{ organisationId, state, limit }: MissFilter,
): Promise<readonly SearchMiss[]> {
	const rows = await missRows(database)
		.where('search_misses.organisation_id', '=', organisationId)
		.where('state', '=', state)
		.orderBy('count', 'desc')
		.orderBy('last_at', 'desc')
		.limit(limit)
		.execute();
	return rows.flatMap(toMiss);
}

/** @throws VerbundError `request.notFound` */
export async function readMiss(database: Kysely<Schema>, id: string): Promise<SearchMiss> {
	const row = await missRows(database).where('search_misses.id', '=', id).executeTakeFirst();
	const [miss] = row ? toMiss(row) : [];
	if (!miss) throw notFound();
	return miss;
}

/** Who was given it, and whose colleagues they still are. */
export interface AssignedTo {
	readonly personId: string;
	readonly groupIds: readonly string[];
	readonly organisationIds: readonly string[];
}

/** What waits for a person, or for one of their groups, the oldest first. */
export function selectAssignedMisses({ personId, groupIds, organisationIds }: AssignedTo, limit: number) {
	return sql`select 'miss' as kind, id, words as title, null as language, note as text, null as path, count,
			null as at, assigned_at as place
		from search_misses where ${isAssigned({ personId, groupIds, organisationIds })}
		order by assigned_at limit ${limit}`;
}

/** Whether a search waits for them. */
export async function isAssignedMiss(
	database: Kysely<Schema>,
	assignedTo: AssignedTo,
	id: string,
): Promise<boolean> {
	const { rows } =
		await sql`select id from search_misses where id = ${id} and ${isAssigned(assignedTo)}`.execute(database);
	return rows.length > 0;
}

function isAssigned({ personId, groupIds, organisationIds }: AssignedTo) {
	return sql<boolean>`(state = 'open' and words is not null and organisation_id in (${sql.join([...organisationIds, ''])})
		and (assigned_person_id = ${personId} or assigned_group_id in (${sql.join([...groupIds, ''])})))`;
}

export interface MissDecision {
	readonly id: string;
	/** As the one who decides has seen it. */
	readonly revision: number;
	readonly state?: MissState;
	/** Null takes it back. */
	readonly assignee?: { readonly kind: 'person' | 'group'; readonly id: string } | null;
	readonly note?: string;
}

/** @throws VerbundError `search.missChanged` if somebody else has decided meanwhile */
export async function decideMiss(
	transaction: Kysely<Schema>,
	{ id, revision, state, assignee, note }: MissDecision,
): Promise<void> {
	const { numUpdatedRows } = await transaction
		.updateTable('search_misses')
		.set((miss) => ({
			revision: miss('revision', '+', 1),
			...(state === undefined ? {} : { state }),
			...(note === undefined ? {} : { note }),
			...(assignee === undefined
				? {}
				: {
						assigned_person_id: assignee?.kind === 'person' ? assignee.id : null,
						assigned_group_id: assignee?.kind === 'group' ? assignee.id : null,
						assigned_at: assignee ? Date.now() : null,
					}),
		}))
		.where('id', '=', id)
		.where('revision', '=', revision)
		.executeTakeFirst();
	if (numUpdatedRows === 0n) throw new VerbundError('search.missChanged');
}

/** Drops what has not been searched for since `before`, and what came once only since `onceBefore`. */
export async function forgetMisses(
	transaction: Kysely<Schema>,
	{ before, onceBefore }: { before: number; onceBefore: number },
): Promise<void> {
	await transaction
		.deleteFrom('search_misses')
		.where((miss) =>
			miss.or([
				miss('last_at', '<', before),
				miss.and([miss('words', 'is', null), miss('last_at', '<', onceBefore)]),
			]),
		)
		.execute();
}

const longestWords = 120;

function isSameDay(a: number, b: number): boolean {
	return new Date(a).toDateString() === new Date(b).toDateString();
}

function missRows(database: Kysely<Schema>) {
	return database
		.selectFrom('search_misses')
		.leftJoin('people', 'people.id', 'search_misses.assigned_person_id')
		.leftJoin('groups', 'groups.id', 'search_misses.assigned_group_id')
		.select([
			'search_misses.id',
			'search_misses.organisation_id as organisationId',
			'words',
			'count',
			'last_at as lastAt',
			'state',
			'revision',
			'note',
			'people.id as personId',
			'people.name as personName',
			'groups.id as groupId',
			'groups.name as groupName',
		])
		.where('words', 'is not', null);
}

interface MissRow extends Omit<SearchMiss, 'words' | 'assignee'> {
	readonly words: string | null;
	readonly personId: string | null;
	readonly personName: string | null;
	readonly groupId: string | null;
	readonly groupName: string | null;
}

function toMiss({ personId, personName, groupId, groupName, ...row }: MissRow): SearchMiss[] {
	const { words: typed } = row;
	if (typed === null) return [];
	const assignee: MissAssignee | null =
		personId !== null
			? { kind: 'person', id: personId, name: personName ?? '' }
			: groupId !== null
				? { kind: 'group', id: groupId, name: groupName ?? '' }
				: null;
	return [{ ...row, words: typed, assignee }];
}
