import { Parser } from 'htmlparser2';

/**
 * Says what in this HTML a page of ours may not contain. Used by tests, and written without a look at `sanitise.ts`:
 * two lists that must agree find more than one.
 */
export function htmlViolations(html: string): string[] {
	const violations: string[] = [];
	const open: string[] = [];
	const parser = new Parser({
		onopentag(name, attributes) {
			const known = attributesByElement[name];
			if (!known) violations.push(`element ${name}`);
			if (name === 'a' && open.includes('a')) violations.push('a inside a');
			for (const [attribute, value] of Object.entries(attributes)) {
				if (!known?.includes(attribute)) violations.push(`attribute ${name} ${attribute}`);
				violations.push(...valueViolations(name, attribute, value));
			}
			if (name === 'input' && (attributes['type'] !== 'checkbox' || !('disabled' in attributes))) {
				violations.push('input that is no disabled checkbox');
			}
			if (isExternal(attributes['href'] ?? '') && attributes['rel'] !== 'noopener noreferrer') {
				violations.push('external link without rel');
			}
			open.push(name);
		},
		onclosetag() {
			open.pop();
		},
		oncomment: (text) => void violations.push(`comment ${text}`),
		onprocessinginstruction: (name) => void violations.push(`instruction ${name}`),
		oncdatastart: () => void violations.push('cdata'),
	});
	parser.end(html);
	return violations;
}

const attributesByElement: Readonly<Record<string, readonly string[]>> = {
	...Object.fromEntries(
		'br hr blockquote ul dl dt dd table thead tbody tr em strong s label'.split(' ').map((name) => [name, []]),
	),
	...Object.fromEntries(['h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, ['id']])),
	a: ['href', 'title', 'rel', 'id', 'class', 'role', 'aria-label'],
	aside: ['class', 'role'],
	code: ['class'],
	div: ['class', 'role', 'tabindex', 'aria-label'],
	img: ['src', 'alt', 'title', 'loading'],
	input: ['type', 'disabled', 'checked'],
	li: ['id', 'class'],
	ol: ['start'],
	p: ['class'],
	pre: ['tabindex'],
	section: ['class'],
	sup: ['class'],
	td: ['class'],
	th: ['class', 'scope'],
};

const allowedValues: Readonly<Record<string, RegExp>> = {
	id: /^(?:h|fn|fnref)-[a-z0-9-]+$/,
	class: /^(?:admonition|admonition admonition-(?:note|tip|warning)|admonition-title|align-(?:left|center|right)|footnote-back|footnote-ref|footnotes|language-[a-z0-9+#-]+|table|task)$/,
	role: /^(?:doc-noteref|doc-backlink|note|group)$/,
	rel: /^noopener noreferrer$/,
	tabindex: /^0$/,
	scope: /^col$/,
	loading: /^lazy$/,
	start: /^\d+$/,
};

const here = 'https://hub.invalid';

function valueViolations(element: string, attribute: string, value: string): string[] {
	const allowed = allowedValues[attribute];
	if (allowed && !allowed.test(value)) return [`${element} ${attribute}="${value}"`];
	if (attribute === 'href' && !isAllowedAddress(value)) return [`address ${value}`];
	if (attribute === 'src' && !isOurFile(value)) return [`source ${value}`];
	return [];
}

/** As a browser would resolve it on one of our pages. */
function isAllowedAddress(value: string): boolean {
	if (!URL.canParse(value, `${here}/a/b`)) return true;
	const { protocol, origin } = new URL(value, `${here}/a/b`);
	if (/^https?:\/\//i.test(value) || ['mailto:', 'tel:'].includes(protocol)) return true;
	return origin === here && /^[/#]/.test(value);
}

function isOurFile(value: string): boolean {
	const { origin, pathname } = new URL(value, `${here}/a/b`);
	return origin === here && pathname.startsWith('/files/');
}

function isExternal(address: string): boolean {
	return URL.canParse(address, here) && /^https?:$/.test(new URL(address, here).protocol) && new URL(address, here).origin !== here;
}
