import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { VerbundError } from '../errors.ts';

/** An image that browsers show without running anything in it. */
export interface LogoImage {
	readonly mediaType: string;
	readonly bytes: Buffer;
	/** Hexadecimal SHA-256. */
	readonly digest: string;
	readonly width: number;
	readonly height: number;
}

/** What Word and PDF can hold. */
export const printableImages: readonly string[] = ['image/png', 'image/jpeg'];

const largestLogo = 500_000;
const longestSide = 4000;

const sizeReaders: Readonly<Record<string, (bytes: Buffer) => ImageSize | null>> = {
	'image/png': sizeOfPng,
	'image/jpeg': sizeOfJpeg,
	'image/webp': sizeOfWebp,
};

interface ImageSize {
	readonly width: number;
	readonly height: number;
}

/**
 * Recognises a PNG, JPEG or WebP image by its content.
 *
 * @param encoded the file in base64
 * @param kinds media types that are taken
 * @throws VerbundError `files.typeRefused` or `files.tooLarge`, naming the field `image`
 */
export async function readLogoImage(
	encoded: string,
	kinds: readonly string[] = Object.keys(sizeReaders),
): Promise<LogoImage> {
	const bytes = Buffer.from(encoded, 'base64');
	if (bytes.length > largestLogo) throw refused('files.tooLarge', 'field.imageTooLarge');
	const { mime: mediaType = '' } = (await fileTypeFromBuffer(bytes)) ?? {};
	const size = kinds.includes(mediaType) ? (sizeReaders[mediaType]?.(bytes) ?? null) : null;
	if (!size || size.width < 1 || size.height < 1) {
		const isPrinted = !kinds.includes('image/webp');
		throw refused('files.typeRefused', isPrinted ? 'field.printedImageKind' : 'field.imageKind');
	}
	if (Math.max(size.width, size.height) > longestSide) throw refused('files.tooLarge', 'field.imageTooWide');
	return { mediaType, bytes, digest: createHash('sha256').update(bytes).digest('hex'), ...size };
}

function refused(code: 'files.tooLarge' | 'files.typeRefused', message: string): VerbundError {
	const values = { kilobytes: largestLogo / 1000, megabytes: largestLogo / 1_000_000, pixels: longestSide };
	return new VerbundError(code, { values, fields: [{ path: 'image', message, values }] });
}

/** Width and height stand in the first chunk. */
function sizeOfPng(bytes: Buffer): ImageSize | null {
	return bytes.length < 24 ? null : { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** In the first segment that begins a frame (SOF0 to SOF15, without DHT, JPG and DAC). */
function sizeOfJpeg(bytes: Buffer): ImageSize | null {
	let offset = 2;
	while (offset + 9 < bytes.length) {
		if (bytes[offset] !== 0xff) return null;
		const marker = bytes[offset + 1] ?? 0;
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) return { width: bytes.readUInt16BE(offset + 7), height: bytes.readUInt16BE(offset + 5) };
		offset += 2 + bytes.readUInt16BE(offset + 2);
	}
	return null;
}

/** Lossy, lossless and extended files say it at different places. */
function sizeOfWebp(bytes: Buffer): ImageSize | null {
	if (bytes.length < 30) return null;
	const kind = bytes.toString('latin1', 12, 16);
	if (kind === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
	if (kind === 'VP8 ')
		return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
	if (kind !== 'VP8L') return null;
	const packed = bytes.readUInt32LE(21);
	return { width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
}
