import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PizZip from 'pizzip';
import { expect, test } from 'vitest';
import { packExport } from './pack-export.ts';

async function* pieces() {
	yield '{"sections":';
	yield '[]}';
}
const text = { name: 'verbund.json', pieces: pieces() };
const read = (content: string) => () => Readable.from([Buffer.from(content)]);

test('files lie beside the text with their bytes, empty ones too', async () => {
	const archive = packExport(text, [
		{ path: 'a/1/Blatt.txt', read: read('Inhalt') },
		{ path: 'a/2/leer.txt', read: () => Readable.from([]) },
	]);

	const { files } = new PizZip(await buffer(archive));

	expect(Object.entries(files).map(([path, file]) => [path, file.asText()])).toEqual([
		['verbund.json', '{"sections":[]}'],
		['a/1/Blatt.txt', 'Inhalt'],
		['a/2/leer.txt', ''],
	]);
});

test('a file whose bytes are gone takes no other along', async () => {
	const archive = packExport({ name: 'v.json', pieces: pieces() }, [
		{ path: 'a/1/weg.txt', read: () => createReadStream('/gibt/es/nicht') },
		{ path: 'a/2/da.txt', read: read('da') },
	]);

	const { files } = new PizZip(await buffer(archive));

	expect(Object.keys(files)).toEqual(['v.json', 'a/2/da.txt']);
});

test('what breaks on the way breaks the archive, and who hangs up has the file closed', async () => {
	const breaking = () =>
		Readable.from(
			(async function* () {
				yield Buffer.from('Anfang');
				throw new Error('Die Platte ist weg.');
			})(),
		);
	const broken = packExport({ name: 'v.json', pieces: pieces() }, [{ path: 'a/1/x', read: breaking }]);
	await expect(buffer(broken)).rejects.toThrow('Die Platte ist weg.');

	const endless = Readable.from(
		(async function* () {
			for (;;) yield Buffer.alloc(64_000, crypto.randomUUID());
		})(),
	);
	const left = packExport({ name: 'v.json', pieces: pieces() }, [{ path: 'a/1/x', read: () => endless }]);
	for await (const _ of left) if (endless.readableDidRead) break;

	await expect.poll(() => endless.destroyed).toBe(true);
});
