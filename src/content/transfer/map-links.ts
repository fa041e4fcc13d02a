/** A link or a picture of a text, as it is written. */
export interface WrittenLink {
	readonly what: 'link' | 'image';
	readonly href: string;
}

/**
 * Changes the addresses of a Markdown text outside of code.
 *
 * @param change the new address, or null for a link of which only the words stay
 */
export function mapLinks(markdown: string, change: (link: WrittenLink) => string | null): string {
	return outsideOfCode(markdown, (part) => mapPart(part, change));
}

/** Changes a Markdown text, but not the code in it. */
export function outsideOfCode(markdown: string, change: (part: string) => string): string {
	return markdown
		.split(code)
		.map((part, index) => (index % 2 === 1 ? part : change(part)))
		.join('');
}

/** A fenced block or a span of code, captured so that splitting keeps it. */
const code = /((?:^|(?<=\n))[ \t>]{0,40}(?:`{3}[^\n]*\n[^]*?\n[ \t>]{0,40}`{3,}|~{3}[^\n]*\n[^]*?\n[ \t>]{0,40}~{3,})[^\n]*|`[^`\n]+`)/;

const address = String.raw`(?:<([^<>\n]{0,2048})>|([^\s()<>]{0,2048}(?:\([^\s()<>]{0,512}\)[^\s()<>]{0,1024}){0,4}))`;
const title = String.raw`(?:[ \t]+(?:"(?:[^"\\]|\\.){0,500}"|'(?:[^'\\]|\\.){0,500}'))?`;
/** Of two ways to read a picture in a label only one holds, so that a label which does not end is given up at once. */
const picture = String.raw`\[[^\[\]\n]{0,200}\](?:\([^()\s]{0,2048}\)|(?!\([^()\s]{0,2048}\)))`;
/** A sign that is written with a backslash begins no link. */
const inline = new RegExp(String.raw`\\[^]|(!?)\[((?:[^\[\]\\\n]|\\.|${picture}){0,1000})\]\(${address}(${title})\s?\)`, 'g');
const definition = new RegExp(String.raw`^([ ]{0,3}\[(?!\^)[^\[\]\n]{1,500}\]:[ \t]{1,100})${address}(${title}[ \t]{0,100})$`, 'gm');

function mapPart(text: string, change: (link: WrittenLink) => string | null): string {
	return text
		.replace(
			inline,
			(whole, mark = '', label: string | undefined, bracketed: string | undefined, plain = '', rest = '') => {
				if (label === undefined) return whole;
				const what = mark === '!' ? 'image' : 'link';
				// A picture may itself be a link's label.
				const words = label.includes('](') ? mapPart(label, change) : label;
				const href = bracketed ?? plain;
				const changed = change({ what, href });
				if (changed === null) return words;
				if (changed === href && words === label) return whole;
				return `${mark}[${words}](${writeAddress(changed, changed === href ? bracketed : undefined)}${rest})`;
			},
		)
		.replace(definition, (whole, start: string, bracketed: string | undefined, plain = '', rest = '') => {
			const href = bracketed ?? plain;
			const changed = change({ what: 'link', href });
			return changed === null || changed === href ? whole : `${start}${writeAddress(changed, undefined)}${rest}`;
		});
}

function writeAddress(href: string, bracketed: string | undefined): string {
	return bracketed === undefined && !/[\s()<>]/.test(href) ? href : `<${href}>`;
}

/** `Antrag (neu).pdf` as a part of an address. */
export function encodePath(path: string): string {
	return path
		.split('/')
		.map((step) => encodeURIComponent(step).replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`))
		.join('/');
}

/** The path that an address within the source names, and its `#heading`; null for an address of somewhere else. */
export function pathOfLink(href: string): { path: string; fragment: string } | null {
	if (href === '' || /^(?:[a-z][a-z0-9+.-]*:|#|\/\/|\?)/i.test(href)) return null;
	const [, path = '', fragment = ''] = /^([^#?]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(href) ?? [];
	try {
		return { path: decodeURIComponent(path), fragment };
	} catch {
		return { path, fragment };
	}
}
