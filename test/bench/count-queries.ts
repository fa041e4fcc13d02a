import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort, root } from './hub-process.ts';

const script = fileURLToPath(new URL('./counting-hub.ts', import.meta.url));
const run = promisify(execFile);

/** Statements that one warm page takes. */
export async function countQueries(dataFolder: string, path: string, cookie: string): Promise<number> {
	const { stdout } = await run(process.execPath, [script, root, path, cookie], {
		env: { ...process.env, VERBUND_DATA: dataFolder, HOST: '127.0.0.1', PORT: String(await freePort()) },
	});
	return Number(stdout.trim());
}
