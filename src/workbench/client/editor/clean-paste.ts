import { cleanHtml } from '../../../document/clean-html.ts';

/** Takes from pasted HTML what Word, mail programs and web pages put around the text. */
export function cleanPastedHtml(html: string): string {
	const body = readPasted(html);
	// What ProseMirror itself has copied is as it should be.
	if (body.querySelector('[data-pm-slice]')) return html;
	cleanHtml(body);
	return body.innerHTML;
}

/** False for a picture alone, beside which a program lays a copy of the picture itself. */
export function hasWords(html: string): boolean {
	return readPasted(html).textContent.trim() !== '';
}

/** Pictures that stay behind: those of other hosts, and those of Word, which lie on the disk. */
export function hasForeignPictures(html: string): boolean {
	return [...readPasted(html).querySelectorAll('img')].some(
		(picture) => !picture.getAttribute('src')?.startsWith('/files/') && picture.getAttribute('width') !== '1',
	);
}

/** The security policy refuses styles and handlers even in a page that nobody sees, so they become mere data. */
function readPasted(html: string): HTMLElement {
	const harmless = html
		.replace(/<style[^>]*>[^]*?<\/style>/gi, '')
		.replace(/<[a-z][^>]*>/gi, (tag) =>
			tag.replace(/\sstyle(?=\s*=)/gi, ' data-style').replace(/\son[a-z]+(?=\s*=)/gi, ' data-on'),
		);
	return new DOMParser().parseFromString(harmless, 'text/html').body;
}
