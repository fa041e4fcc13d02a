import { expect, test } from 'vitest';
import { pictureSize } from './picture-size.ts';

const png = '89504e470d0a1a0a0000000d49484452000005a000000384080200000000';
const lossy = '52494646000000005745425056503820000000000000009d012aa0058403';
const lossless = '5249464600000000574542505650384c000000002f9fc5e0000000000000';
const extended = '5249464600000000574542505650385800000000000000009f0500830300';

test.each([
	['PNG', png],
	['WebP, lossy', lossy],
	['WebP, lossless', lossless],
	['WebP with an extended header', extended],
])('%s of 1440 by 900 pixels', (_form, hex) => {
	const start = Buffer.alloc(30);
	start.write(hex, 'hex');

	expect(pictureSize(start)).toMatchObject({ width: 1440 });
	expect(pictureSize(start).height).toBe(900);
});

test.each([
	['an empty file', Buffer.alloc(0)],
	['something else', Buffer.alloc(30, 'x')],
])('%s is refused', (_what, start) => {
	expect(() => pictureSize(start)).toThrow();
});
