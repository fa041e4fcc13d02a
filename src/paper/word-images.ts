import type Docxtemplater from 'docxtemplater';
import type PizZip from 'pizzip';
import { escapeHtml } from '../content/markdown/escape.ts';
import type { PlaceholderValue } from '../content/placeholders/placeholder-values.ts';

type ImageValue = PlaceholderValue & { readonly kind: 'image' };

export interface WordImages {
	/** Writes a drawing where others write text. */
	readonly module: Docxtemplater.DXT.Module;
	/** Null where the picture is not there. */
	drawing(image: ImageValue): string | null;
	/** Tells all parts of the file about the pictures. */
	finish(): void;
}

const relationship = 'rVerbundImage';
/** English Metric Units, of which a pixel at 96 to the inch has this many. */
const unitsOfPixel = 9525;
/** In pixels: 16 by 4 centimetres. */
const largest = { width: 605, height: 151 };

export function createWordImages(zip: PizZip, images: Readonly<Record<string, Uint8Array>>): WordImages {
	let used: { readonly name: string; readonly bytes: Uint8Array; readonly type: string } | null = null;
	let count = 0;

	return {
		module: {
			name: 'Images',
			matchers: () => [['organisation.letterhead', 'letterhead', { section: 'letterhead' }]],
			render(part, { scopeManager }) {
				if (part.type !== 'placeholder' || part.module !== 'letterhead') return null;
				const found: unknown = scopeManager.getValue(part.value, { part });
				const written = typeof found === 'string' ? found : '';
				const value = written.startsWith('<w:drawing>') ? outOfText(written) : escapeHtml(written);
				return { value, errors: [] };
			},
		},
		drawing(image) {
			const bytes = images[image.url];
			if (!bytes) return null;
			const type = bytes[0] === 0x89 ? 'png' : 'jpeg';
			used = { name: `verbund-letterhead.${type}`, bytes, type };
			count += 1;
			return drawingOf(image, firstId + count);
		},
		finish() {
			if (!used) return;
			zip.file(`word/media/${used.name}`, used.bytes);
			addContentType(zip, used.type);
			for (const name of Object.keys(zip.files).filter((file) =>
				/^word\/(?:document|header\d*|footer\d*)\.xml$/.test(file),
			))
				relate(zip, name, used.name);
		},
	};
}

const firstId = 9000;

/** It stands beside the text of its run, not in it. */
function outOfText(drawing: string): string {
	return `</w:t>${drawing}<w:t xml:space="preserve">`;
}

function drawingOf({ width, height, alt }: ImageValue, id: number): string {
	const scale = Math.min(1, largest.width / width, largest.height / height);
	const [cx, cy] = [width, height].map((side) => Math.round(side * scale * unitsOfPixel));
	const words = escapeHtml(alt);
	return `<w:drawing><wp:inline xmlns:wp="${drawingml}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">
		<wp:extent cx="${cx}" cy="${cy}"/><wp:docPr id="${id}" name="${words}" descr="${words}"/>
		<a:graphic xmlns:a="${drawingml}/main"><a:graphicData uri="${drawingml}/picture">
		<pic:pic xmlns:pic="${drawingml}/picture"><pic:nvPicPr><pic:cNvPr id="${id}" name="${words}" descr="${words}"/><pic:cNvPicPr/></pic:nvPicPr>
		<pic:blipFill><a:blip xmlns:r="${office}" r:embed="${relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
		<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
		</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`.replace(/>\s+</g, '><');
}

const drawingml = 'http://schemas.openxmlformats.org/drawingml/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships';

function addContentType(zip: PizZip, type: string): void {
	const path = '[Content_Types].xml';
	const types = zip.file(path)?.asText() ?? '';
	if (new RegExp(`Extension="${type}"`, 'i').test(types)) return;
	zip.file(
		path,
		types.replace(
			/<Types\b[^>]*>/,
			(head) => `${head}<Default Extension="${type}" ContentType="image/${type}"/>`,
		),
	);
}

function relate(zip: PizZip, part: string, image: string): void {
	const path = part.replace(/^word\//, 'word/_rels/').concat('.rels');
	const one = `<Relationship Id="${relationship}" Type="${office}/image" Target="media/${image}"/>`;
	const known = zip.file(path)?.asText();
	zip.file(
		path,
		known?.includes('</Relationships>')
			? known.replace('</Relationships>', `${one}</Relationships>`)
			: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="${packageRelationships}">${one}</Relationships>`,
	);
}
