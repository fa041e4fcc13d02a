import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, untilAnswered } from './ports.ts';
import { temporaryFolder } from './test-app.ts';
import type { WebdavServer } from './webdav-server.ts';

const program = '/usr/bin/rclone';

/** The WebDAV server of rclone, from Debian's packages: another reading of the same standard. */
export async function startRcloneServer(): Promise<Omit<WebdavServer, 'requests'>> {
	if (!existsSync(program)) throw new Error(`There is no ${program} (apt install rclone).`);
	const [folder, port] = [temporaryFolder(), await freePort()];
	const [account, password] = ['lesen', 'streng-geheim'];
	const access = ['--user', account, '--pass', password, '--read-only', '--dir-cache-time', '0s'];
	const address = ['--addr', `127.0.0.1:${port}`, '--baseurl', 'dav'];
	const server = spawn(program, ['serve', 'webdav', folder, ...address, ...access], {
		env: { ...process.env, RCLONE_CONFIG: join(temporaryFolder(), 'none.conf') },
		stdio: 'ignore',
	});
	await untilAnswered(`http://127.0.0.1:${port}/`);
	return {
		url: `http://localhost:${port}/dav/`,
		host: `localhost:${port}`,
		account,
		password,
		folder,
		async stop() {
			const ended = once(server, 'exit');
			server.kill('SIGTERM');
			await ended;
		},
	};
}
