import { cleanHtml } from '../../../document/clean-html.ts';

/** Takes from pasted HTML what Word, mail programs and web pages put around the text. */
export function cleanPastedHtml(html: string): string {
	const { body } = new DOMParser().parseFromString(withoutActing(html), 'text/html');
	// What ProseMirror itself has copied is as it should be.
	if (body.querySelector('[data-pm-slice]')) return html;
	cleanHtml(body);
	return body.innerHTML;
}

/** The security policy refuses styles and handlers even in a page that nobody sees, so they become mere data. */
function withoutActing(html: string): string {
	return html
		.replace(/<style[^>]*>[^]*?<\/style>/gi, '')
		.replace(/<[a-z][^>]*>/gi, (tag) =>
			tag.replace(/\sstyle(?=\s*=)/gi, ' data-style').replace(/\son[a-z]+(?=\s*=)/gi, ' data-on'),
		);
}
