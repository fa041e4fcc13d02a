import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestStep } from '../run.ts';
import { root } from './run-program.ts';

/** A slow registry is no fault of the hub. */
const longestStart = 600_000;

/** `npm start` as a new user types it: nothing but what the repository holds, up to the set-up page. */
export const freshClone: TestStep = {
	name: 'fresh-clone',
	async run() {
		const folder = mkdtempSync(join(tmpdir(), 'verbund-clone-'));
		try {
			copyRepository(folder);
			await startAndOpen(folder);
			return { passed: 1, failed: 0 };
		} catch (error) {
			console.error(error instanceof Error ? error.message : error);
			return { passed: 0, failed: 1 };
		} finally {
			rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
		}
	},
};

/** What git would give: tracked files and new ones, without what is ignored. */
export function copyRepository(folder: string): void {
	// The folder may belong to another account than the one that runs the tests.
	const git = ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'];
	const files = execFileSync('git', git, { cwd: root, encoding: 'utf8' });
	for (const file of files.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
		cpSync(join(root, file), join(folder, file), { recursive: true });
	}
}

async function startAndOpen(folder: string): Promise<void> {
	const port = await freePort();
	const {
		VERBUND_BUILD: _build,
		VERBUND_DATA: _data,
		VERBUND_URL: _url,
		NODE_ENV: _mode,
		...environment
	} = process.env;
	const ownPrograms = join(root, 'node_modules', '.bin');
	const path = (environment['PATH'] ?? '').split(':').filter((entry) => entry !== ownPrograms);
	const child = spawn('npm', ['start'], {
		cwd: folder,
		detached: true,
		env: { ...environment, PATH: path.join(':'), PORT: String(port), LANG: 'de_DE.UTF-8' },
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => {
			output += text;
			process.stdout.write(text);
		});
	}
	try {
		await waitUntil(
			() => /\/set-up\/\S+/.test(output),
			() => child.exitCode !== null,
		);
		const first = await fetch(`http://localhost:${port}/`).then((answer) => answer.text());
		if (!first.includes('noch nicht eingerichtet'))
			throw new Error('Nothing says that the hub is not set up.');
		const link = /http:\/\/localhost:\d+\/set-up\/\S+/.exec(output)?.[0] ?? '';
		const response = await fetch(link);
		const page = await response.text();
		if (response.status !== 200 || !page.includes('<form')) {
			throw new Error(`The set-up link answers ${response.status} without a form.`);
		}
	} catch (error) {
		throw new Error(
			`npm start in a fresh clone: ${error instanceof Error ? error.message : String(error)}\n${output}`,
			{ cause: error },
		);
	} finally {
		const ended = new Promise((resolve) => child.once('exit', resolve));
		if (child.pid !== undefined && child.exitCode === null) {
			process.kill(-child.pid, 'SIGTERM');
			await ended;
		}
		await pause(1000);
	}
}

async function waitUntil(holds: () => boolean, ended: () => boolean): Promise<void> {
	const start = performance.now();
	while (!holds()) {
		if (ended()) throw new Error('it ended.');
		if (performance.now() - start > longestStart) throw new Error('it did not come up in time.');
		await pause(100);
	}
}

export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
		});
	});
}
