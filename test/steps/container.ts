import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf, parseContainerFile, valuesOf, type Instruction } from '../harness/container-file.ts';
import { block } from '../harness/handbook-files.ts';
import type { TestStep } from '../run.ts';
import { copyRepository, freePort } from './fresh-clone.ts';

/** As in the Containerfile. */
const imageFolder = '/opt/verbund';
const dataFolder = '/var/lib/verbund';
const account = 10_001;
const longestStart = 180_000;

/**
 * What the handbook's Containerfile does, without a container: the clone is built by its `RUN`, then started by its
 * `CMD` as an account that may write nothing but the data, and looked after by its `HEALTHCHECK`. Debian's packages and
 * the account are left out.
 */
export const container: TestStep = {
	name: 'container',
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'verbund-container-'));
		const places = { image: join(folder, 'image'), data: join(folder, 'data') };
		try {
			const [build = [], image = []] = parseContainerFile(
				block('de/operation/container', 'dockerfile', 'HEALTHCHECK'),
			);
			copyRepository(places.image);
			mkdirSync(places.data);
			await buildImage(build, places.image);
			await startImage(image, folder, places);
			return { passed: 1, failed: 0 };
		} catch (error) {
			console.error(error instanceof Error ? error.message : error);
			return { passed: 0, failed: 1 };
		} finally {
			rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
		}
	},
};

interface Places {
	readonly image: string;
	readonly data: string;
}

async function buildImage(stage: readonly Instruction[], folder: string): Promise<void> {
	for (const line of valuesOf(stage, 'RUN').filter((text) => !text.includes('apt-get'))) {
		const { HOME, NODE_EXTRA_CA_CERTS } = process.env;
		// The certificate is how a machine behind a gateway reaches the registry.
		const env = { PATH: pathOfMachine(), HOME, NODE_EXTRA_CA_CERTS };
		const [status] = await once(spawn('sh', ['-c', line], { cwd: folder, stdio: 'inherit', env }), 'exit');
		if (status !== 0) throw new Error(`RUN ${line} ended with ${status}.`);
	}
}

async function startImage(stage: readonly Instruction[], folder: string, places: Places): Promise<void> {
	const here = (text: string) =>
		text.replaceAll(imageFolder, places.image).replaceAll(dataFolder, places.data);
	const port = String(await freePort());
	const settings = valuesOf(stage, 'ENV').map((line) => here(line).split('='));
	const env = { ...Object.fromEntries(settings), PORT: port };
	const owner = process.getuid?.() === 0 ? { uid: account, gid: account } : {};
	chmodSync(folder, 0o755);
	if (owner.uid !== undefined) chownSync(places.data, owner.uid, owner.gid);
	const before = stateOf(places.image);
	const [program = '', ...parameters] = commandOf(stage, 'CMD');
	const hub = spawn(program, parameters, { cwd: places.image, env, stdio: 'inherit', ...owner });
	const ended = new Promise<number | null>((resolve) => hub.once('exit', resolve));
	try {
		const [checker = '', ...question] = commandOf(stage, 'HEALTHCHECK');
		const check = question.map((word) => word.replace(':4321/', `:${port}/`));
		const isHealthy = () =>
			spawnSync(checker, check, { cwd: places.image, env, stdio: 'ignore', ...owner }).status === 0;
		await waitUntil(isHealthy, () => hub.exitCode !== null);
		const url = `http://127.0.0.1:${port}/api/ready`;
		await waitUntil(
			() => fetch(url).then(({ ok }) => ok),
			() => hub.exitCode !== null,
		);
	} finally {
		hub.kill('SIGTERM');
	}
	const code = await ended;
	if (code !== 0) throw new Error(`The hub was asked to end and ended with ${code}.`);
	if (stateOf(places.image) !== before) throw new Error('The hub wrote into its image.');
}

/** Names and times of what the start could have changed. */
function stateOf(folder: string): string {
	return ['.', 'dist', 'node_modules', 'src']
		.flatMap((part) => readdirSync(join(folder, part)).map((name) => join(part, name)))
		.map((path) => `${path} ${statSync(join(folder, path)).mtimeMs}`)
		.join('\n');
}

async function waitUntil(holds: () => boolean | Promise<boolean>, ended: () => boolean): Promise<void> {
	const start = performance.now();
	while (!(await holds())) {
		if (ended()) throw new Error('The hub ended by itself.');
		if (performance.now() - start > longestStart) throw new Error('The hub did not come up in time.');
		await pause(500);
	}
}

/** Without the programs of the packages that the tests run with. */
function pathOfMachine(): string {
	const entries = (process.env['PATH'] ?? '').split(':');
	return entries.filter((entry) => !entry.includes('node_modules')).join(':');
}
