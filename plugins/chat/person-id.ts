import { VerbundError, type Actor } from 'verbund';

/** @throws VerbundError `access.signInRequired` */
export function personIdOf(actor: Actor): string {
	if (actor.kind !== 'person') throw new VerbundError('access.signInRequired');
	return actor.personId;
}
