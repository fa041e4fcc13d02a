import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.record(z.string(), z.string());

/** What the build said about plugins whose pages it had to leave out, by the plugin's id; see bootstrap/build.mjs. */
export function readBuildFailures(buildFolder: string): ReadonlyMap<string, string> {
	const path = join(buildFolder, 'plugin-failures.json');
	if (!existsSync(path)) return new Map();
	return new Map(Object.entries(schema.parse(JSON.parse(readFileSync(path, 'utf8')))));
}
