import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isSystemError } from '../errors.ts';
import { createId } from '../ids.ts';

/** A secret in a file that only the hub's own user may read. Of two processes that draw it at once, one counts. */
export function readOrCreate(path: string, draw: () => string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		if (!isSystemError(error, 'ENOENT')) throw error;
	}
	mkdirSync(dirname(path), { recursive: true, mode: 0o750 });
	const draft = `${path}.${createId()}`;
	writeFileSync(draft, draw(), { mode: 0o600, flush: true });
	try {
		linkSync(draft, path);
	} catch (error) {
		if (!isSystemError(error, 'EEXIST')) throw error;
	} finally {
		rmSync(draft);
	}
	return readFileSync(path, 'utf8');
}
