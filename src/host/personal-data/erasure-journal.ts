import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Who was erased, outside of database and backups: a backup from before still holds the person, and is cleared of
 * them after it was restored. Ids only.
 */
export interface ErasureJournal {
	readonly path: string;
	/** What somebody wrote into it by hand and cannot be read is passed over. */
	read(): readonly Erasure[];
	add(erasures: readonly Erasure[]): void;
}

export interface Erasure {
	readonly personId: string;
	readonly erasedAt: number;
}

const line = z.object({ personId: z.string().min(1).max(64), erasedAt: z.number() });

export function createErasureJournal(dataFolder: string): ErasureJournal {
	const path = join(dataFolder, 'erasures.jsonl');

	return {
		path,
		read: () => (existsSync(path) ? readErasures(readFileSync(path, 'utf8')) : []),
		add(erasures) {
			if (erasures.length === 0) return;
			const file = openSync(path, 'a', 0o640);
			try {
				// In a line of its own, whatever a loss of power left of the one before.
				const lines = erasures.map(({ personId, erasedAt }) => JSON.stringify({ personId, erasedAt }));
				writeSync(file, `\n${lines.join('\n')}\n`);
				fsyncSync(file);
			} finally {
				closeSync(file);
			}
		},
	};
}

export function readErasures(text: string): readonly Erasure[] {
	return text.split('\n').flatMap((written) => {
		const parsed = line.safeParse(parse(written));
		return parsed.success ? [parsed.data] : [];
	});
}

/** A line that a loss of power cut off is none. */
function parse(written: string): unknown {
	try {
		return JSON.parse(written);
	} catch {
		return null;
	}
}
