import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { root } from '../hub-process.ts';

const script = fileURLToPath(new URL('./population-process.ts', import.meta.url));
const run = promisify(execFile);
const answerSchema = z.object({
	tokens: z.array(z.string()),
	rooms: z.array(z.object({ id: z.string() }).transform(({ id }) => id)),
});

/** People who are signed in, and rooms that are open to them. */
export interface Population {
	/** `Cookie` headers, one for each person. */
	readonly cookies: readonly string[];
	readonly rooms: readonly string[];
}

/** Fills a new hub, in a process of its own. */
export async function populate(
	dataFolder: string,
	{ people, rooms }: { readonly people: number; readonly rooms: number },
): Promise<Population> {
	const { stdout } = await run(process.execPath, [script, root, String(people), String(rooms)], {
		env: { ...process.env, VERBUND_DATA: dataFolder },
		maxBuffer: 10_000_000,
	});
	const answer = answerSchema.parse(JSON.parse(stdout));
	return { cookies: answer.tokens.map((token) => `verbund=${token}`), rooms: answer.rooms };
}
