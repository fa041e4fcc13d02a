import type { XmlElement } from '../xml-element.ts';

/** Relationships of a slide by their ids: where a picture or a link leads. */
export type Targets = ReadonlyMap<string, string>;

export interface SlideContent {
	readonly title: string;
	readonly html: string;
	/** Targets of the pictures that the HTML names by `src`. */
	readonly pictures: readonly string[];
}

const notShown = new Set(['sldnum', 'dt', 'ftr', 'hdr', 'sldimg']);

/** Text, tables and pictures of a slide, in the order in which they stand there. */
export function slideHtml(slide: XmlElement, targets: Targets): SlideContent {
	const shapes = shapesIn(slide.find('sptree'));
	const titleShape = shapes.find((shape) => /^(?:ctr)?title$/.test(placeOf(shape) ?? ''));
	const title = titleShape ? plainText(titleShape) : '';
	const pictures: string[] = [];
	const html = shapes
		.filter((shape) => shape !== titleShape && !notShown.has(placeOf(shape) ?? ''))
		.map((shape) => {
			if (shape.name === 'pic') return pictureHtml(shape, targets, pictures);
			const table = shape.find('tbl');
			return table ? tableHtml(table) : textHtml(shape, targets);
		})
		.join('\n');
	return { title, html, pictures };
}

/** What the speaker notes to a slide say; the slide's number and picture beside them are none of it. */
export function notesHtml(notes: XmlElement): string {
	return shapesIn(notes.find('sptree'))
		.filter((shape) => placeOf(shape) === 'body')
		.map((shape) => textHtml(shape, new Map(), false))
		.join('\n');
}

function shapesIn(tree: XmlElement | undefined): readonly XmlElement[] {
	return (tree?.children ?? []).flatMap((one) => {
		if (one.name === 'grpsp') return shapesIn(one);
		// Newer programs write a shape twice, the second time for older ones.
		if (one.name === 'alternatecontent') return shapesIn(one.child('choice') ?? one.child('fallback'));
		return ['sp', 'pic', 'graphicframe'].includes(one.name) ? [one] : [];
	});
}

/** `title`, `body` and the like; undefined for what stands freely. */
function placeOf(shape: XmlElement): string | undefined {
	const place = shape.children.find(({ name }) => /^nv\w+pr$/.test(name))?.find('ph');
	return place && (place.attribute('type')?.toLowerCase() ?? 'body');
}

function plainText(shape: XmlElement): string {
	return (shape.child('txbody')?.all('p') ?? [])
		.map((paragraph) =>
			runsOf(paragraph)
				.map(({ text }) => text)
				.join(''),
		)
		.join(' ')
		.replace(/\s+/g, ' ')
		.trim();
}

interface Run {
	readonly text: string;
	readonly bold: boolean;
	readonly italic: boolean;
	readonly link: string | undefined;
}

function runsOf(paragraph: XmlElement): readonly Run[] {
	return paragraph.children.flatMap((one): Run[] => {
		const none = { bold: false, italic: false, link: undefined };
		if (one.name === 'br') return [{ text: '\n', ...none }];
		if (one.name !== 'r' && one.name !== 'fld') return [];
		const look = one.child('rpr');
		return [
			{
				text: one.child('t')?.text ?? '',
				bold: look?.attribute('b') === '1',
				italic: look?.attribute('i') === '1',
				link: look?.child('hlinkclick')?.attribute('r:id'),
			},
		];
	});
}

interface Line {
	readonly html: string;
	readonly level: number;
	readonly list: 'ul' | 'ol' | null;
}

/** Text in the place that the layout has for it is a list, as programs show it, unless it says otherwise. */
function textHtml(shape: XmlElement, targets: Targets, mayList = true): string {
	const paragraphs = shape.child('txbody')?.all('p') ?? [];
	const isPlace = mayList && placeOf(shape) === 'body' && paragraphs.length > 1;
	const lines = paragraphs
		.map((paragraph): Line => {
			const look = paragraph.child('ppr');
			const level = Math.min(8, Number(look?.attribute('lvl') ?? 0) || 0);
			const list = look?.child('buautonum')
				? 'ol'
				: look?.child('bunone')
					? null
					: look?.child('buchar') || isPlace
						? 'ul'
						: null;
			return { html: runsHtml(runsOf(paragraph), targets), level, list };
		})
		.filter(({ html }) => html.trim() !== '');
	return linesHtml(lines);
}

function runsHtml(runs: readonly Run[], targets: Targets): string {
	return runs
		.map(({ text, bold, italic, link }) => {
			const address = link === undefined ? undefined : targets.get(link);
			const words = escapeHtml(text).replaceAll('\n', '<br>').replaceAll('\v', '<br>');
			const strong = bold && text.trim() !== '' ? `<strong>${words}</strong>` : words;
			const styled = italic && text.trim() !== '' ? `<em>${strong}</em>` : strong;
			return address !== undefined && /^(?:https?:|mailto:)/i.test(address)
				? `<a href="${escapeHtml(address)}">${styled}</a>`
				: styled;
		})
		.join('');
}

function linesHtml(lines: readonly Line[]): string {
	const open: ('ul' | 'ol')[] = [];
	const pieces: string[] = [];
	const closeTo = (depth: number) => {
		while (open.length > depth) pieces.push(`</li></${open.pop() ?? 'ul'}>`);
	};
	for (const { html, level, list } of lines) {
		if (list === null) {
			closeTo(0);
			pieces.push(`<p>${html}</p>`);
			continue;
		}
		const depth = Math.min(level, open.length) + 1;
		closeTo(depth);
		if (open.length === depth && open.at(-1) === list) pieces.push('</li>');
		else {
			closeTo(depth - 1);
			open.push(list);
			pieces.push(`<${list}>`);
		}
		pieces.push(`<li>${html}`);
	}
	closeTo(0);
	return pieces.join('');
}

function tableHtml(table: XmlElement): string {
	const rows = table
		.all('tr')
		.map((row) =>
			row
				.all('tc')
				.map((cell) =>
					(cell.child('txbody')?.all('p') ?? [])
						.map((paragraph) => runsHtml(runsOf(paragraph), new Map()))
						.join('<br>'),
				),
		);
	const line = (cells: readonly string[], tag: string) =>
		`<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
	const [head, ...rest] = rows;
	if (!head) return '';
	return `<table><thead>${line(head, 'th')}</thead><tbody>${rest.map((row) => line(row, 'td')).join('')}</tbody></table>`;
}

function pictureHtml(picture: XmlElement, targets: Targets, pictures: string[]): string {
	const target = targets.get(picture.find('blip')?.attribute('r:embed') ?? '');
	if (target === undefined) return '';
	const description = picture.find('cnvpr')?.attribute('descr') ?? '';
	pictures.push(target);
	return `<p><img src="${escapeHtml(pictureName(target))}" alt="${escapeHtml(description.replace(/\s+/g, ' '))}"></p>`;
}

/** Under which a picture lies beside the slides. */
export function pictureName(target: string): string {
	return `bilder/${(target.split('/').at(-1) ?? '').replace(/[^\w.-]/g, '_')}`;
}

export function escapeHtml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
