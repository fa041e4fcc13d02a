/** An item's id, or its `<type>/<slug>`. */
const part = '[A-Za-z0-9][A-Za-z0-9._-]{0,127}';
const fragment = '#([A-Za-z0-9_-]{1,128})';

export const referencePattern = `${part}(?:/${part})?`;

/** `[[reference]]` and `[[reference|label]]`. */
export const wikiLinkPattern = `\\[\\[(${referencePattern})(?:\\|([^\\[\\]\\n]{0,500}))?\\]\\]`;

const itemUrl = new RegExp(`^item:(${referencePattern})(?:${fragment})?$`, 'i');
const itemPath = new RegExp(`^/i/(${part})(?:${fragment})?$`);

export interface ItemTarget {
	readonly reference: string;
	readonly fragment: string | null;
}

/** Understands `item:<reference>` and `/i/<id>`, each with or without a `#heading`. */
export function itemTarget(href: string): ItemTarget | null {
	const [, reference, target = null] = itemUrl.exec(href) ?? itemPath.exec(href) ?? [];
	return reference === undefined ? null : { reference, fragment: target };
}
