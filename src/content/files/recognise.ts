import { fileTypeFromBuffer } from 'file-type';
import { VerbundError } from '../../errors.ts';

/** The type of a file by its first bytes; what it calls itself does not count. */
export async function recognise(head: Uint8Array): Promise<string> {
	const recognised = await fileTypeFromBuffer(head);
	// Texts that a browser could run are plain text here.
	const isMarkup = recognised !== undefined && /xml|html|javascript/.test(recognised.ext);
	if (recognised && !isMarkup) return recognised.mime;
	return isText(head) ? 'text/plain' : 'application/octet-stream';
}

/**
 * Refuses what can only do harm: programs, whatever they are called, and files that claim to be what they are not.
 *
 * @throws VerbundError `files.typeRefused`, `files.nameMisleads`
 */
export function requireHarmless({ name, mediaType }: { name: string; mediaType: string }): void {
	const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
	if (programs.has(mediaType) || programEndings.has(ending)) throw new VerbundError('files.typeRefused');
	const claimed = claims.get(ending);
	const isKnown = mediaType !== 'application/octet-stream' && mediaType !== 'text/plain';
	if (claimed && isKnown && !claimed.includes(mediaType)) {
		throw new VerbundError('files.nameMisleads', { values: { name } });
	}
}

const programs = new Set([
	'application/x-msdownload',
	'application/x-elf',
	'application/x-mach-binary',
	'application/x-ms-shortcut',
	'application/vnd.android.package-archive',
	'application/java-vm',
]);

const programEndings = new Set(
	'bat cmd com cpl exe hta jar js jse lnk msi msp ps1 reg scr vb vbe vbs wsf wsh'.split(' '),
);

const office = ['application/zip', 'application/x-cfb'];
const claims: ReadonlyMap<string, readonly string[]> = new Map([
	['pdf', ['application/pdf']],
	['png', ['image/png', 'image/apng']],
	['jpg', ['image/jpeg']],
	['jpeg', ['image/jpeg']],
	['gif', ['image/gif']],
	['webp', ['image/webp']],
	['docx', [...office, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document']],
	['xlsx', [...office, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']],
	['pptx', [...office, 'application/vnd.openxmlformats-officedocument.presentationml.presentation']],
	['odt', [...office, 'application/vnd.oasis.opendocument.text']],
	['ods', [...office, 'application/vnd.oasis.opendocument.spreadsheet']],
	['odp', [...office, 'application/vnd.oasis.opendocument.presentation']],
]);

/** No control characters but those that texts have, and UTF-8 but for a character that the end cuts through. */
function isText(head: Uint8Array): boolean {
	if (head.length === 0 || head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return false;
	const text = new TextDecoder('utf-8').decode(head, { stream: true });
	return !text.includes('\uFFFD');
}
