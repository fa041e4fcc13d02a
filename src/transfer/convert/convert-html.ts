import { htmlToMarkdown, type HtmlText } from './html-to-markdown.ts';
import type { Surroundings } from './converted-text.ts';

/** @param bytes UTF-8, or the old German encoding where it is no UTF-8 or the page says so */
export function convertHtml(bytes: Uint8Array, surroundings: Surroundings): HtmlText {
	return htmlToMarkdown(decode(bytes), surroundings);
}

function decode(bytes: Uint8Array): string {
	const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
	const [, named = ''] = /<meta[^>]+charset=["']?([\w-]+)/i.exec(head) ?? [];
	if (/^(?:iso-8859|windows-125)/i.test(named)) return new TextDecoder('windows-1252').decode(bytes);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}
