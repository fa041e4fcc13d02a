import PizZip from 'pizzip';

export interface WordMargins {
	/** Head and foot of the first page, each as a Word file of its own; null where there is none. */
	readonly head: Uint8Array | null;
	readonly foot: Uint8Array | null;
}

const documentPart = 'word/document.xml';
const documentRelations = 'word/_rels/document.xml.rels';

/** Takes head and foot of a Word file out of it: what reads its text passes them by, and letterheads stand there. */
export function takeMargins(bytes: Uint8Array): WordMargins {
	const zip = new PizZip(bytes);
	const document = zip.file(documentPart)?.asText() ?? '';
	const relations = zip.file(documentRelations)?.asText() ?? '';
	return { head: take('header'), foot: take('footer') };

	function take(kind: 'header' | 'footer'): Uint8Array | null {
		const part = partOf(kind);
		const xml = part === null ? undefined : zip.file(`word/${part}`)?.asText();
		const [, open = '', content = ''] =
			/<w:(?:hdr|ftr)\b([^>]*[^>/])?>([^]*)<\/w:(?:hdr|ftr)>/.exec(xml ?? '') ?? [];
		if (content === '') return null;
		const alone = new PizZip(bytes);
		alone.file(documentPart, `<w:document${open}><w:body>${content}</w:body></w:document>`);
		const own = zip.file(`word/_rels/${part}.rels`)?.asText();
		alone.file(documentRelations, withStyles(own ?? emptyRelations, relations));
		return alone.generate({ type: 'uint8array' });
	}

	/** File of the head that the first page has. */
	function partOf(kind: 'header' | 'footer'): string | null {
		const isOther = /<w:titlePg(?:\s*\/>|\s+w:val="(?:1|true|on)")/.test(document);
		const references = [...document.matchAll(new RegExp(`<w:${kind}Reference\\b[^>]*>`, 'g'))].map(
			([tag]) => tag,
		);
		const find = (type: string) => references.find((tag) => tag.includes(`w:type="${type}"`));
		const id = attribute((isOther ? find('first') : undefined) ?? find('default'), 'r:id');
		const relation = relationsIn(relations).find((tag) => id !== null && attribute(tag, 'Id') === id);
		const target = attribute(relation, 'Target');
		return target !== null && /^[\w-]+\.xml$/.test(target) ? target : null;
	}
}

const emptyRelations =
	'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>';

/** Styles and numbers are those of the document. */
function withStyles(own: string, relations: string): string {
	const shared = relationsIn(relations)
		.filter((tag) => /\/(?:styles|numbering)"/.test(tag))
		.map((tag) => tag.replace(/\bId="[^"]*"/, (id) => id.replace('"', '"document-')));
	return own.replace('</Relationships>', `${shared.join('')}</Relationships>`);
}

function relationsIn(xml: string): readonly string[] {
	return [...xml.matchAll(/<Relationship\b[^>]*\/>/g)].map(([tag]) => tag);
}

function attribute(tag: string | undefined, name: string): string | null {
	return new RegExp(`\\s${name}="([^"]*)"`).exec(tag ?? '')?.[1] ?? null;
}
