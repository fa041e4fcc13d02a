import type { RenderedMarkdown } from '../markdown/rendered-markdown.ts';
import type { Slot } from '../markdown/slots.ts';
import { parseMark, type PlaceholderMark } from './placeholder-mark.ts';
import { entriesOf, holds, type PlaceholderValues } from './placeholder-values.ts';

type Opening = PlaceholderMark & { readonly kind: 'open' };

export interface SlotFilling {
	readonly language: string;
	readonly values: PlaceholderValues;
	/** Answers HTML: what is text must be escaped there. */
	fill(slot: Slot, scopes: readonly PlaceholderValues[]): string;
}

/** What lists may add to a page, in characters. */
const mostRepeated = 2_000_000;

/**
 * Joins stored HTML with what its slots are filled with. Sections (`{{#if …}}`) that do not hold are left out, and
 * those of `{{#each …}}` come once for each entry; publishing has seen to it that each has its end.
 */
export function fillSections(
	{ segments, slots }: Pick<RenderedMarkdown, 'segments' | 'slots'>,
	{ language, values, fill }: SlotFilling,
): string {
	let repeated = 0;
	const html = between(0, slots.length, [values]);
	return slots.some(openingOf) ? withoutEmptied(html) : html;

	/** From the segment behind the slot before `start` up to the one before the slot `end`. */
	function between(start: number, end: number, scopes: readonly PlaceholderValues[]): string {
		let html = segments[start] ?? '';
		for (let index = start; index < end; index += 1) {
			const slot = slots[index];
			if (!slot) break;
			const opening = openingOf(slot);
			const close = opening ? endOf(index) : index;
			html += opening ? section(opening, index, close, scopes) : fill(slot, scopes);
			index = close;
			html += segments[index + 1] ?? '';
		}
		return html;
	}

	function section(opening: Opening, open: number, close: number, scopes: readonly PlaceholderValues[]): string {
		if (opening.of !== 'each')
			return holds(opening, scopes, language) ? between(open + 1, close, scopes) : '';
		let html = '';
		for (const entry of entriesOf(opening.path, scopes)) {
			const once = between(open + 1, close, [entry, ...scopes]);
			// What repeats nothing takes its time, too.
			repeated += once.length + 1;
			if (repeated > mostRepeated) break;
			html += once;
		}
		return html;
	}

	function endOf(open: number): number {
		let depth = 0;
		for (let index = open; index < slots.length; index += 1) {
			const slot = slots[index];
			if (slot?.kind !== 'placeholder') continue;
			if (slot.name.startsWith('#')) depth += 1;
			if (slot.name.startsWith('/')) depth -= 1;
			if (depth === 0) return index;
		}
		return slots.length;
	}
}

/** What held nothing but a section that was left out is left out with it. */
function withoutEmptied(html: string): string {
	return html.replace(/<(p|li)>\s*<\/\1>\n?/g, '').replace(/<(ul|ol)>\s*<\/\1>\n?/g, '');
}

function openingOf(slot: Slot): Opening | null {
	if (slot.kind !== 'placeholder' || !slot.name.startsWith('#')) return null;
	const mark = parseMark(slot.name);
	return mark?.kind === 'open' ? mark : null;
}
