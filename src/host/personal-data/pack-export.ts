import { once } from 'node:events';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createArchive } from '../../transfer/export/create-archive.ts';
import type { PersonalFile } from '../plugin-context.ts';
import type { PersonalDataSection } from './section.ts';

export interface ExportedFile extends Pick<PersonalFile, 'read'> {
	/** In the archive. */
	readonly path: string;
}

/** Files that belong to what is exported about a person. */
export async function personalFiles(
	sections: readonly PersonalDataSection[],
	personId: string,
): Promise<readonly ExportedFile[]> {
	const files: ExportedFile[] = [];
	for (const { id: section, handler } of sections) {
		for (const { id, name, read } of (await handler.files?.(personId)) ?? [])
			files.push({ path: `${section}/${plain(id)}/${plain(name)}`, read });
	}
	return files;
}

/**
 * The text with the files beside it, packed while it is read, one after the other. A file whose bytes are gone is left
 * out: it must not take all the others along.
 */
export function packExport(
	text: { readonly name: string; readonly pieces: AsyncIterable<string> },
	files: readonly ExportedFile[],
): Readable {
	const { zip, stream } = createArchive();
	const fail = (error: Error) => stream.destroy(error);
	void pack().then(() => zip.end(), fail);
	return stream;

	async function pack(): Promise<void> {
		await add(Readable.from(text.pieces, { objectMode: false }), text.name);
		for (const { path, read } of files) {
			const bytes = read();
			if (await isThere(bytes)) await add(bytes, path);
		}
	}

	async function add(bytes: Readable, path: string): Promise<void> {
		const stop = () => bytes.destroy();
		stream.once('close', stop);
		zip.addReadStream(bytes, path);
		await finished(bytes);
		stream.off('close', stop);
	}
}

async function isThere(bytes: Readable): Promise<boolean> {
	return once(bytes, 'readable').then(
		() => true,
		() => false,
	);
}

/** As every system can unpack it. */
function plain(name: string): string {
	const kept = name
		.normalize('NFC')
		.replaceAll(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, '_')
		.replace(/^\.+|[. ]+$/g, '_');
	return kept === '' ? '_' : kept;
}
