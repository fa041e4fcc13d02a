/**
 * What a text file calls itself at its beginning: the title of a web page, the first heading of Markdown, else the
 * first line. Empty for everything else.
 */
export function textTitle(name: string, head: Uint8Array): string {
	const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
	const read = readers.get(ending);
	if (!read || head.includes(0)) return '';
	const text = new TextDecoder('utf-8').decode(head);
	return (read(text) ?? '')
		.replace(/[\p{Control}\p{Format}\s]+/gu, ' ')
		.trim()
		.slice(0, longestTitle);
}

const longestTitle = 80;

const readers: ReadonlyMap<string, (text: string) => string | undefined> = new Map([
	['md', markdownTitle],
	['markdown', markdownTitle],
	['txt', firstLine],
	['html', htmlTitle],
	['htm', htmlTitle],
]);

function markdownTitle(text: string): string | undefined {
	const frontMatter = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---/.exec(text);
	const declared = /^title:[ \t]*(.+)$/m.exec(frontMatter?.[1] ?? '')?.[1];
	if (declared) return declared.trim().replace(/^(["'])(.*)\1$/, '$2');
	const body = text.slice(frontMatter?.[0].length ?? 0);
	return /^#{1,6}[ \t]+(.+?)[ \t#]*$/m.exec(body)?.[1] ?? firstLine(body);
}

function htmlTitle(text: string): string | undefined {
	return /<title[^>]*>([^<]*)/i
		.exec(text)?.[1]
		?.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, entity: string) => entities[entity] ?? ' ');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function firstLine(text: string): string | undefined {
	return text.split('\n').find((line) => /[\p{L}\p{N}]/u.test(line));
}
