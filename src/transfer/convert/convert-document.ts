import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { longestTitle } from '../../content/draft-text.ts';
import { formatContentFile } from '../../content/transfer/markdown-file.ts';
import { VerbundError } from '../../errors.ts';
import type { Conversion, ConversionPlan, SourceDocument } from './conversion-plan.ts';
import { convertHtml } from './convert-html.ts';
import { convertMarkdown, type MarkdownText } from './convert-markdown.ts';
import { convertWord } from './convert-word.ts';
import type { DocumentSurroundings, SourceMap } from './surroundings.ts';

/** Pages may carry their pictures in themselves. */
const largestPage = 30_000_000;
const largestText = 1_000_000;

/** Writes a document of the source as a Markdown file. @throws VerbundError `import.*` */
export async function convertDocument(
	{ sourceFolder, targetFolder }: ConversionPlan,
	map: SourceMap,
	document: SourceDocument,
): Promise<Conversion> {
	const around = map.around(document);
	const read = await readDocument(join(sourceFolder, document.source), document, around);
	const title = (document.title ?? read.title ?? document.name).replace(/\s+/g, ' ').trim() || document.name;
	if (Buffer.byteLength(read.markdown) > largestText) throw tooLarge(largestText);
	if (read.markdown.trim() === '') around.note({ code: 'empty' });
	const path = join(targetFolder, document.target);
	await mkdir(dirname(path), { recursive: true });
	await writeFile(
		path,
		formatContentFile({
			title: title.slice(0, longestTitle),
			summary: read.summary,
			tags: [...new Set([...(document.tags ?? []), ...read.tags])].slice(0, 30),
			body: read.markdown,
		}),
	);
	return { title, files: [...around.files], notes: around.notes };
}

async function readDocument(
	path: string,
	{ format }: SourceDocument,
	around: DocumentSurroundings,
): Promise<MarkdownText> {
	if (format === 'word') return bare(await convertWord(path, around));
	const limit = format === 'html' ? largestPage : largestText;
	if ((await stat(path)).size > limit) throw tooLarge(limit);
	const bytes = await readFile(path);
	if (bytes.subarray(0, 4096).includes(0)) throw new VerbundError('import.notText');
	return format === 'html' ? bare(convertHtml(bytes, around)) : convertMarkdown(decode(bytes), around);
}

function bare({ title, markdown }: Pick<MarkdownText, 'title' | 'markdown'>): MarkdownText {
	return { title, markdown, summary: '', tags: [] };
}

function decode(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch (error) {
		throw new VerbundError('import.notUtf8', { cause: error });
	}
}

function tooLarge(limit: number): VerbundError {
	return new VerbundError('import.tooLarge', { values: { megabytes: Math.floor(limit / 1_000_000) } });
}
