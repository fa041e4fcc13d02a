import type { RenderedMarkdown } from './rendered-markdown.ts';
import type { Slot } from './slots.ts';

/** Joins the stored HTML with what `fill` returns, which is HTML and must be escaped there. */
export function fillSlots(
	{ segments, slots }: Pick<RenderedMarkdown, 'segments' | 'slots'>,
	fill: (slot: Slot) => string,
): string {
	return slots.reduce((html, slot, index) => html + fill(slot) + (segments[index + 1] ?? ''), segments[0] ?? '');
}
