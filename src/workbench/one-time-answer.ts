import type { Submission } from './locals.ts';

/** The secret in a command's answer, which the page shows this once. */
export function secretOf(submission: Submission | null, command: string): string | null {
	const result = submission?.command === command ? submission.result : null;
	if (result === null || typeof result !== 'object' || !('token' in result)) return null;
	return typeof result.token === 'string' ? result.token : null;
}
