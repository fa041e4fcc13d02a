/**
 * Words of a document's XML, with line breaks where its paragraphs, rows and cells end. Nothing is resolved but the
 * five entities of XML and numbers: a document type with entities of its own stays without effect.
 */
export function textOfXml(xml: string, part: string): string {
	const { holds, breaks } = rulesFor(part);
	const pieces: string[] = part.endsWith('workbook.xml') ? namesOfSheets(xml) : [];
	let depth = 0;
	let from = 0;
	for (let open = xml.indexOf('<'); open !== -1; open = xml.indexOf('<', from)) {
		if (depth > 0 && open > from) pieces.push(decode(xml.slice(from, open)));
		const close = endOfTag(xml, open);
		if (close === -1) break;
		const tag = xml.slice(open + 1, close);
		from = close + 1;
		if (tag.startsWith('!') || tag.startsWith('?')) continue;
		const name = /^\/?([^\s/>]+)/.exec(tag)?.[1] ?? '';
		const isEnd = tag.startsWith('/') || tag.endsWith('/');
		if (isEnd && breaks.has(name)) pieces.push(spaces.has(name) ? ' ' : '\n');
		if (!holds.has(name) || tag.endsWith('/')) continue;
		depth = Math.max(0, depth + (tag.startsWith('/') ? -1 : 1));
	}
	return pieces.join('');
}

const spaces = new Set(['w:tab', 'text:tab', 'text:s']);

interface Rules {
	/** Elements in which text is text. */
	readonly holds: ReadonlySet<string>;
	/** Elements that words do not reach across. */
	readonly breaks: ReadonlySet<string>;
}

const rules: readonly (readonly [RegExp, Rules])[] = [
	[/^word\//, { holds: new Set(['w:t']), breaks: new Set(['w:p', 'w:br', 'w:tab', 'w:cr']) }],
	[/^xl\//, { holds: new Set(['t']), breaks: new Set(['si', 'c', 'row']) }],
	[/^ppt\//, { holds: new Set(['a:t']), breaks: new Set(['a:p', 'a:br']) }],
];
const openDocument: Rules = {
	holds: new Set(['text:p', 'text:h']),
	breaks: new Set(['text:p', 'text:h', 'text:line-break', 'text:tab', 'text:s', 'table:table-cell']),
};

function rulesFor(part: string): Rules {
	return rules.find(([pattern]) => pattern.test(part))?.[1] ?? openDocument;
}

function namesOfSheets(xml: string): string[] {
	return [...xml.matchAll(/<sheet\s[^>]{0,500}?name="([^"]{1,100})"/g)].map(([, name = '']) => `${decode(name)}\n`);
}

/** Comments and the like end with their own signs. */
function endOfTag(xml: string, open: number): number {
	if (!xml.startsWith('<!--', open)) return xml.indexOf('>', open);
	const end = xml.indexOf('-->', open);
	return end === -1 ? -1 : end + 2;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
	return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,5}));/gi, (all, decimal?: string, hex?: string, name?: string) => {
		if (name !== undefined) return named[name] ?? all;
		const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
	});
}
