/** A name as part of a path: percent-encoded bytes, whatever encoding they are in. */
export function encodeName(bytes: Buffer): string {
	const text = decodeUtf8(bytes);
	if (text !== null) return encodeURIComponent(text);
	return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** The bytes of a name; null for what is no name: nothing, `.`, `..`, with a slash or NUL. */
export function nameBytes(part: string): Buffer | null {
	if (/%(?![\da-f]{2})/i.test(part)) return null;
	const bytes = Buffer.concat(
		part
			.split(/(%[\da-f]{2})/i)
			.map((piece) =>
				/^%[\da-f]{2}$/i.test(piece) ? Buffer.from(piece.slice(1), 'hex') : Buffer.from(piece, 'utf8'),
			),
	);
	const isName = bytes.length > 0 && !bytes.includes(0) && !bytes.includes(47);
	return isName && !['.', '..'].includes(bytes.toString('latin1')) ? bytes : null;
}

/** The same for all names of a path. */
export function pathBytes(path: string): readonly Buffer[] | null {
	const names = path.split('/').map(nameBytes);
	return names.every((name) => name !== null) ? names : null;
}

/** How a name is shown: as text without signs that cannot be seen; in no known encoding, as old Windows wrote it. */
export function shownName(part: string): string {
	const bytes = nameBytes(part) ?? Buffer.from(part);
	const text = decodeUtf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
	const shown = text
		.normalize('NFC')
		.replace(/[\p{Control}\p{Format}\p{Surrogate}\u2028\u2029]/gu, '')
		.trim();
	return shown === '' ? '?' : shown;
}

/** Names of a path from the top, as they are shown. */
export function shownNames(path: string): readonly string[] {
	return path.split('/').map(shownName);
}

/** Sorted as people sort: without capitals and accents, and 9 before 10. */
export function sortName(name: string): string {
	return name
		.normalize('NFKD')
		.replace(/\p{Mark}/gu, '')
		.toLowerCase()
		.replace(/\d{1,15}/g, (digits) => digits.padStart(15, '0'));
}

export function parentOf(path: string): string {
	return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

export function lastName(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

function decodeUtf8(bytes: Buffer): string | null {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return null;
	}
}
