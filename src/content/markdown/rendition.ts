import type { RenderedMarkdown } from './rendered-markdown.ts';
import type { Slot } from './slots.ts';

/** How a rendering lies in the database. Where `slots` is null, `html` is the page's body as it stands. */
export interface EncodedRendition {
	readonly html: Buffer;
	/** JSON `[byte offset in html, slot][]`, in order; null if there are none. */
	readonly slots: string | null;
	/** JSON `Heading[]`. */
	readonly headings: string;
}

export type Rendition = Pick<RenderedMarkdown, 'segments' | 'slots' | 'headings'>;

export function encodeRendition({ segments, slots, headings }: Rendition): EncodedRendition {
	let offset = 0;
	const table = slots.map((slot, index) => {
		offset += Buffer.byteLength(segments[index] ?? '');
		return [offset, slot];
	});
	return {
		html: Buffer.from(segments.join('')),
		slots: table.length > 0 ? JSON.stringify(table) : null,
		headings: JSON.stringify(headings),
	};
}

export function decodeRendition({ html, slots, headings }: EncodedRendition): Rendition {
	const table: readonly (readonly [number, Slot])[] = slots === null ? [] : JSON.parse(slots);
	const cuts = [0, ...table.map(([offset]) => offset), html.length];
	return {
		segments: cuts.slice(1).map((end, index) => html.toString('utf8', cuts[index], end)),
		slots: table.map(([, slot]) => slot),
		headings: JSON.parse(headings),
	};
}
