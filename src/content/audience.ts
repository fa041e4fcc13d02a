import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { VerbundError } from '../errors.ts';
import { dropFormerReaders } from './version-readers.ts';

/**
 * Who may read, as people choose it: `own` (the owner's members), `network`, `public`, `organisation:<id>`,
 * `group:<id>`.
 */
export type AudienceChoice = string;

/** How widely an item is shared, for a chip and for `when` clauses. */
export type AudienceReach = 'group' | 'organisation' | 'shared' | 'network' | 'public';

export function reachOf(principals: readonly string[], ownerId: string): AudienceReach {
	if (principals.includes('public')) return 'public';
	if (principals.includes('network')) return 'network';
	const organisations = principals.filter((principal) => principal.startsWith('organisation:'));
	if (organisations.some((principal) => principal !== `organisation:${ownerId}`)) return 'shared';
	return organisations.length > 0 ? 'organisation' : 'group';
}

/**
 * Replaces an item's audience. Choosing a partner organisation includes the owner; choosing only groups does not.
 *
 * @throws VerbundError `command.inputInvalid` for an organisation or group that is not there or not the owner's to
 * choose
 */
export async function storeAudience(
	transaction: Kysely<Schema>,
	itemId: string,
	ownerId: string,
	choices: readonly AudienceChoice[],
): Promise<readonly string[]> {
	const principals = await checkAudience(transaction, ownerId, choices);
	await transaction.deleteFrom('item_audience').where('item_id', '=', itemId).execute();
	await transaction
		.insertInto('item_audience')
		.values(principals.map((principal) => ({ item_id: itemId, principal })))
		.execute();
	await dropFormerReaders(transaction, itemId);
	return principals;
}

/**
 * What the choices mean, for an audience that is stored later.
 *
 * @throws VerbundError `command.inputInvalid`
 */
export async function checkAudience(
	transaction: Kysely<Schema>,
	ownerId: string,
	choices: readonly AudienceChoice[],
): Promise<readonly string[]> {
	const principals = toPrincipals(choices, ownerId);
	await requireKnown(transaction, principals, ownerId);
	return principals;
}

export function toPrincipals(choices: readonly AudienceChoice[], ownerId: string): readonly string[] {
	const owner = `organisation:${ownerId}`;
	const chosen = new Set(choices.map((choice) => (choice === 'own' ? owner : choice)));
	if ([...chosen].some((principal) => principal.startsWith('organisation:'))) chosen.add(owner);
	if (chosen.size === 0) chosen.add(owner);
	return [...chosen].sort();
}

async function requireKnown(transaction: Kysely<Schema>, principals: readonly string[], ownerId: string): Promise<void> {
	const known = await knownPrincipals(transaction, principals, ownerId);
	if (known.length === principals.length) return;
	throw new VerbundError('command.inputInvalid', { fields: [{ path: 'audience', message: 'field.audience' }] });
}

/** Of these those that are there and that the owner may choose. */
export async function knownPrincipals(
	transaction: Kysely<Schema>,
	principals: readonly string[],
	ownerId: string,
): Promise<readonly string[]> {
	const organisations = idsOf(principals, 'organisation:');
	const groups = idsOf(principals, 'group:');
	const known = new Set(['network', 'public']);
	if (organisations.length > 0) {
		const rows = await transaction.selectFrom('organisations').select('id').where('id', 'in', organisations).execute();
		for (const { id } of rows) known.add(`organisation:${id}`);
	}
	if (groups.length > 0) {
		const rows = await transaction
			.selectFrom('group_organisations')
			.select('group_id')
			.where('group_id', 'in', groups)
			.where('organisation_id', '=', ownerId)
			.execute();
		for (const { group_id } of rows) known.add(`group:${group_id}`);
	}
	return principals.filter((principal) => known.has(principal));
}

function idsOf(principals: readonly string[], prefix: string): string[] {
	return principals.filter((principal) => principal.startsWith(prefix)).map((principal) => principal.slice(prefix.length));
}

/** Principals that the item is for. */
export async function readAudience(transaction: Kysely<Schema>, itemId: string): Promise<string[]> {
	const rows = await transaction
		.selectFrom('item_audience')
		.select('principal')
		.where('item_id', '=', itemId)
		.execute();
	return rows.map(({ principal }) => principal);
}
