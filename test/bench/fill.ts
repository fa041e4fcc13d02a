import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { root } from './hub-process.ts';

const resultSchema = z.object({ items: z.number(), seconds: z.number(), megabytes: z.number() });
const script = fileURLToPath(new URL('./fill-hub.ts', import.meta.url));
const run = promisify(execFile);

export type FillResult = z.infer<typeof resultSchema>;

/** Imports folders into a new hub, in a process of its own. */
export async function fillHub(dataFolder: string, folders: readonly string[]): Promise<FillResult> {
	const { stdout, stderr } = await run(process.execPath, [script, root, ...folders], {
		env: { ...process.env, VERBUND_DATA: dataFolder },
		maxBuffer: 10_000_000,
	});
	process.stderr.write(stderr);
	return resultSchema.parse(JSON.parse(stdout));
}
