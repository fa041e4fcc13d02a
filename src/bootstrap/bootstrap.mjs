import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { endWithParent } from './end-with-parent.mjs';
import { flagsFor } from './hub-flags.mjs';
import { isInstalled, install } from './install.mjs';
import { isOwnNode, continueInOwnNode } from './own-node.mjs';
import { BootstrapError } from './bootstrap-error.mjs';

/** Commands that need the packages of development as well. */
const forDevelopment = ['dev', 'test', 'bench', 'screenshots'];

/**
 * Brings the installation to where `command` can run, then runs it: packages, the hub's own Node, and whatever
 * the command itself prepares.
 *
 * @param {readonly string[]} args
 */
export async function bootstrap([command = '', ...rest]) {
	try {
		const file = new URL(`./commands/${command}.mjs`, import.meta.url);
		if (!/^[a-z]+$/.test(command) || !existsSync(file)) {
			throw new BootstrapError(
				`„${command}“ gibt es nicht. Möglich: npm start, npm run demo, npm run dev, npm test, npm run build, npm run bench, npm run screenshots, npm run verbund.`,
			);
		}
		const needs = { development: forDevelopment.includes(command) };
		if (!isInstalled(needs)) await install(needs);
		endWithParent();
		const flags = flagsFor(command);
		if (!isOwnNode(flags)) {
			const script = fileURLToPath(new URL('./run.mjs', import.meta.url));
			process.exitCode = await continueInOwnNode([...flags, script, command, ...rest]);
			return;
		}
		const { run } = await import(file.href);
		await run(rest);
	} catch (error) {
		if (!(error instanceof BootstrapError)) throw error;
		console.error(error.message);
		process.exitCode = 1;
	}
}
