import type { Submission } from '../locals.ts';

export type OneTimeLink = { readonly state: 'new'; readonly url: string } | { readonly state: 'shownBefore' };

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
	const token = result !== null && typeof result === 'object' && 'token' in result ? result.token : null;
	return typeof token === 'string'
		? { state: 'new', url: `${baseUrl}${path}/${token}` }
		: { state: 'shownBefore' };
}
