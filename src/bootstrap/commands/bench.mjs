import { buildPages } from '../build.mjs';

/**
 * `npm run bench`, `npm run bench -- <name> ...`
 *
 * @param {readonly string[]} args
 */
export async function run(args) {
	await buildPages();
	const { main } = await import('../../../test/bench/main.ts');
	await main(args);
}
