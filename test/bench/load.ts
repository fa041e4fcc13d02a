import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

const resultSchema = z.object({ perSecond: z.number(), p50: z.number(), p99: z.number(), bytes: z.number() });

export type LoadResult = z.infer<typeof resultSchema>;

export interface Target {
	readonly name: string;
	/** Asked for in turn. */
	readonly urls: readonly string[];
	readonly headers: Readonly<Record<string, string>>;
}

const generator = fileURLToPath(new URL('./load-generator.ts', import.meta.url));
const run = promisify(execFile);

/**
 * Loads the targets in turns, so that whatever else the machine does falls on all of them, and answers for each
 * its round of median throughput.
 */
export async function compareUnderLoad(
	targets: readonly Target[],
	{ rounds = 3, seconds = 4, connections = 16 } = {},
): Promise<readonly LoadResult[]> {
	const results = targets.map((): LoadResult[] => []);
	for (let round = 0; round < rounds; round += 1) {
		for (const [index, { urls, headers }] of targets.entries()) {
			const generating = run(process.execPath, [generator]);
			generating.child.stdin?.end(JSON.stringify({ urls, headers, connections, seconds }));
			const { stdout } = await generating;
			results[index]?.push(resultSchema.parse(JSON.parse(stdout)));
		}
	}
	return results.map(median);
}

function median(rounds: readonly LoadResult[]): LoadResult {
	const [middle] = rounds.toSorted((a, b) => a.perSecond - b.perSecond).slice(Math.floor(rounds.length / 2));
	if (!middle) throw new Error('Nothing was measured.');
	return middle;
}
