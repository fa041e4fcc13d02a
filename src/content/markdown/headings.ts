import type { Token } from 'markdown-it';
import { plainText } from './plain-text.ts';
import type { Heading } from './rendered-markdown.ts';
import { slugify } from './slug.ts';

export interface Outline {
	readonly headings: readonly Heading[];
	/** The id of the heading that a written `#fragment` means, if there is one. */
	idOf(fragment: string): string | null;
}

/**
 * Gives headings ids and levels. The page has the item's title as its `h1`, so the body begins with `h2`, and no
 * level is left out, whatever the author wrote.
 */
export function outlineHeadings(tokens: readonly Token[]): Outline {
	const headings: Heading[] = [];
	const ids = new Set<string>();
	const nextNumber = new Map<string, number>();
	const writtenLevels: number[] = [];
	let tag = 'h2';

	tokens.forEach((token, index) => {
		if (token.type === 'heading_close') token.tag = tag;
		if (token.type !== 'heading_open') return;

		const level = outlineLevel(Number(token.tag.slice(1)), writtenLevels);
		const text = plainText(tokens[index + 1]?.children ?? []);
		const id = uniqueId(`h-${slugify(text) || 'section'}`);
		tag = `h${level}`;
		token.tag = tag;
		token.attrSet('id', id);
		if (level === 2 || level === 3 || level === 4) headings.push({ id, level, text });
	});

	return { headings, idOf };

	function uniqueId(base: string): string {
		let id = base;
		while (ids.has(id)) {
			const number = (nextNumber.get(base) ?? 1) + 1;
			nextNumber.set(base, number);
			id = `${base}-${number}`;
		}
		ids.add(id);
		return id;
	}

	function idOf(fragment: string): string | null {
		if (ids.has(fragment)) return fragment;
		const id = `h-${slugify(decodeFragment(fragment))}`;
		return ids.has(id) ? id : null;
	}
}

/** How many of the headings above it this one stands below, in an outline that starts at 2. */
function outlineLevel(written: number, above: number[]): number {
	while ((above.at(-1) ?? 0) >= written) above.pop();
	above.push(written);
	return Math.min(above.length + 1, 6);
}

function decodeFragment(fragment: string): string {
	try {
		return decodeURIComponent(fragment);
	} catch {
		return fragment;
	}
}
