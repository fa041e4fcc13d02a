import sanitizeHtml from 'sanitize-html';
import { isImageSource } from './images.ts';
import { isSafeLink } from './links.ts';
import { withoutDirectionOverrides } from './plain-text.ts';

/** Keeps what is on the list. The renderer makes nothing else; this holds even if one of its parts is wrong. */
export function sanitise(html: string): string {
	return withoutDirectionOverrides(bareParagraphs.test(html) ? html : sanitizeHtml(html, allowed));
}

/** As most messages are: without another tag, an attribute or an entity there is nothing to take away. */
const bareParagraphs = /^(?:<p>[^<>&]*<\/p>\n?)*$/;

const allowedTags = [
	...['h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'pre', 'code', 'div', 'aside', 'section'],
	...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
	...['em', 'strong', 's', 'sup', 'a', 'img', 'label', 'input'],
];

const allowedAttributes: Readonly<Record<string, string[]>> = {
	a: ['href', 'title', 'rel', 'id', 'class', 'role', 'aria-label'],
	aside: ['class', 'role'],
	code: ['class'],
	div: ['class', 'role', 'tabindex', 'aria-label'],
	h2: ['id'],
	h3: ['id'],
	h4: ['id'],
	h5: ['id'],
	h6: ['id'],
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

const ourId = /^(?:h-[a-z0-9-]+|fn(?:ref)?-[0-9-]+)$/;

const allowed: sanitizeHtml.IOptions = {
	allowedTags,
	allowedAttributes,
	allowedClasses: {
		a: ['footnote-back'],
		aside: ['admonition', 'admonition-note', 'admonition-tip', 'admonition-warning'],
		code: [/^language-[a-z0-9+#-]+$/],
		div: ['table'],
		li: ['task'],
		p: ['admonition-title'],
		section: ['footnotes'],
		sup: ['footnote-ref'],
		td: [/^align-(?:left|center|right)$/],
		th: [/^align-(?:left|center|right)$/],
	},
	allowedSchemes: ['http', 'https', 'mailto', 'tel'],
	allowProtocolRelative: false,
	transformTags: {
		input: (tagName, { checked }) => ({
			tagName,
			attribs: { type: 'checkbox', disabled: '', ...(checked === undefined ? {} : { checked: '' }) },
		}),
		'*': (tagName, attribs) => ({ tagName, attribs: withoutUnsafe(attribs) }),
	},
};

function withoutUnsafe({ id, href, src, ...others }: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
	if (id !== undefined && ourId.test(id)) others['id'] = id;
	if (href !== undefined && isSafeLink(href)) others['href'] = href;
	if (src !== undefined && isImageSource(src)) others['src'] = src;
	return others;
}
