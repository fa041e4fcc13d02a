import type { Submission } from '../locals.ts';

export type OneTimeLink =
	| {
			readonly state: 'new';
			readonly url: string;
			/** Whether it also goes out by mail. */
			readonly mailed: boolean;
	  }
	| { readonly state: 'shownBefore' };

/**
 * The link that a command has just made, or null. A form that was sent twice made one link, and the second answer
 * does not hold it.
 */
export function oneTimeLink(
	submission: Submission | null,
	{ command, baseUrl, path }: { command: string; baseUrl: string; path: string },
): OneTimeLink | null {
	if (submission?.command !== command || submission.error !== null) return null;
	const { result } = submission;
	if (result === null || typeof result !== 'object' || !('token' in result)) return { state: 'shownBefore' };
	const mailed = 'mailed' in result && result.mailed === true;
	return typeof result.token === 'string'
		? { state: 'new', url: `${baseUrl}${path}/${result.token}`, mailed }
		: { state: 'shownBefore' };
}
