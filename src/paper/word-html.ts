import mammoth from 'mammoth';
import { sanitise } from '../content/markdown/sanitise.ts';

export interface WordHtml {
	/** Sanitised; pictures have the addresses of `images`. */
	readonly html: string;
	readonly images: Readonly<Record<string, Uint8Array>>;
}

/** The text of a Word file with its structure, without its looks. Heads and feet of its pages are not in it. */
export async function readWordHtml(bytes: Uint8Array): Promise<WordHtml> {
	const images: Record<string, Uint8Array> = {};
	const { value } = await mammoth.convertToHtml(
		{ buffer: Buffer.from(bytes) },
		{
			styleMap: ["p[style-name='Title'] => h2:fresh", "p[style-name='Titel'] => h2:fresh"],
			convertImage: mammoth.images.imgElement(async (image) => {
				const address = `/files/in-word/${Object.keys(images).length}`;
				images[address] = await image.readAsBuffer();
				return { src: address };
			}),
		},
	);
	// The title of the page is the first level.
	const html = value.replace(/<(\/?)h1\b/g, '<$1h2');
	return { html: sanitise(html), images };
}
