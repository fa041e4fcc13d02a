import type { Actor } from '../../access/actor.ts';
import type { AcknowledgementParts } from './acknowledgements.ts';
import { readConfirmations } from './confirmations.ts';
import { peopleConcerned, type ConcernedPerson } from './people-concerned.ts';

/** How far an edition has come, for those who asked for it. */
export interface AcknowledgementReport {
	readonly edition: number;
	readonly askedAt: number;
	readonly dueAt: number | null;
	/** Of all whose numbers may be shown. */
	readonly concerned: number;
	readonly confirmed: number;
	readonly organisations: readonly OrganisationReport[];
}

/** One organisation. Whoever belongs to several is counted in the owner's, else in the first of them. */
export interface OrganisationReport {
	readonly id: string | null;
	readonly name: string | null;
	readonly concerned: number;
	/** Null where so few are concerned that the number would be a name. */
	readonly confirmed: number | null;
	/** `forbidden`: the organisation does not allow names. `unknown`: the reader does not see these people. */
	readonly naming: 'shown' | 'forbidden' | 'unknown';
	/** Those who are missing first. Empty unless `shown`. */
	readonly people: readonly NamedConfirmation[];
}

export interface NamedConfirmation {
	readonly id: string;
	readonly name: string;
	/** Day of the confirmation, `2027-11-03`; null for who is missing. */
	readonly confirmedOn: string | null;
}

/** Below this a number without names says who it is. */
const fewestCounted = 5;

/** Null where nobody is asked, or nothing is published. */
export async function readReport(
	parts: AcknowledgementParts,
	actor: Actor,
	itemId: string,
): Promise<AcknowledgementReport | null> {
	const { database } = parts;
	const asked = await database.query
		.selectFrom('acknowledgement_requests as asked')
		.innerJoin('items', 'items.id', 'asked.item_id')
		.select(['asked.asked_at as askedAt', 'asked.due_at as dueAt', 'items.edition'])
		.select('items.organisation_id as ownerId')
		.where('items.id', '=', itemId)
		.where('items.published_at', 'is not', null)
		.executeTakeFirst();
	const askedAt = asked?.askedAt ?? null;
	if (!asked || askedAt === null) return null;
	const { ownerId, edition, dueAt } = asked;
	const organisations = await readOrganisations(parts, { actor, itemId, ownerId, edition });
	const counted = organisations.filter(({ confirmed }) => confirmed !== null);
	return {
		edition,
		askedAt,
		dueAt,
		concerned: sum(counted.map(({ concerned }) => concerned)),
		confirmed: sum(counted.map(({ confirmed }) => confirmed ?? 0)),
		organisations,
	};
}

interface Place {
	readonly actor: Actor;
	readonly itemId: string;
	readonly ownerId: string;
	readonly edition: number;
}

interface Answer extends ConcernedPerson {
	readonly organisationId: string | null;
	readonly isConfirmed: boolean;
	readonly confirmedOn: string | null;
	readonly mayBeNamed: boolean;
}

async function readOrganisations(
	parts: AcknowledgementParts,
	place: Place,
): Promise<readonly OrganisationReport[]> {
	const answers = await readAnswers(parts, place);
	const names = await organisationNames(parts, answers);
	const groups = Map.groupBy(answers, ({ organisationId, mayBeNamed, isVisible }) =>
		JSON.stringify([organisationId, mayBeNamed, mayBeNamed && isVisible]),
	);
	return [...groups.values()]
		.map((of) => toReport(of, names))
		.sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'de') || a.naming.localeCompare(b.naming));
}

async function readAnswers(
	{ database, holderOf, namingRules }: AcknowledgementParts,
	{ actor, itemId, ownerId, edition }: Place,
): Promise<readonly Answer[]> {
	const people = await peopleConcerned(database, actor, itemId);
	const confirmations = await readConfirmations(database, holderOf, itemId, edition);
	const rules = await namingRules([...new Set(people.flatMap(({ organisationIds }) => organisationIds))]);
	return people.map((person) => ({
		...person,
		organisationId: person.organisationIds.includes(ownerId) ? ownerId : (person.organisationIds.toSorted()[0] ?? null),
		isConfirmed: confirmations.isConfirmed(person.id),
		confirmedOn: confirmations.confirmedOn(person.id),
		mayBeNamed: person.organisationIds.every((id) => rules.get(id) !== false),
	}));
}

function toReport(answers: readonly Answer[], names: ReadonlyMap<string, string>): OrganisationReport {
	const id = answers[0]?.organisationId ?? null;
	// Who confirmed while names were forbidden would be found out by who is named as missing.
	const mayBeNamed = answers.every(
		(one) => one.mayBeNamed && (!one.isConfirmed || one.confirmedOn !== null),
	);
	const naming = !mayBeNamed ? 'forbidden' : answers.every(({ isVisible }) => isVisible) ? 'shown' : 'unknown';
	const confirmed = answers.filter(({ isConfirmed }) => isConfirmed).length;
	return {
		id,
		name: id === null ? null : (names.get(id) ?? null),
		concerned: answers.length,
		confirmed: naming === 'forbidden' && answers.length < fewestCounted ? null : confirmed,
		naming,
		people:
			naming === 'shown'
				? answers
						.map(({ id: personId, name, confirmedOn }) => ({ id: personId, name, confirmedOn }))
						.sort((a, b) => Number(a.confirmedOn !== null) - Number(b.confirmedOn !== null))
				: [],
	};
}

async function organisationNames(
	{ database }: AcknowledgementParts,
	answers: readonly Answer[],
): Promise<ReadonlyMap<string, string>> {
	const ids = new Set(answers.flatMap(({ organisationId }) => organisationId ?? []));
	const rows = await database.query
		.selectFrom('organisations')
		.select(['id', 'name'])
		.where('id', 'in', [...ids, ''])
		.execute();
	return new Map(rows.map(({ id, name }) => [id, name]));
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
