import { onePixel, zipOf } from './zip-file.ts';

const namespaces = [
	'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
	'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
	'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
	'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
	'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
].join(' ');
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** WordprocessingML of a paragraph. */
export function paragraph(
	text: string,
	{ style = '', list }: { style?: string; list?: { id: number; level: number } } = {},
): string {
	const numbered =
		list === undefined
			? ''
			: `<w:numPr><w:ilvl w:val="${list.level}"/><w:numId w:val="${list.id}"/></w:numPr>`;
	const styled = style === '' ? '' : `<w:pStyle w:val="${style}"/>`;
	return `<w:p><w:pPr>${styled}${numbered}</w:pPr>${text.startsWith('<') ? text : run(text)}</w:p>`;
}

export function run(text: string, properties = ''): string {
	return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

export function link(text: string): string {
	return `<w:hyperlink r:id="rLink">${run(text)}</w:hyperlink>`;
}

export function picture(words: string): string {
	return `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Bild 1" descr="${words}"/><a:graphic>
		<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>
		<a:blip r:embed="rImage"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
}

export function footnote(id: number): string {
	return `<w:r><w:footnoteReference w:id="${id}"/></w:r>`;
}

export function table(rows: readonly (readonly string[])[]): string {
	const cells = rows.map(
		(row) => `<w:tr>${row.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`,
	);
	return `<w:tbl>${cells.join('')}</w:tbl>`;
}

/** A `.docx` with this body, as Word writes one: styles, numbering, notes, a link and a picture lie beside it. */
export function wordFile(body: string, notes: readonly string[] = []): Promise<Buffer> {
	const style = (id: string, name: string) =>
		`<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`;
	const level = (at: number, format: string) => `<w:lvl w:ilvl="${at}"><w:numFmt w:val="${format}"/></w:lvl>`;
	const list = (id: number, format: string) =>
		`<w:abstractNum w:abstractNumId="${id}">${level(0, format)}${level(1, format)}</w:abstractNum>`;
	const number = (id: number) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`;
	return zipOf({
		'[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
			<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
			<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
			<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
			</Types>`,
		'_rels/.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
			<Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
		'word/_rels/document.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
			<Relationship Id="rStyles" Type="${office}/styles" Target="styles.xml"/>
			<Relationship Id="rNumbering" Type="${office}/numbering" Target="numbering.xml"/>
			<Relationship Id="rNotes" Type="${office}/footnotes" Target="footnotes.xml"/>
			<Relationship Id="rImage" Type="${office}/image" Target="media/image1.png"/>
			<Relationship Id="rLink" Type="${office}/hyperlink" Target="https://www.gesetze-im-internet.de/" TargetMode="External"/>
			</Relationships>`,
		'word/document.xml': `${head}<w:document ${namespaces}><w:body>${body}</w:body></w:document>`,
		'word/styles.xml': `${head}<w:styles ${namespaces}>${style('Titel', 'Title')}${style('berschrift1', 'heading 1')}
			${style('berschrift2', 'heading 2')}${style('Verzeichnis1', 'toc 1')}</w:styles>`,
		'word/numbering.xml': `${head}<w:numbering ${namespaces}>${list(1, 'bullet')}${list(2, 'decimal')}${number(1)}${number(2)}</w:numbering>`,
		'word/footnotes.xml': `${head}<w:footnotes ${namespaces}>${notes
			.map((note, index) => `<w:footnote w:id="${index + 1}">${paragraph(note)}</w:footnote>`)
			.join('')}</w:footnotes>`,
		'word/media/image1.png': onePixel,
	});
}
