import { onePixel, zipOf } from './zip-file.ts';

export interface Slide {
	readonly title?: string;
	/** Lines of the body, with how far each is indented. */
	readonly lines?: readonly (readonly [text: string, level: number])[];
	/** Further shapes, as PresentationML. */
	readonly more?: string;
	readonly notes?: string;
	/** Alternative text of a picture. */
	readonly picture?: string;
}

const spaces =
	'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"';
const kinds = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A presentation as PowerPoint writes it; its slides lie in another order than they are shown in. */
export function presentationFile(
	slides: readonly Slide[],
	spoil: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
	const numbered = slides.map((slide, index) => ({ slide, number: slides.length - index }));
	return zipOf({
		'[Content_Types].xml':
			'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>',
		'_rels/.rels': relationships([['rId1', 'officeDocument', 'ppt/presentation.xml']]),
		'ppt/presentation.xml': `<?xml version="1.0"?><p:presentation ${spaces}><p:sldIdLst>${numbered
			.map(({ number }, index) => `<p:sldId id="${256 + index}" r:id="rId${number}"/>`)
			.join('')}</p:sldIdLst></p:presentation>`,
		'ppt/_rels/presentation.xml.rels': relationships(
			numbered.map(({ number }) => [`rId${number}`, 'slide', `slides/slide${number}.xml`]),
		),
		'ppt/media/image1.png': onePixel,
		...Object.assign({}, ...numbered.map(({ slide, number }) => partsOf(slide, number))),
		...spoil,
	});
}

function partsOf(
	{ title, lines = [], more = '', notes, picture }: Slide,
	number: number,
): Record<string, string> {
	const shape = (place: string, paragraphs: string) =>
		`<p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/><p:cNvSpPr/><p:nvPr><p:ph ${place}/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>${paragraphs}</p:txBody></p:sp>`;
	const paragraph = (text: string, level = 0) =>
		`<a:p><a:pPr lvl="${level}"/><a:r><a:rPr lang="de-DE"/><a:t>${text}</a:t></a:r></a:p>`;
	const tree = (shapes: string) =>
		`<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/></p:nvGrpSpPr><p:grpSpPr/>${shapes}</p:spTree></p:cSld>`;
	const image = `<p:pic><p:nvPicPr><p:cNvPr id="4" name="Bild" descr="${picture ?? ''}"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="rIdPicture"/></p:blipFill><p:spPr/></p:pic>`;
	const shapes = [
		title === undefined ? '' : shape('type="title"', paragraph(title)),
		lines.length === 0 ? '' : shape('idx="1"', lines.map(([text, level]) => paragraph(text, level)).join('')),
		picture === undefined ? '' : image,
		more,
		shape('type="sldNum"', paragraph(String(number))),
	].join('');
	return {
		[`ppt/slides/slide${number}.xml`]: `<?xml version="1.0"?><p:sld ${spaces}>${tree(shapes)}</p:sld>`,
		[`ppt/slides/_rels/slide${number}.xml.rels`]: relationships([
			['rIdPicture', 'image', '../media/image1.png'],
			['rIdLink', 'hyperlink', 'https://bund.example/merkblatt'],
			...(notes === undefined
				? []
				: ([['rIdNotes', 'notesSlide', `../notesSlides/notesSlide${number}.xml`]] as const)),
		]),
		...(notes === undefined
			? {}
			: {
					[`ppt/notesSlides/notesSlide${number}.xml`]: `<?xml version="1.0"?><p:notes ${spaces}>${tree(shape('type="sldImg"', paragraph('Bild der Folie')) + shape('type="body" idx="1"', paragraph(notes)))}</p:notes>`,
				}),
	};
}

function relationships(all: readonly (readonly [id: string, kind: string, target: string])[]): string {
	return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all
		.map(
			([id, kind, target]) =>
				`<Relationship Id="${id}" Type="${kinds}/${kind}" Target="${target}"${kind === 'hyperlink' ? ' TargetMode="External"' : ''}/>`,
		)
		.join('')}</Relationships>`;
}
