import type { ExpandedQuery } from './expand-query.ts';
import { fold } from './fold.ts';
import type { Ranked } from './rank.ts';
import type { VisibleText } from './visible-texts.ts';

/**
 * The vocabulary holds words of documents that the reader may not read. A guess is shown only if it stands in
 * something that was found for this reader.
 */
export function confirmCorrection(
	{ corrected, guesses }: ExpandedQuery,
	page: readonly Ranked[],
	texts: ReadonlyMap<number, VisibleText>,
): string | undefined {
	if (corrected === undefined) return undefined;
	const unconfirmed = new Set(guesses.map(fold));
	for (const { candidate } of page) {
		const { title = '', text = '' } = texts.get(candidate.document.id) ?? {};
		const folded = fold(`${title} ${text}`);
		for (const guess of unconfirmed) if (folded.includes(guess)) unconfirmed.delete(guess);
		if (unconfirmed.size === 0) return corrected;
	}
	return undefined;
}
