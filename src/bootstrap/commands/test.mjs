/**
 * `npm test`, `npm test -- <step> ...`
 *
 * @param {readonly string[]} args
 */
export async function run(args) {
	const { main } = await import('../../../test/run.ts');
	process.exitCode = await main(args);
}
