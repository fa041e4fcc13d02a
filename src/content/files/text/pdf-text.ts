import { readFile } from 'node:fs/promises';
import { extractText, getDocumentProxy } from 'unpdf';

/** Words of a PDF, page by page; pictures of words are none. */
export async function readPdfText(path: string): Promise<string | { readonly state: 'encrypted' }> {
	const bytes = new Uint8Array(await readFile(path));
	try {
		const document = await getDocumentProxy(bytes, { verbosity: 0 });
		const { text } = await extractText(document, { mergePages: false });
		return text.join('\n\n');
	} catch (error) {
		if (error instanceof Error && error.name === 'PasswordException') return { state: 'encrypted' };
		throw error;
	}
}
