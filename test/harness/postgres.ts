import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const packages = '/usr/lib/postgresql';

/** A throw-away server on a socket of its own, from Debian's packages. */
export interface PostgresServer {
	/** Makes an empty database. @returns its connection string */
	createDatabase(): Promise<string>;
	stop(): void;
}

/** @returns the server, or why there is none */
export function startPostgres(): PostgresServer | string {
	const versions = existsSync(packages) ? readdirSync(packages).sort((a, b) => Number(b) - Number(a)) : [];
	const [version] = versions.filter((name) => existsSync(join(packages, name, 'bin', 'initdb')));
	if (version === undefined) return `no PostgreSQL under ${packages} (apt install postgresql)`;
	const owner = serverUser();
	if (!owner) return 'the PostgreSQL server does not run as root, and there is no user “postgres”';

	const folder = mkdtempSync(join(tmpdir(), 'verbund-postgres-'));
	chownSync(folder, owner.uid, owner.gid);
	const data = join(folder, 'data');
	const run = (program: string, ...parameters: string[]) =>
		execFileSync(join(packages, version, 'bin', program), parameters, {
			...owner,
			cwd: folder,
			stdio: 'ignore',
		});
	run(
		'initdb',
		'--auth=trust',
		'--username=verbund',
		'--encoding=UTF8',
		'--locale=C',
		'--no-sync',
		'-D',
		data,
	);
	run('pg_ctl', 'start', '--wait', '-D', data, '-o', `-k ${folder} -c listen_addresses= -c fsync=off`);

	let databases = 0;
	const address = (database: string) =>
		`postgres://verbund@localhost/${database}?host=${encodeURIComponent(folder)}`;
	return {
		async createDatabase() {
			databases += 1;
			const name = `hub_${databases}`;
			const client = new pg.Client(address('postgres'));
			await client.connect();
			await client.query(`create database ${name}`);
			await client.end();
			return address(name);
		},
		stop() {
			run('pg_ctl', 'stop', '--wait', '-m', 'immediate', '-D', data);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** PostgreSQL refuses to run as root. */
function serverUser(): { uid: number; gid: number } | null {
	const uid = process.getuid?.() ?? 0;
	if (uid !== 0) return { uid, gid: process.getgid?.() ?? uid };
	const id = (kind: string) =>
		Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
	try {
		return { uid: id('-u'), gid: id('-g') };
	} catch {
		return null;
	}
}
