import decodeQR from 'qr/decode.js';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { SeededItem } from '../harness/seed.ts';
import { browse } from '../harness/browser.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
let item: SeededItem;

beforeAll(async () => {
	hub = await startTestHub();
	item = await hub.seed.item({
		title: 'Aufzug steht',
		fields: {
			steps: [
				{ title: 'Notruf drücken' },
				{ title: 'Warten' },
				{ title: 'Warten' },
				{ title: '<b>Über</b> & "Ruhe"' },
			],
			forms: [{ title: 'Störungsblatt', url: 'https://formulare.example/stoerung' }],
		},
		audience: ['network'],
	});
});

test('the code on the screen leads to the item; that of a step to this step and no other', async () => {
	const page = await browse(hub, 'reader');
	await page.goto(item.url);
	await page.getByText('Weitere …').click();
	await page.getByRole('link', { name: 'QR-Code' }).click();
	await page.waitForURL(/\/qr/);
	const whole = await scan(page);
	await page.getByRole('link', { name: '3. Warten' }).click();
	await page.waitForURL(/part=steps-warten-2/);
	const step = await scan(page);
	const shown = await page.locator('figcaption').innerText();

	await page.goto(step.replace(/^https?:\/\/[^/]+/, ''));

	expect(new URL(whole).pathname).toBe(`/i/${item.id}`);
	expect(shown).toContain(step);
	expect(await page.locator('.step:target .step-number').innerText()).toBe('3');
	await page.context().close();
});

test('every step has a code, links do not, and titles are text', async () => {
	const { text } = await hub.as.reader.get(`/i/${item.id}/qr`);

	for (const part of ['1. Notruf drücken', '4. &#60;b&#62;Über', 'part=steps-warten-2']) {
		expect(text.replaceAll('&lt;', '&#60;').replaceAll('&gt;', '&#62;')).toContain(part);
	}
	expect(text).not.toContain('Störungsblatt');
	expect(text).not.toContain('<b>Über');
});

test.each(['gibt-es-nicht', '"><script>', 'x'.repeat(5000)])(
	'a place that is not in the text, %.20s, leads to the whole text',
	async (part) => {
		const { status, text } = await hub.as.reader.get(`/i/${item.id}/qr?part=${encodeURIComponent(part)}`);

		expect(status).toBe(200);
		expect(text).toContain(`/i/${item.id}</span>`);
	},
);

test('on paper there is the code, what it leads to and the address, large', async () => {
	const page = await browse(hub, 'reader');
	await page.goto(`/i/${item.id}/qr`);
	await page.emulateMedia({ media: 'print' });

	const code = await page.locator('.qr-code').boundingBox();

	expect(code?.width).toBeGreaterThan(400);
	expect(await page.getByText('Wohin der Code führt').isVisible()).toBe(false);
	expect(await page.locator('.scan-address').isVisible()).toBe(true);
	await page.context().close();
});

/** Reads the code off the screen, as a telephone does. */
async function scan(page: Page): Promise<string> {
	const png = await page.locator('main .qr-code:visible').screenshot();
	const pixels = await page.evaluate(
		async ([base64, side]) => {
			const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
			const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
			const context = new OffscreenCanvas(side, side).getContext('2d');
			context?.drawImage(bitmap, 0, 0, side, side);
			const { data = new Uint8ClampedArray() } = context?.getImageData(0, 0, side, side) ?? {};
			return btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(''));
		},
		[png.toString('base64'), side] as const,
	);
	return decodeQR({ width: side, height: side, data: Buffer.from(pixels, 'base64') });
}

/** Pixels of the picture that is read. */
const side = 240;
