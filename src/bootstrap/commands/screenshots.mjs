import { buildPages } from '../build.mjs';

/**
 * `npm run screenshots`, `npm run screenshots -- <name> ...`: the pictures of the handbook, taken anew
 *
 * @param {readonly string[]} args
 */
export async function run(args) {
	await buildPages();
	const { main } = await import('../../../test/screenshots/main.ts');
	await main(args);
}
