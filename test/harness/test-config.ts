import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../src/config.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export function createTestConfig(options: Partial<Config> & Pick<Config, 'dataFolder'>): Config {
	return {
		root,
		buildFolder: join(root, 'dist'),
		backupFolder: join(options.dataFolder, 'backups'),
		host: '127.0.0.1',
		port: 0,
		url: new URL('http://localhost'),
		urlIsFixed: false,
		contentUrl: null,
		trustedProxies: [],
		mail: null,
		pushServices: [],
		openFolders: [{ path: join(options.dataFolder, 'open'), organisation: null }],
		virusScanner: null,
		demo: false,
		...options,
	};
}
