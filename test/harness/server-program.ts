import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { untilAnswered } from './ports.ts';

/** A server from Debian's packages, which `apt install` brings. */
export interface ServerProgram {
	readonly program: string;
	readonly package: string;
	readonly parameters: readonly string[];
	readonly port: number;
	readonly options: SpawnOptions;
}

/** @returns how it is stopped, once it answers */
export async function startServerProgram({
	program,
	package: bringsIt,
	parameters,
	port,
	options,
}: ServerProgram): Promise<() => Promise<void>> {
	if (!existsSync(program)) throw new Error(`There is no ${program} (apt install ${bringsIt}).`);
	const server = spawn(program, parameters, options);
	await untilAnswered(`http://127.0.0.1:${port}/`);
	return async () => {
		const ended = once(server, 'exit');
		server.kill('SIGTERM');
		await ended;
	};
}
