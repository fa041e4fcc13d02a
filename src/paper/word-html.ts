import { createHash } from 'node:crypto';
import mammoth from 'mammoth';
import { VerbundError } from '../errors.ts';
import { sanitise } from '../content/markdown/sanitise.ts';
import { takeMargins } from './word-margins.ts';

export interface WordHtml {
	/** Sanitised; pictures have the addresses of `images`. */
	readonly html: string;
	readonly images: Readonly<Record<string, Uint8Array>>;
}

/** Where pictures of a Word file are while it is read; behind it stands their digest. */
export const pictureFolder = '/files/in-word/';

/**
 * The text of a Word file with its structure, between head and foot of its first page, without its looks.
 *
 * @throws VerbundError `import.broken`
 */
export async function readWordHtml(bytes: Uint8Array): Promise<WordHtml> {
	const images: Record<string, Uint8Array> = {};
	const { head, foot } = takeMargins(bytes);
	const parts: string[] = [];
	try {
		for (const part of [head, bytes, foot]) if (part) parts.push(await toHtml(part, images));
	} catch (cause) {
		throw new VerbundError('import.broken', { cause });
	}
	return { html: parts.filter((part) => part !== '').join('<hr>'), images };
}

export function pictureDigest(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

async function toHtml(bytes: Uint8Array, images: Record<string, Uint8Array>): Promise<string> {
	const { value } = await mammoth.convertToHtml(
		{ buffer: Buffer.from(bytes) },
		{
			styleMap: ["p[style-name='Title'] => h2:fresh", "p[style-name='Titel'] => h2:fresh"],
			convertImage: mammoth.images.imgElement(async (image) => {
				const picture = await image.readAsBuffer();
				const address = pictureFolder + pictureDigest(picture);
				images[address] = picture;
				return { src: address };
			}),
		},
	);
	// The title of the page is the first level.
	return sanitise(value.replace(/<(\/?)h1\b/g, '<$1h2'));
}
