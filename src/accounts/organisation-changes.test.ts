import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { readLogoImage } from './logo-image.ts';

let hub: TestApp;

beforeAll(async () => {
	hub = await createTestApp();
});

describe('two administrators who change the same organisation', () => {
	test('the second is told what stands there now, field by field, and may save again', async () => {
		const { app, as, network } = hub;
		const save = (name: string, expected: string) =>
			as.admin.execute('accounts.changeOrganisation', {
				organisationId: network.alpha,
				name,
				fields: { phone: '0123 456' },
				expected: { name: expected },
			});

		await save('Alpha Nord', 'Alpha');
		await expect(save('Alpha Süd', 'Alpha')).rejects.toMatchObject({
			code: 'command.conflict',
			fields: [{ path: 'name', message: 'field.changedTo', values: { value: 'Alpha Nord' } }],
		});
		await save('Alpha Süd', 'Alpha Nord');

		expect(await app.accounts.organisations.get(network.alpha)).toMatchObject({ name: 'Alpha Süd' });
	});

	test('a setting changed meanwhile is a conflict at its field, also when it was set for the first time', async () => {
		const { as, network } = hub;
		const save = (value: number, expected: string) =>
			as.admin.execute('settings.changeOrganisation', {
				organisationId: network.alpha,
				key: 'content.reviewMonths',
				value,
				expected,
			});

		await save(6, '');
		await expect(save(9, '')).rejects.toMatchObject({
			code: 'command.conflict',
			fields: [{ path: 'value', message: 'field.changedMeanwhile' }],
		});
		await save(9, '[6,false]');
	});
});

test.each([
	['backup.time', '25:00', 'field.settingTime'],
	['backup.time', '', 'field.settingTime'],
	['backup.daily', 0, 'field.settingBetween'],
	['backup.daily', '3.5', 'field.settingBetween'],
	['backup.enabled', 'vielleicht', 'field.setting'],
	['workbench.theme', 'rosa', 'field.settingChoice'],
	['network.name', '   ', 'field.required'],
	['network.name', 'x'.repeat(81), 'field.tooLong'],
])('the setting %s refuses %j and says why at the field', async (key, value, message) => {
	const failing = hub.as.networkAdmin.execute('settings.changeNetwork', { key, value });

	await expect(failing).rejects.toMatchObject({
		code: 'settings.invalid',
		fields: [{ path: 'value', message }],
	});
});

describe('a logo', () => {
	test('is recognised by its content, with its size', async () => {
		expect(await readLogoImage(png(300, 100))).toMatchObject({
			mediaType: 'image/png',
			width: 300,
			height: 100,
		});
		expect(await readLogoImage(jpeg(320, 240))).toMatchObject({
			mediaType: 'image/jpeg',
			width: 320,
			height: 240,
		});
		expect(await readLogoImage(webp(64, 32))).toMatchObject({
			mediaType: 'image/webp',
			width: 64,
			height: 32,
		});
	});

	test.each([
		['an SVG', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
		['a page', text('<!doctype html><script>alert(1)</script>')],
		['a GIF', text('GIF89a\u0001\u0000\u0001\u0000')],
		['nothing', text('')],
		['a PNG that ends after its name', png(10, 10).slice(0, 12)],
		[
			'a JPEG without an image',
			Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xd9]).toString('base64'),
		],
	])('is not %s', async (_what, encoded) => {
		await expect(readLogoImage(encoded)).rejects.toMatchObject({
			code: 'files.typeRefused',
			fields: [{ path: 'image' }],
		});
	});

	test('has limits in bytes and in pixels', async () => {
		const heavy = Buffer.concat([Buffer.from(png(10, 10), 'base64'), Buffer.alloc(500_001)]).toString(
			'base64',
		);

		await expect(readLogoImage(heavy)).rejects.toMatchObject({ code: 'files.tooLarge' });
		await expect(readLogoImage(png(60_000, 10))).rejects.toMatchObject({
			code: 'files.tooLarge',
			fields: [{ path: 'image', message: 'field.imageTooWide' }],
		});
	});

	test('stands in the style sheet of the organisations under an address that changes with it', async () => {
		const { app, as, network } = hub;
		const addressOf = async () => (await app.accounts.organisations.get(network.alpha)).logo?.url;
		const upload = (image: string) =>
			as.admin.execute('accounts.setLogo', { organisationId: network.alpha, image });

		await upload(png(10, 10));
		const first = await addressOf();
		await upload(png(20, 10));
		const second = await addressOf();
		await as.admin.execute('accounts.removeLogo', { organisationId: network.alpha });

		expect(first).toMatch(/^\/organisations\/alpha\/logo\?v=[0-9a-f]{16}$/);
		expect(second).not.toBe(first);
		expect(await addressOf()).toBeUndefined();
		expect(await app.accounts.organisations.readImage('alpha', 'logo')).toBeNull();
	});
});

function text(content: string): string {
	return Buffer.from(content).toString('base64');
}

function png(width: number, height: number): string {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 0, 0, 0, 0], 8);
	const chunk = (name: string, data: Buffer) => {
		const length = Buffer.alloc(4);
		length.writeUInt32BE(data.length);
		return Buffer.concat([length, Buffer.from(name), data, Buffer.alloc(4)]);
	};
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(Buffer.alloc(8))),
		chunk('IEND', Buffer.alloc(0)),
	]).toString('base64');
}

function jpeg(width: number, height: number): string {
	const frame = Buffer.from([0xff, 0xc0, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
	frame.writeUInt16BE(height, 5);
	frame.writeUInt16BE(width, 7);
	const start = Buffer.from([
		0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0,
	]);
	return Buffer.concat([start, frame, Buffer.alloc(20)]).toString('base64');
}

function webp(width: number, height: number): string {
	const bytes = Buffer.alloc(40);
	bytes.write('RIFF', 0);
	bytes.writeUInt32LE(32, 4);
	bytes.write('WEBPVP8X', 8);
	bytes.writeUInt32LE(10, 16);
	bytes.writeUIntLE(width - 1, 24, 3);
	bytes.writeUIntLE(height - 1, 27, 3);
	return bytes.toString('base64');
}
