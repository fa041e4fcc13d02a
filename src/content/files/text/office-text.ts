import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { numbersOfCells } from './cell-numbers.ts';
import { textOfXml } from './xml-text.ts';

/** What may be in a document, so that a small file cannot become a large one. */
const limits = { entries: 20_000, bytesOfEntry: 64_000_000, bytes: 128_000_000, ratio: 500 };

/** Parts of Word, Excel, PowerPoint and OpenDocument files that hold what people wrote. */
const textParts = [
	/^word\/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml$/,
	/^xl\/(?:workbook|sharedStrings|worksheets\/sheet\d+)\.xml$/,
	/^ppt\/(?:slides\/slide|notesSlides\/notesSlide)\d+\.xml$/,
	/^content\.xml$/,
];

/** Text of a document that is an archive of XML. Throws for what is broken or larger than any document. */
export async function readOfficeText(
	path: string,
): Promise<string | { readonly state: 'encrypted' | 'unknown' }> {
	const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
	try {
		const parts = await partsOf(zip);
		if (parts === 'encrypted') return { state: 'encrypted' };
		if (parts.length === 0) return { state: 'unknown' };
		const texts: string[] = [];
		let left = limits.bytes;
		for (const part of parts) {
			const xml = await readEntry(zip, part, Math.min(left, limits.bytesOfEntry));
			left -= xml.length;
			const written = xml.toString('utf8');
			texts.push(textOfXml(written, part.fileName));
			if (part.fileName.startsWith('xl/worksheets/')) texts.push(numbersOfCells(written));
		}
		return texts.join('\n');
	} finally {
		zip.close();
	}
}

async function partsOf(zip: ZipFile): Promise<readonly Entry[] | 'encrypted'> {
	if (zip.entryCount > limits.entries) throw new Error('More parts than a document has.');
	const parts: Entry[] = [];
	for await (const entry of zip.eachEntry()) {
		if (entry.fileName === 'META-INF/manifest.xml') {
			const manifest = await readEntry(zip, entry, limits.bytesOfEntry);
			if (manifest.includes('manifest:encryption-data')) return 'encrypted';
		}
		if (!textParts.some((pattern) => pattern.test(entry.fileName))) continue;
		if (entry.isEncrypted()) return 'encrypted';
		parts.push(entry);
	}
	return parts.sort((a, b) => a.fileName.localeCompare(b.fileName, 'en', { numeric: true }));
}

async function readEntry(zip: ZipFile, entry: Entry, most: number): Promise<Buffer> {
	const packed = Math.max(entry.compressedSize, 1);
	const isBomb = entry.uncompressedSize > 1_000_000 && entry.uncompressedSize / packed > limits.ratio;
	if (entry.uncompressedSize > most || isBomb) throw new Error('More text than a document has.');
	const chunks: Buffer[] = [];
	// A size that is a lie ends the stream with an error.
	for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks);
}
