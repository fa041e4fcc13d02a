import { randomBytes } from 'node:crypto';
import type { Token } from 'markdown-it';
import { tooComplex } from './limits.ts';

/** A place in the stored HTML that depends on who reads it. */
export type Slot =
	/**
	 * `{{organisation.phone}}`: filled with escaped text for the reader. With `#` or `/` before its name it begins or
	 * ends a section, and each that begins has its end.
	 */
	| { readonly kind: 'placeholder'; readonly name: string }
	/** The whole `<a>…</a>`. `label` is plain text, to be escaped when filling; null stands for the item's title. */
	| {
			readonly kind: 'itemLink';
			readonly reference: string;
			readonly label: string | null;
			/** Id of a heading in that item, without `#`. */
			readonly fragment?: string;
	  }
	/** A paragraph that consists only of `![[reference]]`. */
	| { readonly kind: 'itemEmbed'; readonly reference: string };

export interface MarkedSlots {
	/** Cuts rendered HTML at the marks. */
	split(html: string): { segments: string[]; slots: Slot[] };
}

/**
 * Marks each slot token with a text that survives sanitising and that no author can have typed, because it is drawn
 * anew for each rendering.
 */
export function markSlots(tokens: readonly Token[], limit: number): MarkedSlots {
	const secret = randomBytes(16).toString('hex');
	const slots: Slot[] = [];
	for (const token of tokens.flatMap((block) => [block, ...(block.children ?? [])])) {
		const slot = slotOf(token);
		if (!slot) continue;
		if (slots.length === limit) throw tooComplex();
		token.markup = `\uE000${secret}.${slots.length}\uE001`;
		slots.push(slot);
	}
	return { split: (html) => splitAtMarks(html, secret, slots) };
}

function slotOf(token: Token): Slot | null {
	switch (token.type) {
		case 'placeholder':
			return { kind: 'placeholder', name: token.content };
		case 'item_link': {
			const fragment = token.attrGet('fragment');
			const link = { kind: 'itemLink', reference: token.content, label: token.info || null } as const;
			return fragment === null ? link : { ...link, fragment: String(fragment) };
		}
		case 'item_embed':
			return { kind: 'itemEmbed', reference: token.content };
		default:
			return null;
	}
}

function splitAtMarks(html: string, secret: string, marked: readonly Slot[]) {
	const segments: string[] = [];
	const slots: Slot[] = [];
	let start = 0;
	for (const mark of html.matchAll(new RegExp(`\uE000${secret}\\.(\\d+)\uE001`, 'g'))) {
		const slot = marked[Number(mark[1])];
		if (!slot) continue;
		segments.push(html.slice(start, mark.index));
		slots.push(slot);
		start = mark.index + mark[0].length;
	}
	segments.push(html.slice(start));
	return { segments, slots };
}
