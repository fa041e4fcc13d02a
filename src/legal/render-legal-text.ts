import { escapeHtml } from '../content/markdown/escape.ts';
import { fillSlots } from '../content/markdown/fill-slots.ts';
import type { RenderedMarkdown } from '../content/markdown/rendered-markdown.ts';

/** HTML for everybody: what would depend on a reader stands there as it was written, and gaps are marked. */
export function renderLegalText(rendered: Pick<RenderedMarkdown, 'segments' | 'slots'>): string {
	const html = fillSlots(rendered, (slot) => {
		if (slot.kind === 'placeholder') return escapeHtml(`{{${slot.name}}}`);
		return escapeHtml((slot.kind === 'itemLink' ? slot.label : null) ?? slot.reference);
	});
	return html.replace(/\[(?:bitte ausfüllen|please fill in):[^\]<]*\]/g, '<mark>$&</mark>');
}
