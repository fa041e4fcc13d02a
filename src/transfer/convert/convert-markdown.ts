import { encodePath, mapLinks, outsideOfCode } from '../../content/transfer/map-links.ts';
import { splitFrontMatter, splitHeading } from '../../content/transfer/markdown-file.ts';
import { createForeignParser } from './foreign-parser.ts';
import type { Surroundings } from './converted-text.ts';
import { htmlToMarkdown } from './html-to-markdown.ts';
import { calloutKind } from './prepare-html.ts';

export interface MarkdownText {
	readonly title: string | null;
	readonly summary: string;
	readonly tags: readonly string[];
	readonly markdown: string;
}

/**
 * Markdown of other programs: what their syntax has beyond ours is written as ours. A text with HTML in it is read as
 * the page that it makes; all others stay as they are written.
 *
 * @throws VerbundError `import.head*`
 */
export function convertMarkdown(text: string, surroundings: Surroundings): MarkdownText {
	const { frontMatter, body } = splitFrontMatter(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
	const head = readHead(frontMatter);
	const { title, rest } = takeHeading(withLinksByName(withOurBoxes(body), surroundings));
	if (holdsHtml(rest)) {
		const { markdown } = htmlToMarkdown(createForeignParser().render(rest), surroundings);
		return { ...head, title: head.title ?? title, markdown };
	}
	const markdown = mapLinks(withoutSizes(rest), ({ href, what }) => {
		const target = surroundings.resolve(href, what);
		return target.kind === 'nowhere' ? null : target.href;
	});
	return { ...head, title: head.title ?? title, markdown: markdown.trim() };
}

/** Other programs write heads of their own; only what is plainly meant is taken. */
function readHead(frontMatter: unknown): Pick<MarkdownText, 'title' | 'summary' | 'tags'> {
	const head = new Map(
		Object.entries(frontMatter !== null && typeof frontMatter === 'object' ? frontMatter : {}),
	);
	const text = (key: string) => {
		const value: unknown = head.get(key);
		return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	};
	const written: unknown = head.get('tags');
	const tags = Array.isArray(written) ? written.map(String) : text('tags').split(',');
	return {
		title: text('title') === '' ? null : text('title'),
		summary: (text('summary') || text('description')).slice(0, 1000),
		tags: tags
			.map((tag) => tag.replace(/^#/, '').trim().slice(0, 60))
			.filter((tag) => tag !== '')
			.slice(0, 30),
	};
}

const underlined = /^(?!(?:[-*+>|#]|\d+[.)])[ \t])(\S[^\n]*)\n=+[ \t]*(?:\n|$)/;

function takeHeading(body: string): { title: string | null; rest: string } {
	const { heading, rest } = splitHeading(body);
	if (heading !== null) return { title: plainWords(heading), rest };
	const text = body.trimStart();
	const [whole = '', title] = underlined.exec(text) ?? [];
	return title === undefined
		? { title: null, rest: body }
		: { title: plainWords(title), rest: text.slice(whole.length) };
}

function plainWords(heading: string): string {
	return heading
		.replace(/\\([\\`*_{}[\]()#+.!-])/g, '$1')
		.replace(/\*\*|__|`/g, '')
		.trim();
}

/** `[[Name]]` and `[[Name|words]]`, as notes link to each other. */
function withLinksByName(body: string, { resolve }: Surroundings): string {
	return outsideOfCode(body, (part) =>
		part.replace(
			/(!?)\[\[([^[\]|#\n]{1,300})(?:#[^[\]|\n]{0,300})?(?:\|([^[\]\n]{0,500}))?\]\]/g,
			(_, mark: string, name: string, words?: string) => {
				const label = words ?? name;
				const isFile = /\.[a-z0-9]{1,5}$/i.test(name);
				const target = resolve(encodePath(isFile ? name : `${name}.md`), mark === '!' ? 'image' : 'link');
				return target.kind === 'inside'
					? `${mark}[${label}](${encodePath(isFile ? name : `${name}.md`)})`
					: label;
			},
		),
	);
}

/** `:::info` of Outline and Docmost, with or without a blank behind the colons, and `> [!NOTE]` of GitHub and Obsidian. */
function withOurBoxes(body: string): string {
	return outsideOfCode(body, withOurQuotes).replace(
		/^([ \t>]{0,40}:{3,})[ \t]*(info|note|tip|success|warning|danger|caution|important|default)[ \t]*$/gim,
		(_, colons: string, kind: string) => `${colons} ${calloutKind(kind)}`,
	);
}

function withOurQuotes(body: string): string {
	return body.replace(
		/^> ?\[!([a-z]{1,20})\][+-]?[ \t]*([^\n]*)((?:\n>[^\n]*)*)/gim,
		(_, kind: string, title: string, lines: string) =>
			`::: ${calloutKind(kind)} ${title}`.trimEnd() + `${lines.replace(/\n> ?/g, '\n')}\n:::`,
	);
}

/** Outline keeps the size of a picture in its title, and an empty line as a line with a backslash. */
function withoutSizes(body: string): string {
	return body
		.replace(/(!\[[^\]\n]{0,500}\]\([^)\s]{1,2048})[ \t]+"[^"\n]{0,200}=\d{1,5}x\d{0,5}"\)/g, '$1)')
		.replace(/^[ \t]*\\[ \t]*$/gm, '');
}

function holdsHtml(body: string): boolean {
	return createForeignParser()
		.parse(body, {})
		.some(
			({ type, children }) =>
				type === 'html_block' || children?.some((child) => child.type === 'html_inline'),
		);
}
