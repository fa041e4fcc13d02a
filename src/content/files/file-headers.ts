/** Types that a browser shows without running anything; SVG and HTML are not among them. */
const shownInline = new Set([
	'image/png',
	'image/jpeg',
	'image/gif',
	'image/webp',
	'image/avif',
	'application/pdf',
]);

interface SentFile {
	readonly name: string;
	/** Recognised from the content. */
	readonly mediaType: string;
	/** Null where it is not known beforehand. */
	readonly size: number | null;
}

/** Headers with which a stranger's file is given to a browser: nothing in it runs, whatever it holds. */
export function fileHeaders(
	{ name, mediaType, size }: SentFile,
	{ download }: { readonly download: boolean },
): Readonly<Record<string, string>> {
	const isShown = shownInline.has(mediaType) || /^(?:audio|video)\//.test(mediaType);
	const disposition = isShown && !download ? 'inline' : 'attachment';
	return {
		'Content-Type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
		...(size === null ? {} : { 'Content-Length': String(size) }),
		'Content-Disposition': contentDisposition(disposition, name),
		'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'self'",
		'X-Content-Type-Options': 'nosniff',
	};
}

/** RFC 6266: an ASCII name for old clients, the real one encoded (RFC 8187). */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
	const ascii = name.normalize('NFKD').replace(/[^\x20-\x7e]|["\\]/g, '_');
	const encoded = encodeURIComponent(name.toWellFormed()).replace(
		/['()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16)}`,
	);
	return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
