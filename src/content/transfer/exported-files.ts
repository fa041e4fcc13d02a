import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Actor } from '../../access/actor.ts';
import { isSystemError, isVerbundError } from '../../errors.ts';
import type { Attachments } from '../attachments.ts';

/** Copies of the files that an item shows or carries. */
export interface ExportedFiles {
	/** Path of the copy below the folder; null for a file that the actor may not open. */
	keep(fileId: string): Promise<string | null>;
}

/** `/files/<id>/<name>`, wherever it stands in a text. */
export const fileAddress = /\/files\/([0-9a-f-]{36})\/[^\s"'()<>\\]*/g;

export interface ExportedFilesParts {
	readonly attachments: Pick<Attachments, 'open'>;
	readonly actor: Actor;
	readonly folder: string;
	/** Where they go, below the folder. */
	readonly place: string;
}

export function createExportedFiles({ attachments, actor, folder, place }: ExportedFilesParts): ExportedFiles {
	const paths = new Map<string, string | null>();
	const taken = new Set<string>();

	return {
		async keep(fileId) {
			const known = paths.get(fileId);
			if (known !== undefined) return known;
			const path = await copy(fileId);
			paths.set(fileId, path);
			return path;
		},
	};

	async function copy(fileId: string): Promise<string | null> {
		try {
			const { file, stream } = await attachments.open(actor, fileId);
			const path = `${place}/${freeName(file.name)}`;
			const target = join(folder, path);
			await mkdir(dirname(target), { recursive: true });
			await pipeline(stream(), createWriteStream(target));
			return path;
		} catch (error) {
			if (isVerbundError(error)) return null;
			// The row is there and the bytes are not: the text is worth more than its picture.
			if (isSystemError(error, 'ENOENT')) return null;
			throw error;
		}
	}

	function freeName(name: string): string {
		for (let number = 1; ; number += 1) {
			const candidate = number === 1 ? name : name.replace(/(\.[^.]*)?$/, `-${number}$1`);
			if (taken.has(candidate.toLowerCase())) continue;
			taken.add(candidate.toLowerCase());
			return candidate;
		}
	}
}
