import { VerbundError } from 'verbund';

/** It cannot be done as things stand, and the sentence says why. */
export function refused(
	reason: string,
	values: Readonly<Record<string, string | number>> = {},
): VerbundError {
	return new VerbundError('command.refused', { reason, values });
}
