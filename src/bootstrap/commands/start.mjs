import { buildPages } from '../build.mjs';

/** `npm start`: the hub on the data folder. */
export async function run() {
	await buildPages();
	process.stderr.write('  3/3 Verbund starten …\n');
	await import('../../main.ts');
}
