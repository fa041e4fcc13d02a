import { fold } from './fold.ts';
import { words } from './words.ts';

/** The same for all ways to write the same words. */
export function foldWords(text: string): string {
	return words(text)
		.map(({ start, end }) => fold(text.slice(start, end)))
		.filter((word) => word !== '')
		.join(' ');
}
