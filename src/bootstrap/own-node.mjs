import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { BootstrapError } from './bootstrap-error.mjs';
import { hubEnvironment } from './hub-flags.mjs';
import { packagesFolder } from './paths.mjs';

/** The Node that came with the packages: the one version that the hub is tested with. */
const ownNode = join(packagesFolder, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** @param {readonly string[]} flags that it has to be started with */
export function isOwnNode(flags) {
	if (!existsSync(ownNode) || realpathSync(process.execPath) !== realpathSync(ownNode)) return false;
	return flags.every((flag) => process.execArgv.includes(flag));
}

/**
 * Goes on in the hub's own Node and answers its exit code. Signals are handed on, so that the hub closes in order.
 *
 * @param {readonly string[]} args Node's own, then the script and its own
 * @returns {Promise<number>}
 */
export function continueInOwnNode(args) {
	if (!existsSync(ownNode)) {
		throw new BootstrapError(
			'Das Paket „node“ wurde ohne Node installiert (vielleicht sind Installationsskripte abgeschaltet). Bitte „npm install“ mit eingeschalteten Skripten wiederholen.',
		);
	}
	const child = spawn(ownNode, args, {
		stdio: 'inherit',
		env: {
			...hubEnvironment,
			...process.env,
			PATH: [join(packagesFolder, '.bin'), process.env.PATH].join(delimiter),
		},
	});
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		process.on(signal, () => {
			// A terminal sends Ctrl+C to both; the second one would cut the closing short.
			if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
		});
	}
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
	});
}
