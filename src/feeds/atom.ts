/** A feed as RFC 4287 writes it. All texts are plain. */
export interface AtomFeed {
	/** Never changes, as an IRI. */
	readonly id: string;
	readonly title: string;
	readonly language: string;
	/** Absolute addresses: of the page that shows the same, and of the feed itself. */
	readonly url: string;
	readonly self: string;
	readonly updatedAt: number;
	readonly entries: readonly AtomEntry[];
}

export interface AtomEntry {
	readonly id: string;
	readonly title: string;
	readonly summary: string;
	readonly language: string;
	readonly url: string;
	readonly author: string;
	/** Machine-readable, and as people read it. */
	readonly category: { readonly term: string; readonly label: string };
	readonly updatedAt: number;
}

export function writeAtom(feed: AtomFeed): string {
	const head = [
		element('id', feed.id),
		element('title', feed.title),
		element('updated', time(feed.updatedAt)),
		`<link rel="alternate" type="text/html" href="${escape(feed.url)}"/>`,
		`<link rel="self" type="application/atom+xml" href="${escape(feed.self)}"/>`,
		// Each entry has its own; the feed needs one where there are none.
		`<author>${element('name', feed.title)}</author>`,
		`<generator>Verbund</generator>`,
	];
	return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escape(feed.language)}">
${[...head, ...feed.entries.map(writeEntry)].join('\n')}
</feed>
`;
}

function writeEntry({ id, title, summary, language, url, author, category, updatedAt }: AtomEntry): string {
	return `<entry xml:lang="${escape(language)}">
${[
	element('id', id),
	element('title', title),
	element('updated', time(updatedAt)),
	`<link rel="alternate" type="text/html" hreflang="${escape(language)}" href="${escape(url)}"/>`,
	`<author>${element('name', author)}</author>`,
	`<category term="${escape(category.term)}" label="${escape(category.label)}"/>`,
	...(summary === '' ? [] : [element('summary', summary)]),
].join('\n')}
</entry>`;
}

function element(name: string, text: string): string {
	return `<${name}>${escape(text)}</${name}>`;
}

function time(milliseconds: number): string {
	return new Date(milliseconds).toISOString();
}

/** Characters that XML 1.0 has no way of writing are left out. */
function escape(text: string): string {
	return text
		.toWellFormed()
		.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
		.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
