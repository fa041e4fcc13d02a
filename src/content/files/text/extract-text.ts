import { readFile } from 'node:fs/promises';
import { readOfficeText } from './office-text.ts';
import { readCompoundKind, type CompoundKind } from './old-office.ts';
import { readPdfText } from './pdf-text.ts';

/**
 * How it went: `unknown` is a kind of file that holds no text, or none that is read here; `oldWord` and the like are
 * formats of before 2007.
 */
export type ExtractedText =
	| { readonly state: 'read'; readonly text: string }
	| { readonly state: 'empty' | 'unreadable' | CompoundKind };

/** More of a file is not searched. */
const longestText = 500_000;

/** Reads a file of a stranger: run it where time and memory are limited. */
export async function extractText(path: string, mediaType: string): Promise<ExtractedText> {
	const read = readerFor(mediaType);
	if (!read) return { state: 'unknown' };
	const outcome = await read(path);
	if (typeof outcome !== 'string') return outcome;
	const text = tidy(outcome).slice(0, longestText).toWellFormed();
	return text === '' ? { state: 'empty' } : { state: 'read', text };
}

type TextReader = (path: string) => Promise<string | { readonly state: CompoundKind }>;

function readerFor(mediaType: string): TextReader | null {
	if (mediaType === 'application/pdf') return readPdfText;
	if (mediaType === 'text/plain') return readPlainText;
	if (mediaType === 'application/x-cfb') return readCompoundKind;
	const isOffice =
		mediaType === 'application/zip' || /^application\/vnd\.(?:openxmlformats|oasis)/.test(mediaType);
	return isOffice ? readOfficeText : null;
}

async function readPlainText(path: string): Promise<string> {
	return new TextDecoder('utf-8').decode(await readFile(path));
}

/** Lines as they are, without what only spaces them. */
function tidy(text: string): string {
	return text
		.replaceAll('\0', '')
		.replace(/[^\S\n]+/g, ' ')
		.replace(/ ?\n ?/g, '\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}
