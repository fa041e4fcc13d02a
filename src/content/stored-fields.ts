import type { RenderedMarkdown } from './markdown/rendered-markdown.ts';
import { decodeRendition, encodeRendition, type Rendition } from './markdown/rendition.ts';

/** Renderings of Markdown fields, by path (`steps.0.text`), as text for the database; null without any. */
export function storeFields(rendered: ReadonlyMap<string, RenderedMarkdown>): string | null {
	if (rendered.size === 0) return null;
	const encoded = [...rendered].map(([path, rendition]) => {
		const { html, slots } = encodeRendition(rendition);
		return [path, [html.toString('utf8'), slots]];
	});
	return JSON.stringify(Object.fromEntries(encoded));
}

export function readStoredFields(stored: string | null): ReadonlyMap<string, Rendition> {
	if (stored === null) return new Map();
	const encoded: Record<string, [string, string | null]> = JSON.parse(stored);
	return new Map(
		Object.entries(encoded).map(([path, [html, slots]]) => [
			path,
			decodeRendition({ html: Buffer.from(html), slots, headings: '[]' }),
		]),
	);
}
