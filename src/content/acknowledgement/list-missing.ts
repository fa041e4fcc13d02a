import type { Actor } from '../../access/actor.ts';
import type { AcknowledgementParts } from './acknowledgements.ts';
import { readConfirmations } from './confirmations.ts';
import { peopleConcerned } from './people-concerned.ts';

/** Ids of those who are asked and have not confirmed; for telling them, never for showing them. */
export async function listMissing(
	{ database, holderOf }: Pick<AcknowledgementParts, 'database' | 'holderOf'>,
	actor: Actor,
	itemId: string,
	edition: number,
): Promise<readonly string[]> {
	const people = await peopleConcerned(database, actor, itemId);
	const { isConfirmed } = await readConfirmations(database, holderOf, itemId, edition);
	return people.map(({ id }) => id).filter((id) => !isConfirmed(id));
}
