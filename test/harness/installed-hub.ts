import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { inject } from 'vitest';
import { demoPassword } from '../../src/demo/network.ts';
import { freePort, waitFor } from '../bench/hub-process.ts';
import { closeAfterTests } from './test-app.ts';

/** An installation and the data it works on, as they stand on a server. */
export interface Machine {
	readonly installation: string;
	readonly dataFolder: string;
}

/** The hub of a machine, in a process of its own. */
export interface InstalledHub {
	/** @returns the person's cookie */
	signIn(email: string): Promise<string | null>;
	get(path: string, cookie?: string): Promise<Response>;
	/** Sends a form as a browser does. */
	send(path: string, form: FormData, cookie: string): Promise<Response>;
	run(cookie: string, command: string, input: unknown): Promise<unknown>;
	/** @returns the exit code */
	stop(): Promise<number | null>;
}

/** @throws Error with what the hub wrote if it does not come up */
export async function startInstalled(
	machine: Machine,
	{ demo = false }: { readonly demo?: boolean } = {},
): Promise<InstalledHub> {
	const port = await freePort();
	const url = `http://localhost:${port}`;
	const child = spawn(process.execPath, [mainOf(machine), ...(demo ? ['--demo'] : [])], {
		cwd: machine.installation,
		env: { ...environmentOf(machine), PORT: String(port) },
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	}
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const stop = () => {
		child.kill('SIGTERM');
		return ended;
	};
	closeAfterTests(async () => {
		await stop();
	});
	const failed = ended.then(() => Promise.reject(new Error(output)));
	failed.catch(() => undefined);
	await Promise.race([waitFor(`${url}/api/ready`), failed]);
	return {
		stop,
		get: (path, cookie = '') => fetch(url + path, { headers: { cookie }, redirect: 'manual' }),
		send: (path, body, cookie) =>
			fetch(url + path, { method: 'POST', headers: { cookie, origin: url }, body }),
		async signIn(email) {
			const answer = await post('accounts.signIn', { email, password: demoPassword });
			// A body that is left unread would hold the connection, and with it the end of the hub.
			await answer.text();
			if (!answer.ok) return null;
			return answer.headers
				.getSetCookie()
				.map((cookie) => cookie.split(';')[0])
				.join('; ');
		},
		async run(cookie, command, input) {
			const answer = await post(command, input, cookie);
			if (!answer.ok) throw new Error(`${command}: ${await answer.text()}`);
			return answer.json();
		},
	};

	function post(command: string, input: unknown, cookie = ''): Promise<Response> {
		return fetch(`${url}/api/commands/${command}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', cookie },
			body: JSON.stringify(input),
		});
	}
}

export interface Outcome {
	readonly code: number;
	readonly output: string;
}

/** A call of the command line of a machine, beside its hub if that runs. */
export function verbundOf(machine: Machine, ...args: readonly string[]): Promise<Outcome> {
	const script =
		'import(process.argv[1]).then(async ({ main }) => (process.exitCode = await main(process.argv.slice(2))))';
	const parameters = ['-e', script, join(machine.installation, 'src', 'cli', 'main.ts'), ...args];
	const options = { cwd: machine.installation, env: environmentOf(machine) };
	return new Promise((resolve) => {
		execFile(process.execPath, parameters, options, (error, stdout, stderr) => {
			resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
		});
	});
}

function mainOf({ installation }: Machine): string {
	return join(installation, 'src', 'main.ts');
}

function environmentOf({ dataFolder }: Machine): NodeJS.ProcessEnv {
	const { VERBUND_URL: _url, VERBUND_BACKUPS: _backups, ...environment } = process.env;
	return {
		...environment,
		VERBUND_DATA: dataFolder,
		VERBUND_BUILD: inject('buildFolder'),
		LANG: 'de_DE.UTF-8',
		LC_ALL: '',
	};
}
