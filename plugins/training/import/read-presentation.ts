import { mkdir, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { openArchive, readEntry, VerbundError, type Archive, type ArchiveEntry } from 'verbund';
import { refused } from '../refused.ts';
import { parseXml, type XmlElement } from '../xml-element.ts';
import { escapeHtml, notesHtml, pictureName, slideHtml, type Targets } from './presentation-html.ts';

export interface ReadPresentation {
	/** Path of the presentation. */
	readonly path: string;
	/** Where its slides are written, one page each. */
	readonly folder: string;
	readonly words: { readonly slide: string; readonly notes: string };
}

const mostEntries = 20_000;
const mostSlides = 1000;
const largestXml = 20_000_000;
const largestPicture = 50_000_000;
const mostBytes = 400_000_000;
const highestRatio = 200;
const ratioCountsFrom = 20_000_000;

/**
 * Writes each slide of a PowerPoint file (ECMA-376, PresentationML) as a page with its text, pictures and notes.
 *
 * @returns how many slides there are
 * @throws VerbundError `import.*` for an archive that is broken or hostile, `command.refused` for what is no presentation
 */
export async function readPresentation({ path, folder, words }: ReadPresentation): Promise<number> {
	const archive = await openArchive(path, mostEntries);
	try {
		const entries = await entriesOf(archive);
		const xml = (part: string) => xmlOf(archive, entries, part);
		const slides = await slidesOf(xml);
		await mkdir(join(folder, 'bilder'), { recursive: true });
		const written = new Set<string>();
		for (const [index, part] of slides.entries()) {
			const targets = await targetsOf(xml, part);
			const { title, html, pictures } = slideHtml(await required(xml(part)), targets);
			const notesPart = [...targets.values()].find((target) => target.includes('/notesSlides/'));
			const notes = notesPart === undefined ? null : await xml(notesPart);
			const said = notes ? notesHtml(notes) : '';
			const name = title || `${words.slide} ${index + 1}`;
			const body = said === '' ? html : `${html}<h2>${escapeHtml(words.notes)}</h2>${said}`;
			await writeFile(
				join(folder, `${String(index + 1).padStart(4, '0')}.html`),
				`<!DOCTYPE html><html><head><meta charset="utf-8"><title>${escapeHtml(name)}</title></head><body>${body}</body></html>`,
			);
			for (const picture of pictures) await keepPicture(picture, written);
		}
		return slides.length;

		async function keepPicture(target: string, known: Set<string>): Promise<void> {
			const entry = entries.get(target);
			if (!entry || known.has(target) || entry.size > largestPicture) return;
			known.add(target);
			await writeFile(join(folder, pictureName(target)), readEntry(archive, entry));
		}
	} finally {
		archive.close();
	}
}

async function entriesOf(archive: Archive): Promise<ReadonlyMap<string, ArchiveEntry>> {
	const entries = new Map<string, ArchiveEntry>();
	let bytes = 0;
	let packed = 0;
	for await (const entry of archive.entries()) {
		if (entry.isEncrypted) throw new VerbundError('import.encrypted');
		bytes += entry.size;
		packed += entry.packedSize;
		if (bytes > mostBytes || (bytes > ratioCountsFrom && bytes > packed * highestRatio))
			throw new VerbundError('import.bomb');
		if (entry.name !== null && !entry.isFolder && !entry.isLink) entries.set(entry.name, entry);
	}
	return entries;
}

async function xmlOf(
	archive: Archive,
	entries: ReadonlyMap<string, ArchiveEntry>,
	part: string,
): Promise<XmlElement | null> {
	const entry = entries.get(part);
	if (!entry) return null;
	if (entry.size > largestXml) throw new VerbundError('import.bomb');
	const chunks: Buffer[] = [];
	for await (const chunk of readEntry(archive, entry)) chunks.push(chunk);
	return parseXml(Buffer.concat(chunks));
}

type Xml = (part: string) => Promise<XmlElement | null>;

const main = 'ppt/presentation.xml';

async function slidesOf(xml: Xml): Promise<readonly string[]> {
	const presentation = await required(xml(main));
	const targets = await targetsOf(xml, main);
	const slides = (presentation.child('sldidlst')?.all('sldid') ?? []).flatMap(
		(slide) => targets.get(slide.attribute('r:id') ?? '') ?? [],
	);
	if (slides.length === 0) throw refused('training.refused.presentationEmpty');
	if (slides.length > mostSlides) throw refused('training.refused.tooManySlides', { most: mostSlides });
	return slides;
}

async function required(element: Promise<XmlElement | null>): Promise<XmlElement> {
	const found = await element;
	if (!found) throw refused('training.refused.presentationUnreadable');
	return found;
}

/** Parts beside a part, by their ids; addresses of the web as they stand. */
async function targetsOf(xml: Xml, part: string): Promise<Targets> {
	const folder = posix.dirname(part);
	const relationships = await xml(posix.join(folder, '_rels', `${posix.basename(part)}.rels`));
	return new Map(
		(relationships?.all('relationship') ?? []).map((one) => {
			const target = one.attribute('target') ?? '';
			const isOutside = one.attribute('targetmode')?.toLowerCase() === 'external';
			const path = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
			return [one.attribute('id') ?? '', isOutside ? target : path] as const;
		}),
	);
}
