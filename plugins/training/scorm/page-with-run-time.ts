import type { RunTimeStart } from './run-time.ts';

export interface ServedPage {
	readonly html: string;
	/** With the characters that the bytes turned out to be in. */
	readonly contentType: string;
}

/**
 * A page of a package with the run-time as its first script. Its characters are found out here, because the declaration
 * that a browser looks for among the first bytes has moved away from there.
 */
export function pageWithRunTime(
	bytes: Uint8Array,
	mediaType: string,
	{ scriptUrl, start }: { readonly scriptUrl: string; readonly start: RunTimeStart },
): ServedPage {
	const html = decode(bytes);
	const script = `<script src="${escape(scriptUrl)}" data-start="${escape(JSON.stringify(start))}"></script>`;
	const at = placeOf(html);
	return {
		html: html.slice(0, at) + script + html.slice(at),
		contentType: `${mediaType}; charset=utf-8`,
	};
}

/** Behind the opening tag of the head, else of the page, else behind the document type. */
function placeOf(html: string): number {
	for (const pattern of [
		/<head(?:\s[^<>]*)?>/i,
		/<html(?:\s[^<>]*)?>/i,
		/^\s*(?:<\?xml[^>]*>\s*)?<!doctype[^>]*>/i,
	]) {
		const found = pattern.exec(html);
		if (found) return found.index + found[0].length;
	}
	return 0;
}

function decode(bytes: Uint8Array): string {
	const start = Buffer.from(bytes.subarray(0, 4096));
	const utf16 =
		start[0] === 0xff && start[1] === 0xfe
			? 'utf-16le'
			: start[0] === 0xfe && start[1] === 0xff
				? 'utf-16be'
				: null;
	if (utf16 !== null) return new TextDecoder(utf16).decode(bytes);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		const declared = /charset=["']?\s*([\w-]{1,40})/i.exec(start.toString('latin1'))?.[1] ?? '';
		return decoderOf(declared).decode(bytes);
	}
}

function decoderOf(label: string): { decode(bytes: Uint8Array): string } {
	try {
		return new TextDecoder(/^utf-?8$/i.test(label) ? 'windows-1252' : label);
	} catch {
		return new TextDecoder('windows-1252');
	}
}

function escape(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('"', '&quot;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;');
}
