import { join } from 'node:path';
import { freePort } from './ports.ts';
import { startServerProgram } from './server-program.ts';
import { temporaryFolder } from './test-app.ts';
import type { WebdavServer } from './webdav-server.ts';

/** The WebDAV server of rclone, from Debian's packages: another reading of the same standard. */
export async function startRcloneServer(): Promise<Omit<WebdavServer, 'requests'>> {
	const [folder, port] = [temporaryFolder(), await freePort()];
	const [account, password] = ['lesen', 'streng-geheim'];
	const access = ['--user', account, '--pass', password, '--read-only', '--dir-cache-time', '0s'];
	const address = ['--addr', `127.0.0.1:${port}`, '--baseurl', 'dav'];
	const stop = await startServerProgram({
		program: '/usr/bin/rclone',
		package: 'rclone',
		parameters: ['serve', 'webdav', folder, ...address, ...access],
		port,
		options: {
			env: { ...process.env, RCLONE_CONFIG: join(temporaryFolder(), 'none.conf') },
			stdio: 'ignore',
		},
	});
	return {
		url: `http://localhost:${port}/dav/`,
		host: `localhost:${port}`,
		account,
		password,
		folder,
		stop,
	};
}
