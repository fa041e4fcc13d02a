import type { Role } from '../../access/actor.ts';

/** In the order in which they allow more. Pages know services by their types only. */
export const roleNames = [
	'reader',
	'author',
	'approver',
	'trainer',
	'admin',
] as const satisfies readonly Role[];
