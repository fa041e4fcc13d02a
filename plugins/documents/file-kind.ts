/** What people call a file of this type; the sentence is `documents.kind.<kind>`. */
export type FileKind = 'pdf' | 'word' | 'table' | 'slides' | 'image' | 'text' | 'archive' | 'other';

const kinds: readonly (readonly [RegExp, FileKind])[] = [
	[/^application\/pdf$/, 'pdf'],
	[/wordprocessingml|opendocument\.text/, 'word'],
	[/spreadsheetml|opendocument\.spreadsheet/, 'table'],
	[/presentationml|opendocument\.presentation/, 'slides'],
	[/^image\//, 'image'],
	[/^text\//, 'text'],
	[/zip|compressed|x-tar|x-7z/, 'archive'],
];

const officeKinds: Readonly<Record<string, FileKind>> = {
	docx: 'word',
	odt: 'word',
	xlsx: 'table',
	ods: 'table',
	pptx: 'slides',
	odp: 'slides',
};

/** Office files are archives, and some say no more of themselves: there the name tells, for the eye alone. */
export function fileKind({
	mediaType,
	name,
}: {
	readonly mediaType: string;
	readonly name: string;
}): FileKind {
	const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
	if (mediaType === 'application/zip') return officeKinds[ending] ?? 'archive';
	return kinds.find(([pattern]) => pattern.test(mediaType))?.[1] ?? 'other';
}

const endings: readonly (readonly [FileKind, string])[] = [
	['pdf', 'pdf'],
	['word', 'doc docx docm dot dotx odt ott rtf'],
	['table', 'csv ods ots xls xlsm xlsx xltx'],
	['slides', 'odp otp pot potx pps ppsx ppt pptx'],
	['image', 'avif gif jpeg jpg png webp'],
	['text', 'html ini json md txt xml yaml yml'],
	['archive', '7z gz rar tar zip'],
];

/** The same for a file that lies elsewhere, of which nothing but the name is known. */
export function fileKindOfName(name: string): FileKind {
	const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
	return endings.find(([, all]) => all.split(' ').includes(ending))?.[0] ?? 'other';
}

export const kindIcons: Readonly<Record<FileKind, string>> = {
	pdf: 'file-text',
	word: 'file-text',
	table: 'file-spreadsheet',
	slides: 'presentation',
	image: 'file-image',
	text: 'file-text',
	archive: 'file-archive',
	other: 'file',
};

export type FilePreview = 'document' | 'image';

/** What the browser shows of a file that lies elsewhere. */
export function shownAs(kind: FileKind): FilePreview | null {
	if (kind === 'pdf') return 'document';
	return kind === 'image' ? 'image' : null;
}

/** Types that the browser shows in the page without running anything. */
export function previewOf(mediaType: string): FilePreview | null {
	if (mediaType === 'application/pdf') return 'document';
	return /^image\/(?:png|jpeg|gif|webp|avif)$/.test(mediaType) ? 'image' : null;
}
