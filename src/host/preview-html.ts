import type { Actor } from '../access/actor.ts';
import type { ContentStore } from '../content/content-store.ts';
import { escapeHtml } from '../content/markdown/escape.ts';
import { fillSlots } from '../content/markdown/fill-slots.ts';
import type { Slot } from '../content/markdown/slots.ts';

/** Sanitised HTML of a text that is not stored, with placeholders shown literally. */
export async function previewHtml(
	content: Pick<ContentStore, 'preview'>,
	source: string,
	actor: Actor,
): Promise<string> {
	return fillSlots(await content.preview(source, actor), literally);
}

/** A preview is nobody's page: what depends on the reader stands there as it was written. */
function literally(slot: Slot): string {
	if (slot.kind === 'placeholder') return `<mark>{{${escapeHtml(slot.name)}}}</mark>`;
	return `<mark>${escapeHtml((slot.kind === 'itemLink' ? slot.label : null) ?? slot.reference)}</mark>`;
}
