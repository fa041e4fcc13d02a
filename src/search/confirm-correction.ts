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
	const found = page.map(({ candidate }) => {
		const text = texts.get(candidate.id);
		return fold(`${text?.title ?? ''} ${text?.text ?? ''}`);
	});
	const confirmed = guesses.every((guess) => found.some((text) => text.includes(fold(guess))));
	return confirmed ? corrected : undefined;
}
