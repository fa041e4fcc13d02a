import { createHash } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.ts';
import { startServerProgram } from './server-program.ts';

const modules = '/usr/lib/apache2/modules';
const loaded = [
	'mpm_event',
	'alias',
	'authn_core',
	'authn_file',
	'authz_core',
	'authz_user',
	'auth_basic',
	'dav',
	'dav_fs',
];

/** Apache with mod_dav, from Debian's packages, on a folder of its own. */
export interface WebdavServer {
	/** Address of the top folder. */
	readonly url: string;
	/** `localhost:<port>` */
	readonly host: string;
	readonly account: string;
	readonly password: string;
	/** What lies behind it on the disk. */
	readonly folder: string;
	/** Lines of its log. */
	requests(): readonly string[];
	stop(): Promise<void>;
}

export async function startWebdavServer(): Promise<WebdavServer> {
	const place = mkdtempSync(join(tmpdir(), 'verbund-webdav-'));
	const folder = join(place, 'files');
	mkdirSync(folder);
	const [account, password] = ['lesen', 'streng geheim: ü'];
	const port = await freePort();
	const log = join(place, 'access.log');
	writeFileSync(
		join(place, 'passwords'),
		`${account}:{SHA}${createHash('sha1').update(password).digest('base64')}\n`,
	);
	const owner = serverUser();
	writeFileSync(join(place, 'httpd.conf'), configuration({ place, folder, port, log, owner }));
	if (owner) for (const path of [place, folder]) chownSync(path, owner.uid, owner.gid);
	const stop = await startServerProgram({
		program: '/usr/sbin/apache2',
		package: 'apache2-bin',
		parameters: ['-d', place, '-f', join(place, 'httpd.conf'), '-DFOREGROUND'],
		port,
		options: { stdio: ['ignore', 'ignore', 'inherit'] },
	});
	return {
		url: `http://localhost:${port}/dav/`,
		host: `localhost:${port}`,
		account,
		password,
		folder,
		requests: () => readFileSync(log, 'utf8').trim().split('\n'),
		async stop() {
			await stop();
			rmSync(place, { recursive: true, force: true });
		},
	};
}

interface Places {
	readonly place: string;
	readonly folder: string;
	readonly port: number;
	readonly log: string;
	readonly owner: { readonly name: string } | null;
}

function configuration({ place, folder, port, log, owner }: Places): string {
	return `
${loaded.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
Listen 127.0.0.1:${port}
ServerName localhost
PidFile ${join(place, 'pid')}
ErrorLog ${join(place, 'error.log')}
CustomLog ${log} "%m %U %>s"
DocumentRoot ${folder}
DavLockDB ${join(place, 'locks')}
StartServers 1
${owner ? `User ${owner.name}\nGroup ${owner.name}` : ''}
Alias /dav ${folder}
<Directory ${folder}>
	Dav On
	Options None
	AuthType Basic
	AuthName "Dateien"
	AuthBasicProvider file
	AuthUserFile ${join(place, 'passwords')}
	Require valid-user
</Directory>
`;
}

/** Apache does not serve as root. */
function serverUser(): { readonly name: string; readonly uid: number; readonly gid: number } | null {
	if (process.getuid?.() !== 0) return null;
	const line = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find((one) => one.startsWith('www-data:'));
	const [name = 'www-data', , uid, gid] = line?.split(':') ?? [];
	return { name, uid: Number(uid), gid: Number(gid) };
}
