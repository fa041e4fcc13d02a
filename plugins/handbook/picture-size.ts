export interface PictureSize {
	readonly width: number;
	readonly height: number;
}

/** In pixels, from the first 30 bytes of a WebP or PNG file. @throws Error if it is neither */
export function pictureSize(start: Buffer): PictureSize {
	if (start.length < 30) throw new Error('It is too short.');
	if (start.toString('latin1', 1, 4) === 'PNG')
		return { width: start.readUInt32BE(16), height: start.readUInt32BE(20) };
	if (start.toString('latin1', 8, 12) !== 'WEBP') throw new Error('It is neither WebP nor PNG.');
	switch (start.toString('latin1', 12, 16)) {
		case 'VP8 ':
			return { width: start.readUInt16LE(26) & 0x3fff, height: start.readUInt16LE(28) & 0x3fff };
		case 'VP8L': {
			const bits = start.readUInt32LE(21);
			return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
		}
		default:
			return { width: start.readUIntLE(24, 3) + 1, height: start.readUIntLE(27, 3) + 1 };
	}
}
