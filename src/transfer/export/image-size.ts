export interface ImageSize {
	readonly type: 'png' | 'jpg' | 'gif';
	readonly width: number;
	readonly height: number;
}

/** What Word can show, and how large it is; null for all else. */
export function imageSize(bytes: Buffer): ImageSize | null {
	if (bytes.length < 32) return null;
	if (bytes.readUInt32BE(0) === 0x89504e47)
		return sized('png', bytes.readUInt32BE(16), bytes.readUInt32BE(20));
	if (bytes.toString('latin1', 0, 4) === 'GIF8')
		return sized('gif', bytes.readUInt16LE(6), bytes.readUInt16LE(8));
	return bytes.readUInt16BE(0) === 0xffd8 ? jpegSize(bytes) : null;
}

/** The frame header (SOF) stands behind segments that each say how long they are. */
function jpegSize(bytes: Buffer): ImageSize | null {
	let at = 2;
	while (at + 9 < bytes.length) {
		const marker = bytes.readUInt16BE(at);
		const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
		if (isFrame) return sized('jpg', bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
		if (marker < 0xff00) return null;
		at += 2 + bytes.readUInt16BE(at + 2);
	}
	return null;
}

function sized(type: ImageSize['type'], width: number, height: number): ImageSize | null {
	return width > 0 && height > 0 ? { type, width, height } : null;
}
