import { existsSync } from 'node:fs';
import type { TestStep } from '../run.ts';
import { runProgram } from './run-program.ts';

const needed = [
	{
		name: 'Chromium',
		package: 'chromium',
		paths: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
	},
	{ name: 'PostgreSQL', package: 'postgresql', paths: ['/usr/lib/postgresql'] },
	{ name: 'nginx', package: 'nginx', paths: ['/usr/sbin/nginx'] },
	{ name: 'Apache', package: 'apache2-bin', paths: ['/usr/sbin/apache2'] },
	{ name: 'rclone', package: 'rclone', paths: ['/usr/bin/rclone'] },
	{ name: 'Caddy', package: 'caddy', paths: ['/usr/bin/caddy'] },
	{ name: 'OpenSSL', package: 'openssl', paths: ['/usr/bin/openssl'] },
	{ name: 'systemd-analyze', package: 'systemd', paths: ['/usr/bin/systemd-analyze'] },
];

/** What the tests need beside the packages: installed where that is allowed, named where not. */
export const prepareMachine: TestStep = {
	name: 'machine',
	async run() {
		const missing = needed.filter(({ paths }) => !paths.some((path) => existsSync(path)));
		if (missing.length === 0) return { passed: 1, failed: 0 };
		const packages = missing.map((one) => one.package);
		if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
			console.info(`Installing ${missing.map(({ name }) => name).join(' and ')} …`);
			const env = { DEBIAN_FRONTEND: 'noninteractive' };
			await runProgram('apt-get', ['update', '-qq'], { env });
			const code = await runProgram(
				'apt-get',
				['install', '-y', '-qq', '--no-install-recommends', ...packages],
				{ env },
			);
			if (code === 0) return { passed: 1, failed: 0 };
		}
		for (const { name, package: debian } of missing) {
			console.error(`${name} is missing. On Debian: apt-get install ${debian}`);
		}
		return { passed: 0, failed: 1 };
	},
};
