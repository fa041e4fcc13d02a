import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notFound } from 'verbund';
import { pictureSize, type PictureSize } from './picture-size.ts';

export interface PictureFile {
	readonly type: string;
	readonly bytes: Buffer;
}

export interface Pictures {
	/** @throws VerbundError `request.notFound` */
	read(name: string): Promise<PictureFile>;
	/** Null, and a line in the log, for a picture that is not there or is none. */
	size(name: string): Promise<PictureSize | null>;
}

const types: Readonly<Record<string, string>> = { webp: 'image/webp', png: 'image/png' };

/** The files of one folder. A name leads nowhere else: it is letters, digits and hyphens. */
export function createPictures(
	folder: string,
	log: { error(message: string, error?: unknown): void },
): Pictures {
	return {
		async read(name) {
			const [, ending = ''] = /^[a-z0-9-]+\.([a-z]+)$/.exec(name) ?? [];
			const type = types[ending];
			if (type === undefined) throw notFound();
			const bytes = await readFile(join(folder, name)).catch(() => {
				throw notFound();
			});
			return { type, bytes };
		},
		async size(name) {
			try {
				return pictureSize(await startOf(join(folder, name)));
			} catch (error) {
				log.error(`content/handbook/images/${name} cannot be shown.`, error);
				return null;
			}
		},
	};
}

async function startOf(path: string): Promise<Buffer> {
	const file = await open(path);
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(30), 0, 30, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}
