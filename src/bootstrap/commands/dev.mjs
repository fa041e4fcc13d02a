import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { BootstrapError } from '../bootstrap-error.mjs';
import { buildPages } from '../build.mjs';
import { root } from '../paths.mjs';

/** `npm run dev`: the demo network in `data/dev`, built and started anew after each change of a source. */
export async function run() {
	let hub = await start();
	let queue = Promise.resolve();
	/** @type {NodeJS.Timeout | undefined} */
	let pause;
	const restart = () => {
		queue = queue.then(async () => {
			if (!(await built())) return;
			await stop(hub);
			hub = spawnHub();
		});
	};
	for (const folder of ['src', 'plugins', 'content']) {
		watch(join(root, folder), { recursive: true }, (_event, file) => {
			if (file === null || /\.test\.ts$|~$|^\./.test(file)) return;
			clearTimeout(pause);
			pause = setTimeout(restart, 200);
		});
	}
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
		process.on(signal, () => void queue.then(() => stop(hub)).then(() => process.exit(0)));
	}
}

async function start() {
	await buildPages();
	return spawnHub();
}

/** A page that does not build leaves the hub as it was; the reason is told. */
async function built() {
	try {
		await buildPages();
		return true;
	} catch (error) {
		if (!(error instanceof BootstrapError)) throw error;
		console.error(error.message);
		return false;
	}
}

function spawnHub() {
	return spawn(process.execPath, [join(root, 'src', 'main.ts'), '--demo'], {
		stdio: 'inherit',
		env: { VERBUND_DATA: join('data', 'dev'), ...process.env },
	});
}

/** @param {import('node:child_process').ChildProcess} hub */
function stop(hub) {
	if (hub.exitCode !== null || hub.signalCode !== null) return Promise.resolve();
	const ended = new Promise((resolve) => hub.once('exit', resolve));
	hub.kill('SIGTERM');
	return ended;
}
