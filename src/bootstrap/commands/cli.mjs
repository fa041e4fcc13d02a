/**
 * `npm run -s verbund -- <command>`
 *
 * @param {readonly string[]} args
 */
export async function run(args) {
	const { main } = await import('../../cli/main.ts');
	process.exitCode = await main(args);
}
