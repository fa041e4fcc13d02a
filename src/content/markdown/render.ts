import type { Token } from 'markdown-it';
import { checkComplexity } from './complexity.ts';
import { outlineHeadings } from './headings.ts';
import { replaceForeignImages } from './images.ts';
import { checkSource, defaultLimits, type MarkdownLimits } from './limits.ts';
import { aimAtHeadings, markExternalLinks, replaceItemLinks } from './links.ts';
import { createParser } from './parser.ts';
import { pairSections } from './pair-sections.ts';
import { searchText } from './plain-text.ts';
import type { RenderedMarkdown } from './rendered-markdown.ts';
import { sanitise } from './sanitise.ts';
import { embedItems } from './slot-syntax.ts';
import { markSlots, type Slot } from './slots.ts';
import { markTasks } from './task-lists.ts';

/** Of the text that is being rendered; one text is, at any time. */
const refusedLinks = new Set<string>();
const parser = createParser((target) => {
	if (refusedLinks.size < mostRefusedLinks) refusedLinks.add(target.slice(0, longestTarget));
});
const mostRefusedLinks = 50;
const longestTarget = 200;

/**
 * Renders an item's text once, for all readers. Takes as long as a hostile text wants it to: where texts come from
 * people, call it through `createMarkdownRenderer`. Throws `content.tooComplex`.
 */
export function renderMarkdown(
	source: string,
	{ limits }: { readonly limits?: Partial<MarkdownLimits> } = {},
): RenderedMarkdown {
	const bounds = { ...defaultLimits, ...limits };
	checkSource(source, bounds);
	refusedLinks.clear();
	const tokens = parser.parse(source.toWellFormed(), {});
	checkComplexity(tokens, bounds);

	embedItems(tokens);
	replaceItemLinks(tokens);
	pairSections(tokens);
	replaceForeignImages(tokens);
	markExternalLinks(tokens);
	markTasks(tokens);
	const { headings, idOf } = outlineHeadings(tokens);
	aimAtHeadings(tokens, idOf);

	const marked = markSlots(tokens, bounds.slots);
	const { segments, slots } = marked.split(sanitise(toHtml(tokens)));
	return {
		segments,
		slots,
		headings,
		text: searchText(tokens),
		itemReferences: referencesIn(slots),
		refusedLinks: [...refusedLinks],
	};
}

function toHtml(tokens: Token[]): string {
	return parser.renderer.render(tokens, parser.options, {});
}

function referencesIn(slots: readonly Slot[]): string[] {
	return [...new Set(slots.flatMap((slot) => ('reference' in slot ? [slot.reference] : [])))];
}
